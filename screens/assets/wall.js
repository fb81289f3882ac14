// Keeps the wall alive: fetches its contents every few seconds, shows one panel after another, and goes on by itself
// after a lost connection. Nothing piles up: one timer each, and the page's contents are replaced, never added to.
(function () {
  "use strict";
  var wall = document.getElementById("wand");
  var state = document.getElementById("wand-stand");
  var words = wall.dataset;
  var last = "";
  var tag = null; // of what is shown; with it the server answers in a few bytes that nothing changed
  var panel = 0;
  var paused = false;

  function show() {
    var panels = wall.querySelectorAll(".wand-paneel");
    for (var i = 0; i < panels.length; i++) {
      panels[i].classList.toggle("toon", i === panel % panels.length);
      panels[i].setAttribute("aria-hidden", i === panel % panels.length ? "false" : "true");
    }
  }

  function step(by) {
    var count = wall.querySelectorAll(".wand-paneel").length || 1;
    panel = (panel + by + count) % count;
    show();
  }

  function time() {
    return new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  }

  function refresh() {
    var stop = new AbortController();
    var limit = setTimeout(function () { stop.abort(); }, 8000);
    fetch(words.source, { signal: stop.signal, cache: "no-store", credentials: "same-origin", headers: tag ? { "If-None-Match": tag } : {} })
      .then(function (answer) {
        if (answer.status === 403 || answer.status === 404) { state.textContent = words.gone; return null; }
        if (answer.status === 304) { state.textContent = words.live; return null; }
        if (!answer.ok) { throw new Error("status " + answer.status); }
        return answer.text().then(function (html) {
          tag = answer.headers.get("etag");
          state.textContent = words.live;
          if (html !== last) { last = html; wall.innerHTML = html; show(); }
        });
      })
      .catch(function () { if (state.textContent.indexOf(words.lost) !== 0) { state.textContent = words.lost + " " + time(); } })
      .finally(function () { clearTimeout(limit); setTimeout(refresh, Number(words.every)); });
  }

  // The look survives a reload; a browser that stores nothing simply begins light.
  function look(kept) {
    try {
      if (kept) { localStorage.setItem("wand-kleur", kept); }
      return localStorage.getItem("wand-kleur");
    } catch (error) { return null; }
  }

  var root = document.documentElement;
  if (look() === "donker") { root.dataset.kleur = "donker"; }
  document.getElementById("wand-kleur").addEventListener("click", function () {
    root.dataset.kleur = root.dataset.kleur === "donker" ? "licht" : "donker";
    look(root.dataset.kleur);
  });
  var stopButton = document.getElementById("wand-pauze");
  stopButton.addEventListener("click", function () {
    paused = !paused;
    stopButton.textContent = paused ? words.go : words.stop;
  });
  document.getElementById("wand-volgende").addEventListener("click", function () { step(1); });
  document.addEventListener("keydown", function (event) {
    if (event.key === "ArrowRight") { step(1); }
    if (event.key === "ArrowLeft") { step(-1); }
  });

  // The buttons leave the wall when nobody touches the laptop.
  var rest = null;
  function awake() {
    document.body.classList.remove("rust");
    clearTimeout(rest);
    rest = setTimeout(function () { document.body.classList.add("rust"); }, 6000);
  }
  ["pointermove", "pointerdown", "keydown"].forEach(function (sign) { document.addEventListener(sign, awake, { passive: true }); });
  awake();
  // After a click of the mouse (detail counts those; a key has none) a button lets go, or it would stay on the wall all evening.
  document.getElementById("wand-knoppen").addEventListener("click", function (event) {
    if (event.detail && document.activeElement) { document.activeElement.blur(); }
  });

  // Where the browser can, the laptop's screen stays on.
  function stayOn() {
    if (navigator.wakeLock && document.visibilityState === "visible") { navigator.wakeLock.request("screen").catch(function () {}); }
  }
  document.addEventListener("visibilitychange", stayOn);
  stayOn();
  setInterval(function () { if (!paused) { step(1); } }, 15000);
  show();
  setTimeout(refresh, 0);
})();
