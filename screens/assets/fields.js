// Ties the answers of a question together for who does not see the screen: a name for the group, the error to its field.
(() => {
  "use strict";
  const doc = document;

  // A number is typed as text, for its comma; a phone shows the keys for it all the same.
  const NUMBERS = "[class*=st-key-choices-] [data-testid=stTextInput] input, [class*=st-key-typed_fields_] [data-testid=stTextInput] input";

  function tie() {
    for (const field of doc.querySelectorAll(NUMBERS)) field.inputMode = "decimal";
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

  let told = null;

  function describe(field, radios) {
    const error = doc.getElementById("dw-answer-error");
    if (error && !error.closest("[data-stale=true]")) {
      field.setAttribute("aria-describedby", error.id);
      (radios || field.querySelector("[data-testid=stTextInput] input"))?.setAttribute("aria-invalid", "true");
      if (told !== error) {
        told = error;
        (radios || field).querySelector("input")?.focus();
      }
    } else {
      told = null;
      field.removeAttribute("aria-describedby");
      (radios || field.querySelector("[data-testid=stTextInput] input"))?.removeAttribute("aria-invalid");
    }
  }

  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; tie(); });
  }).observe(doc.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-stale"] });
})();
