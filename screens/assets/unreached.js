// Says what to do when the scan does not come: a proxy that refuses websockets, scripts that are held back, a slow line.
(() => {
  "use strict";
  const PATIENCE = 12000; // milliseconds until the words; a slow phone line needs five seconds
  const told = document.getElementById("dw-unreached");
  if (!told) return;
  let late = false;

  // Who chose in the page that was there before the scan (choice.js): the choice waits for its button.
  const page = document.documentElement;
  function choose() {
    const button = page.dataset.chosen && document.querySelector(`.st-key-start_${page.dataset.chosen} button`);
    if (button) { delete page.dataset.chosen; setTimeout(() => button.click(), 50); }
  }

  // A mark on the screen means that Python has drawn it: the connection is there.
  function look() {
    const there = document.querySelector(".dw-here") !== null;
    if (told.hidden !== (there || !late)) told.hidden = there || !late;
    choose();
    if (there && (!page.dataset.chosen || !document.querySelector(".dw-here[data-step=start]"))) watch.disconnect();
  }

  const watch = new MutationObserver(look);
  watch.observe(page, { subtree: true, childList: true });
  setTimeout(() => { late = true; look(); }, PATIENCE);
  told.querySelector("button").addEventListener("click", () => location.reload());
  look();
})();
