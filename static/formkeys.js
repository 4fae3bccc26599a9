/* A form on its own page: Ctrl+Enter sends it by its main button, Esc goes back by its link; what was typed is kept. */
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  document.querySelectorAll("form[data-keys]").forEach((form) => {
    form.querySelectorAll("kbd[hidden]").forEach((hint) => (hint.hidden = false));
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        form.requestSubmit(form.querySelector(".btn-primary") || form.querySelector("button"));
      }
    });
    document.addEventListener("keydown", (event) => {
      const back = form.querySelector("a[data-back]");
      if (event.key === "Escape" && back && !event.defaultPrevented) back.click();
    });
  });
});
