// Screen "Papier invoeren": digits choose an answer, Enter goes on, Backspace goes back. Keys that come while the next
// question is on its way wait for it, so that fast typing loses nothing.
(() => {
  "use strict";
  const doc = document;
  const PATIENCE = 4000; // milliseconds; with no next question by then the button is pressed again, which does no harm
  const KEYS = /^(\d|[wn]|Enter|Backspace)$/i;
  const queue = [];
  let busy = false; // a key is being worked out
  let left = null; // the turn that was left with Enter or Backspace
  let digits = "";
  let at = null; // the turn that `digits` belong to

  const mark = () => doc.querySelector(".dw-typing:not([data-stale=true] *)");
  const fields = (here) => doc.querySelector(`.st-key-typed_fields_${here.dataset.turn}:not([data-stale=true] *)`);
  const numberField = (here) => fields(here)?.querySelector("[data-testid=stTextInput] input") ?? null;
  const codes = (here) => here.dataset.codes.split(" ");
  // The mark may be there before the fields and buttons it belongs to.
  const button = (here, name) => doc.querySelector(`.st-key-${name}_${here.dataset.turn} button`);
  const ready = (here) => button(here, "typed_next") && button(here, "typed_back") && (here.dataset.kind === "end" || fields(here)?.querySelector("input"));
  // Streamlit takes in what was chosen only after it has drawn it.
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 25))));

  const waiting = (here) => left === here.dataset.turn;

  // The answer with this code: they stand in the order of the codes.
  function answer(here, code) {
    const labels = fields(here)?.querySelectorAll("label:has(input[type=radio], input[type=checkbox])") ?? [];
    return labels[codes(here).indexOf(code)];
  }

  // A field that has only just appeared may not listen yet: click until it took the click.
  async function press(here, code) {
    const before = answer(here, code)?.querySelector("input").checked;
    for (let tries = 0; tries < 20; tries++) {
      const label = answer(here, code);
      const input = label?.querySelector("input");
      if (!input || input.checked !== before) return;
      input.click();
      label.scrollIntoView({ block: "nearest" });
      await drawn();
      if (input.type === "radio" && input.checked) return;
    }
  }

  // Two digits name one answer where there are that many; a digit that fits no longer number starts anew.
  async function choose(here, key) {
    if (at !== here.dataset.turn) { at = here.dataset.turn; digits = ""; }
    digits = here.dataset.kind === "single" && codes(here).includes(digits + key) ? digits + key : key;
    await press(here, digits);
  }

  function fill(here, key) {
    const field = numberField(here);
    if (!field) return;
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    field.focus();
    setter.call(field, field.value + key);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // The button belongs to this turn alone, so a second click on it never skips a question.
  async function leave(here, name) {
    const turn = here.dataset.turn;
    if (at === turn && here.dataset.kind === "single" && answer(here, digits)?.querySelector("input").checked === false) await press(here, digits);
    left = turn;
    doc.activeElement?.blur(); // a number field hands over what was typed when it is left
    await drawn();
    button(here, name)?.click();
    const again = setInterval(() => {
      if (left !== turn || mark()?.dataset.turn !== turn) clearInterval(again);
      else button(here, name)?.click();
    }, PATIENCE);
  }

  async function work() {
    if (busy) return;
    busy = true;
    if (mark()?.dataset.on === "") queue.length = 0; // the start, the result, or keys switched off
    for (let here = mark(); here && queue.length && !waiting(here) && ready(here); here = mark()) {
      const key = queue.shift();
      if (key === "Enter") await leave(here, "typed_next");
      else if (key === "Backspace") await leave(here, "typed_back");
      else if (/\d/.test(key) && here.dataset.kind === "number") fill(here, key);
      else await choose(here, key.toUpperCase());
      await drawn();
    }
    busy = false;
  }

  doc.addEventListener("keydown", (event) => {
    const here = mark() || doc.querySelector(".dw-typing"); // one that is being replaced still takes keys, for the next
    if (!here || !here.dataset.on || event.ctrlKey || event.altKey || event.metaKey || !KEYS.test(event.key)) return;
    const focus = doc.activeElement;
    const idle = here === mark() && !busy && !queue.length && !waiting(here) && ready(here);
    if (idle) {
      const inNumber = focus === numberField(here);
      // A button or link with the focus keeps its own keys, and so does a number that is being typed.
      if (focus.closest("a, button, summary, [role=switch], .st-key-header, .st-key-footer")) return;
      if (inNumber && (/\d/.test(event.key) || (event.key === "Backspace" && focus.value))) return;
      if (/\d/.test(event.key) && here.dataset.kind === "number") { numberField(here)?.focus(); return; }
    }
    event.preventDefault();
    event.stopPropagation();
    queue.push(event.key);
    work();
  }, true);

  new MutationObserver(() => { if (queue.length) work(); }).observe(doc.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-turn", "data-stale"] });
})();
