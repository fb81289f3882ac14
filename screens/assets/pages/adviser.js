// The conversations of an adviser: names and links, in this browser alone. The name of one never leaves it.
(() => {
  "use strict";
  const SHEET = "dw-gesprekken", OPEN = "dw-gesprek-open";
  const by = (id) => document.getElementById(id);
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(SHEET) || "[]");
      return Array.isArray(kept) ? kept.filter((one) => one && one.token && one.mark) : [];
    } catch { return []; }
  };
  const write = (sheet) => localStorage.setItem(SHEET, JSON.stringify(sheet));

  function open(one) {
    localStorage.setItem(OPEN, one.mark);
    by("open").elements.token.value = one.token;
    by("open").submit();
  }

  // What takes away asks once more, on the button itself.
  function sure(button, act) {
    if (button.dataset.asked) return act();
    button.dataset.asked = "1";
    button.setAttribute("aria-live", "polite");
    button.textContent = button.dataset.sure;
  }

  function draw() {
    const sheet = read();
    by("leeg").hidden = sheet.length > 0;
    by("leegmaken").hidden = sheet.length === 0;
    by("gesprekken").replaceChildren(...sheet.map((one) => {
      const line = by("gesprek").content.cloneNode(true);
      line.querySelector("strong").textContent = one.name;
      line.querySelector("span").textContent = new Date(`${one.day}T12:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
      const [go, drop] = line.querySelectorAll("button");
      go.setAttribute("aria-label", `${go.textContent}: ${one.name}`);
      go.addEventListener("click", () => open(one));
      drop.addEventListener("click", () => sure(drop, () => {
        write(read().filter((other) => other.mark !== one.mark));
        draw();
        by("naam").focus();
      }));
      return line;
    }));
  }

  by("nieuw").addEventListener("submit", async (event) => {
    event.preventDefault();
    const name = by("naam").value.trim();
    const button = event.target.querySelector("button");
    if (!name) return;
    button.disabled = true;
    by("mislukt").hidden = true;
    try {
      const answer = await fetch(location.pathname, { method: "POST" });
      if (!answer.ok) throw new Error(answer.status);
      const one = { ...(await answer.json()), name, day: event.target.dataset.day };
      write([one, ...read()]);
      open(one);
    } catch {
      by("mislukt").hidden = false;
      button.disabled = false;
    }
  });
  by("leegmaken").addEventListener("click", (event) => sure(event.target, () => {
    localStorage.removeItem(SHEET);
    localStorage.removeItem(OPEN);
    draw();
  }));
  window.addEventListener("storage", draw);
  window.addEventListener("pageshow", draw);
  by("nieuw").hidden = by("blad").hidden = false;
  draw();
})();
