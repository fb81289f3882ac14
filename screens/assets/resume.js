// Puts what the link carries after # into the form, and out of the address bar: no log and no history sees it.
const form = document.getElementById("verder");
const carried = new URLSearchParams(location.hash.slice(1));
const token = carried.get("t") || "";
const answers = carried.get("a") || "";
// Another link, pasted where this page is open already.
addEventListener("hashchange", () => { if (location.hash) location.reload(); });
if (location.hash) history.replaceState(null, "", location.pathname + location.search);
if (form && (token || answers)) {
  form.elements.token.value = token;
  form.elements.answers.value = answers;
} else if (form) {
  form.hidden = true;
  document.querySelector(".dw-error").hidden = false;
}
// A statement to check is sent at once: its form holds the code as who has no scripts pastes it.
const check = document.getElementById("controleer");
const code = carried.get("v") || "";
if (check && code) {
  check.elements.code.value = code;
  check.submit();
}
