// A tablet on a stand: after two idle minutes it asks, counts down, deletes everything and begins anew. Does nothing elsewhere.
(() => {
  "use strict";
  const doc = document;
  const mark = () => doc.querySelector(".dw-kiosk:not([data-stale=true] *)");
  let last = Date.now();
  let ends = null;
  let box = null;
  let wiping = false;

  // Everything that a visitor did goes: the draft on the server, the cookie, and what the browser stored.
  async function wipe() {
    if (wiping) return;
    wiping = true;
    ends = null;
    doc.body.style.visibility = "hidden"; // nothing to read any more, also while there is no connection
    const start = new URL(location.origin + "/");
    for (const [key, value] of new URLSearchParams(location.search)) {
      if (["event", "kiosk", "embed"].includes(key)) start.searchParams.set(key, value);
    }
    // Only the server can take the cookie away; without connection we wait, and the next visitor finds nothing either.
    while (!(await fetch("/wissen", { method: "POST", body: new URLSearchParams() }).then((answer) => answer.ok, () => false))) {
      await new Promise((again) => setTimeout(again, 2000));
    }
    try { localStorage.clear(); sessionStorage.clear(); } catch { /* nothing is kept here */ }
    location.replace(start);
  }

  function ask() {
    const { title, stay, wipe: gone } = mark().dataset;
    box = doc.createElement("dialog");
    box.className = "dw-idle";
    box.setAttribute("aria-label", title);
    box.innerHTML = '<h2></h2><p aria-live="polite"></p><div><button type="button" class="dw-button"></button><button type="button" class="dw-button dw-quiet"></button></div>';
    box.querySelector("h2").textContent = title;
    const [on, away] = box.querySelectorAll("button");
    on.textContent = stay;
    away.textContent = gone;
    on.addEventListener("click", close);
    away.addEventListener("click", wipe);
    box.addEventListener("cancel", close);
    doc.body.append(box);
    box.showModal();
    ends = Date.now() + Number(mark().dataset.countdown) * 1000;
  }

  function close() {
    ends = null;
    last = Date.now();
    box?.remove();
    box = null;
  }

  function tick() {
    const here = mark();
    if (!here) return;
    if (ends !== null) {
      const left = Math.ceil((ends - Date.now()) / 1000);
      if (left <= 0) wipe();
      else box.querySelector("p").textContent = (left === 1 ? here.dataset.last : here.dataset.told).replace("{seconds}", left);
    } else if (here.dataset.idle && Date.now() - last > Number(here.dataset.idle) * 1000) {
      ask();
      tick();
    }
  }

  for (const sign of ["pointerdown", "keydown", "scroll", "touchmove"]) {
    doc.addEventListener(sign, () => { if (ends === null) last = Date.now(); }, { passive: true, capture: true });
  }
  doc.addEventListener("click", (event) => {
    if (mark() && event.target.closest?.("[data-kiosk-wipe]")) wipe();
  });
  // A link that leaves the scan would leave the tablet there, with the scan still open behind it.
  doc.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link && mark() && !link.closest("[data-testid=stPageLink]") && !link.getAttribute("href").startsWith("#")) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, { capture: true });
  setInterval(tick, 500);
})();
