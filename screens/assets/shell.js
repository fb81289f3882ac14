// Mends what Streamlit leaves open in the page: language, focus and announcements, its English words, lost connections.
(() => {
  "use strict";
  const doc = document;
  const { texts, languages } = JSON.parse(doc.getElementById("dw-words").textContent);
  const told = () => texts[doc.documentElement.lang] || texts.nl;

  // ---- words: from any language to the English one, and from there to the language of now
  const exact = new Map();
  const patterns = [];
  const escaped = (part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  for (const { words } of [{ words: Object.fromEntries(Object.keys(texts.nl.words).map((w) => [w, w])) }, ...Object.values(texts)]) {
    for (const [english, word] of Object.entries(words)) {
      if (!word.includes("{}")) exact.set(word, english);
      else patterns.push([new RegExp(`^${word.split("{}").map(escaped).join("(.*?)")}$`), english]);
    }
  }
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];
  // What the screens write is never touched, even where it happens to be one of those words.
  const OURS = "[data-testid=stMarkdownContainer], .stHtml, [data-testid=stWidgetLabel]";
  // There Streamlit draws its own words in the same way as ours.
  const THEIRS = "[role=dialog], [data-testid=stFileUploaderDropzone]";

  function ourWord(text) {
    const key = text.trim();
    if (!key || key.length > 200) return text;
    let english = exact.get(key);
    let found = [];
    if (english === undefined) {
      const fit = patterns.find(([pattern]) => (found = pattern.exec(key)));
      if (!fit) return text;
      english = fit[1];
    }
    let n = 0;
    return told().words[english].replace(/\{\}/g, () => found[++n] ?? "");
  }

  function translateAttributes(element) {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      const ours = value && ourWord(value);
      if (value && ours !== value) element.setAttribute(name, ours);
    }
  }

  function translate(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      const parent = node.parentElement;
      if (!parent || (parent.closest(OURS) && !parent.closest(THEIRS))) return;
      const ours = ourWord(node.data);
      if (ours !== node.data) node.data = ours;
    } else if (node.nodeType === Node.ELEMENT_NODE && node.tagName !== "SCRIPT" && node.tagName !== "STYLE") {
      translateAttributes(node);
      node.childNodes.forEach(translate);
    }
  }

  // ---- what a screen reader hears
  function region(id) {
    let element = doc.getElementById(id);
    if (!element) {
      element = doc.createElement("div");
      element.id = id;
      element.setAttribute("role", "status");
      (doc.querySelector("[data-testid=stMain]") || doc.body).appendChild(element);
    }
    return element;
  }

  function say(text) {
    const live = region("dw-live");
    live.textContent = "";
    if (text) setTimeout(() => { live.textContent = text; }, 150);
  }

  // ---- where we are: a new screen or question gets the focus on its heading, and is said
  let where = null;
  let changing = null; // the answer that one came to change from another screen
  let mended = null; // the answer that was just changed: its line is sought on the screen to which one returns

  // A line may be drawn a moment after the heading of its screen; who touched the page since is left alone.
  function backToLine() {
    const line = mended && doc.querySelector(`.dw-answer[data-item="${CSS.escape(mended)}"]:not([data-stale=true] *)`);
    if (!line) return;
    mended = null;
    line.tabIndex = -1;
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: "center", behavior: "instant" });
  }

  for (const sign of ["pointerdown", "keydown", "wheel"]) doc.addEventListener(sign, () => { mended = null; }, { passive: true, capture: true });

  function look() {
    const marks = [...doc.querySelectorAll(".dw-here")].filter((mark) => !mark.closest("[data-stale=true]"));
    const page = marks.find((mark) => mark.dataset.lang);
    const heading = doc.querySelector("[data-testid=stMain] h1");
    if (!page || !heading) return;
    if (marks.some((mark) => mark.dataset.wiped)) {
      const query = new URLSearchParams(location.search);
      query.delete("vraag");
      location.replace(`/?${query}`); // another tab wiped everything
      return;
    }
    landmarks();
    if (doc.documentElement.lang !== page.dataset.lang) {
      // It was chosen here: the next visit begins in it.
      doc.cookie = `taal=${page.dataset.lang}; path=/; max-age=34560000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
      doc.documentElement.lang = page.dataset.lang;
      translate(doc.body);
    }
    const now = marks.map((mark) => `${mark.dataset.page || ""} ${mark.dataset.step || ""}`).join("|");
    if (now === where) { backToLine(); return; }
    const first = where === null;
    where = now;
    const changed = changing;
    const question = doc.querySelector(".dw-onward:not([data-stale=true] *)");
    changing = question?.dataset.back ? question.dataset.question : null;
    if (first) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    doc.querySelector("[data-testid=stMain]").scrollTo(0, 0);
    say(marks.map((mark) => mark.dataset.said || "").join(" ").trim());
    if (changed && !question) mended = changed;
    backToLine();
  }

  // ---- names and roles that the frame cannot set from Python
  function landmarks() {
    const screen = doc.querySelector(".st-key-screen");
    if (screen && screen.id !== "inhoud") {
      screen.id = "inhoud";
      screen.tabIndex = -1;
      skipLink();
    }
    for (const [key, name] of [["header", told().menu], ["footer", told().links]]) {
      const part = doc.querySelector(`.st-key-${key}`);
      part?.setAttribute("role", "navigation");
      part?.setAttribute("aria-label", name);
    }
    // Streamlit calls the place to drop a file decoration, and lets it take the focus: it cannot be both.
    doc.querySelectorAll("[data-testid=stFileUploaderDropzone][role=presentation]").forEach((place) => place.setAttribute("role", "group"));
    for (const button of doc.querySelectorAll(".st-key-language [role=radio]")) {
      const code = button.textContent.trim();
      button.lang = code.toLowerCase();
      button.setAttribute("aria-label", `${code} ${languages[button.lang]}`);
    }
  }

  // Streamlit's own skip link ends before our menu; this one ends after it
  function skipLink() {
    const link = doc.querySelector("[data-testid=stSkipToContent]");
    if (!link || link.hash === "#inhoud") return;
    link.setAttribute("href", "#inhoud");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      doc.getElementById("inhoud").focus();
    }, true);
  }

  // ---- connection: say so when it is gone for more than a moment, and when it is back
  let lost = null;

  function connection() {
    const state = doc.querySelector("[data-testid=stApp]")?.dataset.testConnectionState;
    const gone = where !== null && state !== "CONNECTED";
    const bar = region("dw-connection");
    if (gone && lost === null) {
      lost = setTimeout(() => { bar.textContent = told().lost; }, 1500);
    } else if (!gone && lost !== null) {
      clearTimeout(lost);
      lost = null;
      if (bar.textContent) say(told().back);
      bar.textContent = "";
    }
  }

  // ---- a slow line: the button that was pressed says so after a second, a bar after five
  const SOON = 1000, LATE = 5000;
  let asked = null; // what was pressed and is not answered yet, with the two clocks

  function ask(button) {
    answered();
    const mine = { button, clocks: [] };
    mine.clocks.push(setTimeout(() => {
      if (button.matches("button")) button.dataset.slow = told().wait;
      say(told().wait);
    }, SOON));
    mine.clocks.push(setTimeout(() => {
      const bar = region("dw-connection");
      if (!bar.textContent) { bar.textContent = told().slow; mine.bar = true; }
    }, LATE));
    asked = mine;
  }

  function answered() {
    if (!asked) return;
    asked.clocks.forEach(clearTimeout);
    delete asked.button.dataset.slow;
    if (asked.bar && lost === null) region("dw-connection").textContent = "";
    asked = null;
  }

  // Each run of the server draws a mark anew, also where nothing else changes.
  function isAnswer(change) {
    return change.type === "childList" && [...change.addedNodes].some((node) => node.nodeType === Node.ELEMENT_NODE && (node.matches(".dw-here") || node.querySelector(".dw-here")));
  }

  doc.addEventListener("click", (event) => {
    const button = event.target.closest?.(".stButton button, .stFormSubmitButton button");
    if (button && !button.disabled) ask(button);
  });
  let waiting = false;
  new MutationObserver((changes) => {
    if (asked && changes.some(isAnswer)) answered();
    for (const change of changes) {
      if (change.type === "attributes") translateAttributes(change.target);
      else if (change.type === "characterData") translate(change.target);
      else change.addedNodes.forEach(translate);
    }
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; look(); connection(); });
  }).observe(doc.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: [...ATTRIBUTES, "data-stale", "data-page", "data-step", "data-lang", "data-test-connection-state"],
  });
  translate(doc.body);
})();
