/* What somebody types into a form with data-keeps stays in this tab until it was saved: through a reload, a lost
   connection, a closed form. Fields are kept as [name, value, checked]; the version tells whether it was saved since. */
(() => {
  "use strict";
  const place = (id) => "typed/" + id;
  const read = (id) => JSON.parse(sessionStorage.getItem(place(id)) || "null");
  const write = (id, typed) => sessionStorage.setItem(place(id), JSON.stringify(typed));
  const drop = (id) => sessionStorage.removeItem(place(id));

  const fieldsOf = (form) => Array.from(form.elements).filter((f) => f.name && !["hidden", "submit", "button"].includes(f.type));
  const ticks = (field) => field.type === "checkbox" || field.type === "radio";
  const stateOf = (form) => fieldsOf(form).map((f) => [f.name, f.value, ticks(f) && f.checked]);
  const versionOf = (form) => (form.elements.version ? form.elements.version.value : "");

  const keep = (form, sent = false) => write(form.dataset.keeps, { version: versionOf(form), sent, fields: stateOf(form) });

  const fill = (form, fields) => {
    for (const [name, value, checked] of fields) {
      const field = fieldsOf(form).find((f) => f.name === name && (!ticks(f) || f.value === value));
      if (!field) continue;
      if (ticks(field)) field.checked = checked;
      else field.value = value;
    }
  };

  const tell = (form, back) => {
    const note = form.querySelector(".kept");
    if (note) note.hidden = !back;
  };

  /* A form that came back with errors holds what was typed already. */
  const restore = (form) => {
    const typed = read(form.dataset.keeps);
    if (!typed) return;
    if (form.querySelector("#errors")) return void keep(form);
    const before = JSON.stringify(stateOf(form));
    fill(form, typed.fields);
    tell(form, JSON.stringify(stateOf(form)) !== before);
  };

  /* What was decided, or sent and saved, need not be kept; for the rest the card says that something is. What was typed
     while somebody else changed the draft stays. */
  const settle = (card) => {
    const typed = read(card.dataset.id);
    const waits = card.hasAttribute("data-waits");
    if (!waits) drop("r" + card.dataset.id);
    if (!waits || (typed && typed.sent && typed.version !== card.dataset.version)) drop(card.dataset.id);
    const note = card.querySelector(".typed");
    if (note) note.hidden = !read(card.dataset.id);
  };

  const formOf = (event) => {
    const form = event.target.form || event.target.closest("form");
    return form && form.dataset.keeps ? form : null;
  };
  document.addEventListener("input", (event) => formOf(event) && keep(formOf(event)));
  document.addEventListener("change", (event) => formOf(event) && keep(formOf(event)));
  document.addEventListener("submit", (event) => formOf(event) && keep(formOf(event), true), true);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-drop]")) return;
    const form = event.target.closest("form");
    drop(form.dataset.keeps);
    form.reset();
    tell(form, false);
  });

  window.kept = { restore, settle };
  document.querySelectorAll("form[data-keeps]").forEach(restore);
  document.querySelectorAll("[data-draft]").forEach(settle);
})();
