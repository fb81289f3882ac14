// Hands a link or a file to the phone's own share sheet, WhatsApp or the clipboard. Nothing goes through our server.
(() => {
  "use strict";
  const doc = document;
  if (navigator.share) doc.documentElement.dataset.canShare = "1";

  async function copy(button) {
    const { copy: text, copied } = button.dataset;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https there is no clipboard: a field that is selected is copied the old way.
      const field = doc.createElement("textarea");
      field.value = text;
      field.style.position = "fixed";
      doc.body.append(field);
      field.select();
      doc.execCommand("copy");
      field.remove();
      button.focus();
    }
    const label = button.textContent;
    button.setAttribute("aria-live", "polite");
    button.textContent = copied;
    setTimeout(() => { button.textContent = label; }, 2500);
  }

  async function shareFile(button) {
    button.disabled = true;
    try {
      const answer = await fetch(button.dataset.shareFile);
      const file = new File([await answer.blob()], "weerbaarheidsadvies.pdf", { type: "application/pdf" });
      if (answer.ok && navigator.canShare?.({ files: [file] })) await navigator.share({ files: [file] });
      else location.assign(button.dataset.shareFile);
    } catch (error) {
      if (error.name !== "AbortError") location.assign(button.dataset.shareFile);
    } finally {
      button.disabled = false;
    }
  }

  doc.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-share], [data-copy], [data-whatsapp], [data-share-file]");
    if (!button) return;
    const { share, title, whatsapp } = button.dataset;
    if (share) navigator.share({ title, url: share }).catch(() => {});
    else if (whatsapp) location.href = `whatsapp://send?text=${encodeURIComponent(whatsapp)}`;
    else if (button.dataset.copy) copy(button);
    else shareFile(button);
  });
})();
// The tab of a conversation shows the name that this browser keeps, and goes back to the sheet when another one opens.
(() => {
  "use strict";
  const doc = document;
  function look() {
    const bar = doc.querySelector("[data-conversation]");
    if (!bar) return;
    const { conversation, sheet } = bar.dataset;
    let known = [], opened = "";
    try {
      known = JSON.parse(localStorage.getItem("dw-gesprekken") || "[]");
      opened = localStorage.getItem("dw-gesprek-open") || "";
    } catch { /* a browser that keeps nothing has no sheet either */ }
    if (opened && opened !== conversation && known.some((one) => one.mark === conversation)) return location.replace(sheet);
    const mine = known.find((one) => one.mark === conversation), name = bar.querySelector("[data-name]");
    // On the device of the entrepreneur there is no sheet, and nothing to say of it.
    for (const part of doc.querySelectorAll("[data-conversation], [data-beside]")) if (part.hidden !== !mine) part.hidden = !mine;
    const told = mine && name.dataset.name.replace("{name}", mine.name);
    if (told && name.textContent !== told) name.textContent = told;
  }
  window.addEventListener("storage", look);
  window.addEventListener("focus", look);
  new MutationObserver(look).observe(doc.documentElement, { subtree: true, childList: true });
})();
