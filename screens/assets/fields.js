// Ties the answers of a question together for who does not see the screen: a name for the group, the error to its field.
(() => {
  "use strict";
  const doc = document;

  // A number is typed as text, for its comma; a phone shows the keys for it all the same.
  const NUMBERS = "[class*=st-key-choices-] [data-testid=stTextInput] input, [class*=st-key-typed_fields_] [data-testid=stTextInput] input";

  function tie() {
    for (const field of doc.querySelectorAll(NUMBERS)) field.inputMode = "decimal";
    otherErrors();
    const answers = doc.querySelector(".st-key-answers");
    const heading = doc.querySelector("[data-testid=stMain] h1");
    if (!answers || !heading) return;
    const radios = answers.querySelector("[role=radiogroup]");
    if (radios) answers.removeAttribute("role");
    else answers.setAttribute("role", "group");
    heading.id = heading.id || "dw-question";
    if (!radios) answers.setAttribute("aria-labelledby", heading.id);
    else answers.removeAttribute("aria-labelledby");
    describe(radios || answers, radios);
  }

  // ---- what is wrong is in sight, and its field has the focus: a phone shows a third of a long question
  let told = null;

  // In the middle of the screen: under no bar, and with the field below it in sight.
  function bring(error, field) {
    error.scrollIntoView({ block: "center", behavior: "instant" });
    field?.focus({ preventScroll: true });
  }

  function describe(field, radios) {
    const error = doc.getElementById("dw-answer-error");
    const input = field.querySelector("[data-testid=stTextInput] input");
    if (error && !error.closest("[data-stale=true]")) {
      field.setAttribute("aria-describedby", error.id);
      (radios || input)?.setAttribute("aria-invalid", "true");
      if (told !== error) {
        told = error;
        bring(error, (radios || field).querySelector("input"));
      }
    } else {
      told = null;
      field.removeAttribute("aria-describedby");
      (radios || input)?.removeAttribute("aria-invalid");
    }
  }

  // The errors of other forms: an event's code, a scan to open, paper that is typed in.
  const seen = new WeakSet();

  function otherErrors() {
    for (const error of doc.querySelectorAll("[data-testid=stMain] .dw-error[role=alert]:not(#dw-answer-error)")) {
      if (seen.has(error) || error.closest("[data-stale=true]")) continue;
      seen.add(error);
      const form = error.closest("[data-testid=stForm], [class*=st-key-card], [class*=st-key-join]");
      const input = form?.querySelector("input:not([type=file]):not(:disabled)");
      if (input) {
        error.id = error.id || `dw-error-${Math.random().toString(36).slice(2)}`;
        input.setAttribute("aria-describedby", error.id);
        input.setAttribute("aria-invalid", "true");
      }
      bring(error, input);
    }
  }

  // The same mistake once more changes nothing on the page: it is shown again all the same.
  doc.addEventListener("click", (event) => {
    if (!event.target.closest?.(".stButton button, .stFormSubmitButton button")) return;
    const before = [...doc.querySelectorAll("[data-testid=stMain] .dw-error[role=alert]")];
    if (!before.length) return;
    setTimeout(() => {
      for (const error of before) if (error.isConnected) { seen.delete(error); if (told === error) told = null; }
      tie();
    }, 700);
  }, true);

  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; tie(); });
  }).observe(doc.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-stale"] });
})();
