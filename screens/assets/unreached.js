// Says what to do when the scan does not come: a proxy that refuses websockets, scripts that are held back, a slow line.
(() => {
  "use strict";
  const PATIENCE = 12000; // milliseconds until the words; a slow phone line needs five seconds
  const told = document.getElementById("dw-unreached");
  if (!told) return;
  let late = false;

  // Who chose in the page that was there before the scan: the choice waits for its button, and is not lost.
  let chosen = null;
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("[data-start]");
    if (!button) return;
    chosen = button.dataset.start;
    document.querySelectorAll("[data-start]").forEach((other) => { other.disabled = true; });
    button.textContent = button.dataset.wait;
  });

  function choose() {
    const button = chosen && document.querySelector(`.st-key-start_${chosen} button`);
    if (button) { chosen = null; setTimeout(() => button.click(), 50); }
  }

  // A mark on the screen means that Python has drawn it: the connection is there.
  function look() {
    const there = document.querySelector(".dw-here") !== null;
    if (told.hidden !== (there || !late)) told.hidden = there || !late;
    choose();
    if (there && (!chosen || !document.querySelector(".dw-here[data-step=start]"))) watch.disconnect();
  }

  const watch = new MutationObserver(look);
  watch.observe(document.documentElement, { subtree: true, childList: true });
  setTimeout(() => { late = true; look(); }, PATIENCE);
  told.querySelector("button").addEventListener("click", () => location.reload());
  look();
})();
