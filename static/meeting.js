/* The room by keyboard: each key opens its form, Enter records, Esc leaves; words typed so far go along. The beamer page
   follows the room. Without this script all is done by the buttons that the keys press. */
(() => {
  "use strict";
  const beamer = document.getElementById("beamer");
  if (!beamer) return;
  const follows = beamer.hasAttribute("data-follows");

  /* Words typed at an item stay until something was recorded there: through another form, a reload, a dead line. */
  const place = "words/" + location.pathname + "/" + (beamer.dataset.item || "");
  const fields = Array.from(document.querySelectorAll("[data-words]"));
  const forms = Array.from(document.querySelectorAll("details.decide"));
  const all = (words) => fields.forEach((field) => (field.value = words));
  const typed = fields.map((field) => field.value).find(Boolean) || sessionStorage.getItem(place) || "";
  if (typed) all(typed);
  fields.forEach((field) =>
    field.addEventListener("input", () => {
      all(field.value);
      sessionStorage.setItem(place, field.value);
    }),
  );
  const leaving = (event) => {
    const form = event.target;
    if (form.querySelector("[data-words]")) sessionStorage.setItem("sent/" + place, form.querySelector("[data-words]").value);
  };
  document.addEventListener("submit", leaving);
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const sent = sessionStorage.getItem("sent/" + place);
  const log = beamer.querySelector(".decided-here");
  if (sent !== null && log && plain(log.textContent).includes(plain(sent)) && !document.querySelector(".decide [role=alert]")) {
    sessionStorage.removeItem(place);
    all("");
  }
  sessionStorage.removeItem("sent/" + place);

  const focusIn = (details) => {
    const field = details.querySelector("textarea");
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  };
  const shut = () => {
    const open = forms.find((details) => details.open);
    forms.forEach((details) => (details.open = false));
    if (open) open.querySelector("summary").focus();
  };
  forms.forEach((details) =>
    details.addEventListener("toggle", () => {
      if (details.open) forms.filter((other) => other !== details).forEach((other) => (other.open = false));
    }),
  );
  document.querySelectorAll("[data-leaves]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", shut);
  });
  const refused = document.querySelector("details.decide[open]");
  if (refused) focusIn(refused);

  const types = (spot) => Boolean(spot.closest("textarea, select, input"));
  let busy = false;
  addEventListener("pageshow", () => (busy = false));
  const send = (form) => {
    if (busy) return;
    busy = true;
    form.requestSubmit();
  };
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (key === "Escape") return shut();
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "Enter" && !event.shiftKey && target.matches("details.decide textarea, details.decide input")) {
      event.preventDefault();
      return send(target.form);
    }
    if (types(target)) return;
    const pressed = document.querySelector('[data-key="' + CSS.escape(key.toLowerCase()) + '"]:not(:disabled)');
    if (!pressed) return;
    event.preventDefault();
    if (pressed.tagName !== "SUMMARY") return send(pressed.form);
    pressed.parentElement.open = true;
    focusIn(pressed.parentElement);
  });

  /* Following: the beamer shows the item of the moment; the room says that it has moved on while somebody types. */
  const show = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("beamer");
    if (!fresh) return;
    beamer.replaceChildren(...fresh.childNodes);
    beamer.dataset.version = fresh.dataset.version;
  };
  const look = async () => {
    try {
      const answer = await fetch(beamer.dataset.pulse, { cache: "no-store" });
      if (!answer.ok) return;
      const now = await answer.json();
      if (String(now.version) === beamer.dataset.version) return;
      if (follows) await show();
      else if (forms.some((details) => details.open)) document.getElementById("moved").hidden = false;
      else location.reload();
    } catch {
      /* The line is down; the next look tries again. */
    }
  };
  setInterval(() => !document.hidden && !busy && look(), 2000);
})();
