/* A button with data-copies="id" copies that text; without a script, or where the browser refuses, it is selected by hand. */
(() => {
  "use strict";
  for (const button of document.querySelectorAll("button[data-copies]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copies);
      const told = button.parentElement.querySelector("[role=status]");
      try {
        await navigator.clipboard.writeText(text.value);
        told.textContent = button.dataset.done;
      } catch {
        text.select();
      }
    });
  }
})();
