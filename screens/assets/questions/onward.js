// A finger that taps an answer goes on by itself, after a pause in which the answer can be seen and changed. Never a
// mouse, a keyboard or a screen reader; never an answer with a word of its own (screens/questions.py says which); and
// whoever would rather tap "Volgende" switches it off. Said beforehand on the start and at the first question.
(() => {
  "use strict";
  const doc = document;
  const PAUSE = 450; // milliseconds in which a second tap changes the choice and any other touch calls it off
  const REST = 450; // after a question was drawn: nobody read it yet, so a tap is a leftover of the one before
  const LONGEST = 5000; // a line that is slower than this says so itself, and the answers can be tapped again
  const TAP = 700; // from finger up to the click that the browser makes of it
  const KEPT = "dw-own-pace"; // in this browser alone

  // ---- the switch
  let own = false; // also where nothing can be kept, in a frame or without cookies
  try { own = localStorage.getItem(KEPT) === "1"; } catch { /* nothing is kept here */ }

  function keep() {
    try {
      if (own) localStorage.setItem(KEPT, "1");
      else localStorage.removeItem(KEPT);
    } catch { /* for as long as this page is open */ }
  }

  function show() {
    for (const box of doc.querySelectorAll("input[data-own-pace]")) box.checked = own;
  }

  doc.addEventListener("change", (event) => {
    if (!event.target.matches?.("input[data-own-pace]")) return;
    own = event.target.checked;
    if (own) callOff();
    keep();
    show();
  });

  // ---- which question is on the screen, and what of it goes on
  const mark = () => doc.querySelector(".dw-onward:not([data-stale=true] *)");
  const step = () => mark()?.dataset.question ?? "";
  const run = () => doc.querySelector(".dw-here[data-step]:not([data-stale=true] *)")?.dataset.run; // another one each time it is drawn
  const button = () => doc.querySelector(".st-key-steps button[kind=primary]");
  const option = (element) => element?.closest?.(".st-key-answers [data-testid=stRadioOption]") ?? null;

  function goesOn(label) {
    const all = [...doc.querySelectorAll(".st-key-answers [data-testid=stRadioOption]")];
    return (mark()?.dataset.onward ?? "").split(" ").includes(String(all.indexOf(label)));
  }

  // ---- a finger: what a screen reader makes of a double tap has no size, or is no touch at all
  let finger = null; // what was touched last, and when

  doc.addEventListener("pointerdown", (event) => {
    callOff();
    const real = /android/i.test(navigator.userAgent) || event.width > 0 || event.height > 0;
    const touched = event.isTrusted && event.isPrimary && event.pointerType === "touch" && real;
    finger = touched ? { label: option(event.target), at: Infinity } : null;
  }, true);
  doc.addEventListener("pointerup", () => { if (finger) finger.at = performance.now(); }, true);
  doc.addEventListener("pointercancel", () => { finger = null; callOff(); }, true); // it was a scroll
  doc.addEventListener("keydown", () => { finger = null; callOff(); }, true);

  const byFinger = (label) => Boolean(finger && label && finger.label === label && performance.now() - finger.at < TAP);

  // ---- on
  let pending = null; // the tap whose pause runs
  let going = null; // the question that was left, until another one is there
  let drawnAt = 0;

  function callOff() {
    if (!pending) return;
    clearTimeout(pending);
    pending = null;
    delete button()?.dataset.onward;
  }

  function release() {
    if (!going) return;
    clearTimeout(going.clock);
    going = null;
  }

  function wait(label) {
    callOff();
    const question = step();
    const on = button();
    if (own || !question || !on || !goesOn(label)) return;
    on.dataset.onward = "";
    pending = setTimeout(() => { callOff(); leave(label, question); }, PAUSE);
  }

  function leave(label, question) {
    const connected = doc.querySelector("[data-testid=stApp]")?.dataset.testConnectionState === "CONNECTED";
    const on = button();
    if (!connected || doc.hidden || step() !== question || !label.isConnected || !on || on.disabled) return;
    if (!label.querySelector("input")?.checked) return;
    going = { question, run: run(), clock: setTimeout(release, LONGEST) };
    on.click(); // the button belongs to this question: it never answers for the next, nor skips it
  }

  doc.addEventListener("click", (event) => {
    const label = option(event.target);
    if (!label || !byFinger(label)) return;
    if (going || performance.now() - drawnAt < REST) {
      event.preventDefault(); // the question is on its way, or has only just come
      event.stopPropagation();
      return;
    }
    // The browser clicks the field itself as well, and ticks it before the pause is over.
    wait(label);
  }, true);

  let seen = "";
  new MutationObserver(() => {
    show();
    const here = mark();
    if (!here) return;
    if (here.dataset.question !== seen) {
      // Only what came by itself needs the rest: who tapped "Volgende" had to move the finger.
      if (going) drawnAt = performance.now();
      seen = here.dataset.question;
      callOff();
      release();
    } else if (going && run() !== going.run) release(); // asked, and it stays where it is
  }).observe(doc.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-question", "data-run", "data-stale"] });
  show();
})();
