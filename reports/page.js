// Enhancements only: the page says everything without this script.
// Opens what is folded and asks for something before printing, and adds a copy button to each model sentence.
"use strict";
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details.to-mend")) folded.open = true;
});
if (navigator.clipboard && isSecureContext) {
  const main = document.querySelector("main");
  for (const sentence of document.querySelectorAll(".model blockquote")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = main.dataset.copy;
    button.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(sentence.textContent.trim()); } catch { return; } // not allowed here
      button.textContent = main.dataset.copied;
      setTimeout(() => { button.textContent = main.dataset.copy; }, 2000);
    });
    sentence.after(button);
  }
}
// A link into a folded part opens it.
const reveal = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const folded = target && target.closest("details");
  if (folded && !folded.open) { folded.open = true; target.scrollIntoView(); }
};
addEventListener("hashchange", reveal);
reveal();
