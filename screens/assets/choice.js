// The start in plain HTML: what is chosen before the scan itself is there, is not lost. Read before the buttons are, so
// that no press comes too early; unreached.js hands the choice to the scan.
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("[data-start]");
    if (!button) return;
    document.documentElement.dataset.chosen = button.dataset.start;
    document.querySelectorAll("[data-start]").forEach((other) => { other.disabled = true; });
    button.textContent = button.dataset.wait;
  });
})();
