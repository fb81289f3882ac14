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
