/* The drafts page, quicker: each act exchanges only its card; J and K move, S approves, P corrects, T rejects, U undoes.
   Without this script everything is done by the links and buttons that the keys press. */
(() => {
  "use strict";
  const desk = document.getElementById("waiting");
  const paper = document.getElementById("paper");
  if (!desk || !paper) return;

  const all = (what) => Array.from(desk.querySelectorAll(what));
  const undecided = () => all("[data-waits]:not(.busy)");
  const cardOf = (number) => document.getElementById("d" + number);
  const formIn = (card) => card.querySelector("form[data-corrects]");

  /* The paper: the words of a draft are all marks that begin inside one of its spans. */
  const marks = Array.from(paper.querySelectorAll("mark")).map((mark) => ({ mark, at: Number(mark.dataset.at) }));
  const marksOf = (card) => {
    const spans = (card.dataset.spans.match(/\S+/g) || []).map((span) => span.split("-").map(Number));
    return marks.filter(({ at }) => spans.some(([start, end]) => at >= start && at < end)).map(({ mark }) => mark);
  };
  const showInPaper = (mark) => {
    const down = mark.getBoundingClientRect().top - paper.getBoundingClientRect().top;
    if (paper.scrollHeight > paper.clientHeight) paper.scrollTop += down - paper.clientHeight / 3;
  };

  /* The card in hand: one at a time, framed, focused, its words strong in the paper, its main button filled. */
  let hand = desk.querySelector(".draft.now") ? Number(desk.querySelector(".draft.now").dataset.draft) : 0;
  const look = (card, inHand) => {
    const main = card.querySelector('[data-key="s"]') || card.querySelector('[data-key="p"]');
    if (card.hasAttribute("data-waits")) card.classList.toggle("now", inHand);
    if (main) main.classList.toggle("btn-primary", inHand);
    if (main) main.classList.toggle("btn-quiet", !inHand);
    marksOf(card).forEach((mark) => (mark.className = inHand ? "now" : card.dataset.shade));
  };
  const hold = (card) => {
    const before = cardOf(hand);
    hand = card ? Number(card.dataset.draft) : 0;
    if (before && before !== card) look(before, false);
    remember();
    if (!card) return;
    look(card, true);
    if (!card.contains(document.activeElement)) card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    if (marksOf(card).length) showInPaper(marksOf(card)[0]);
  };
  const step = (by) => {
    const cards = undecided();
    const at = cards.indexOf(cardOf(hand));
    if (cards.length) hold(cards[at < 0 ? 0 : Math.min(Math.max(at + by, 0), cards.length - 1)]);
  };
  const next = (card) => {
    const following = undecided().filter((other) => other !== card);
    return following.find((other) => card.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) || following[0];
  };
  let waits = 0;
  const remember = () => {
    clearTimeout(waits);
    waits = setTimeout(() => history.replaceState(history.state, "", location.pathname + (hand ? "?draft=" + hand : "")), 250);
  };

  /* What was decided, the last one last, so that U knows what to undo even after a reload. */
  const decided = JSON.parse(sessionStorage.getItem("decided" + location.pathname) || "[]");
  const note = (number) => {
    decided.push(number);
    sessionStorage.setItem("decided" + location.pathname, JSON.stringify(decided));
  };
  const undo = () => {
    while (decided.length) {
      const card = cardOf(decided.pop());
      const form = card && card.querySelector("form[data-undoes]");
      if (form) return form.requestSubmit();
    }
  };

  /* The form that is open is opened again after a reload; cards that gave way to their form come back on leaving it. */
  const opened = "open" + location.pathname;
  const closed = new Map();
  const open = (card) => {
    sessionStorage.setItem(opened, card.dataset.draft);
    hold(card);
    const { action, owner, due_on: due, undated_reason: reason } = formIn(card).elements;
    const missing = owner.value === "0" ? owner : !due.value && !reason.value ? due : action;
    (card.querySelector("[aria-invalid]") || missing).focus();
  };
  const leave = (card) => {
    card.outerHTML = closed.get(card.dataset.draft);
    const back = cardOf(card.dataset.draft);
    window.htmx.process(back);
    arrive(back);
  };

  const arrive = (card) => {
    failed.delete(card.dataset.draft);
    complain();
    window.kept.settle(card);
    card.querySelectorAll("form[data-keeps]").forEach(window.kept.restore);
    if (formIn(card)) return open(card);
    if (card.hasAttribute("data-beside")) return look(card, hand === Number(card.dataset.draft));
    if (sessionStorage.getItem(opened) === card.dataset.draft) sessionStorage.removeItem(opened);
    look(card, false);
    if (card.hasAttribute("data-waits")) return hold(card);
    const number = Number(card.dataset.draft);
    if (decided[decided.length - 1] !== number) note(number);
    if (hand === number) hold(next(card));
    if (!all("[data-waits]").length) publish();
  };
  const publish = () => {
    const button = desk.querySelector("#publishing .btn-primary");
    if (button) button.focus();
  };

  /* On the way to the server: one act after the other, the hand is free for the next card meanwhile. */
  document.addEventListener("submit", (event) => {
    const card = event.target.matches("[data-decides]") && event.target.closest("[data-draft]");
    if (!card) return;
    if (card.classList.contains("busy")) return event.preventDefault();
    card.classList.add("busy");
    if (hand === Number(card.dataset.draft)) hold(next(card));
  }, true);

  const trouble = document.getElementById("trouble");
  const failed = new Map();
  const complain = () => {
    if (!trouble) return;
    const [why] = failed.values();
    trouble.hidden = !why;
    trouble.textContent = why ? trouble.dataset[why].replace("{n}", Array.from(failed.keys()).join(", ")) : "";
  };
  const fail = (why) => (event) => {
    const card = event.detail.elt.closest("[data-draft]");
    if (!card) return;
    card.classList.remove("busy");
    failed.set(card.dataset.draft, why);
    complain();
    if (!types(document.activeElement)) hold(cardOf(failed.keys().next().value));
  };
  document.addEventListener("htmx:sendError", fail("offline"));
  document.addEventListener("htmx:timeout", fail("offline"));
  document.addEventListener("htmx:responseError", fail("refused"));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, target } = event.detail;
    if (/^\s*<!doctype/i.test(xhr.responseText)) {
      if (xhr.status === 200) location.reload();
      event.detail.shouldSwap = false;
      return;
    }
    if (xhr.status === 422) Object.assign(event.detail, { shouldSwap: true, isError: false });
    if (target.matches("[data-waits]") && !formIn(target)) {
      target.classList.remove("busy", "now");
      closed.set(target.dataset.draft, target.outerHTML);
    }
  });
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt.matches("[data-draft]")) arrive(event.detail.elt);
  });
  /* Without a delay the card is here as soon as its number counts: who presses U at once undoes that one. */
  if (window.htmx) Object.assign(window.htmx.config, { timeout: 20000, defaultSettleDelay: 0 });

  /* Keys. */
  const types = (place) => Boolean(place.closest("textarea, select, input:not([type=radio], [type=checkbox])"));
  const press = (key) => {
    const button = cardOf(hand) && cardOf(hand).querySelector('[data-key="' + key + '"]');
    if (!button) return;
    button.click();
    const reason = button.tagName === "SUMMARY" && button.parentElement.open && button.parentElement.querySelector("[name=reason]");
    if (reason) reason.focus();
  };
  const list = (shown) => {
    const details = document.getElementById("keys");
    details.open = shown;
    const place = shown ? details.firstElementChild : cardOf(hand);
    if (place) place.focus({ preventScroll: true });
  };
  const escape = (place) => {
    const card = place.closest("[data-draft]") || cardOf(hand);
    if (card && formIn(card) && closed.has(card.dataset.draft)) return leave(card);
    if (card) all("details.reject").forEach((details) => (details.open = false));
    if (document.getElementById("keys").open) return list(false);
    if (card) card.focus({ preventScroll: true });
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    arrowdown: () => step(1),
    arrowup: () => step(-1),
    s: () => press("s"),
    p: () => press("p"),
    t: () => press("t"),
    u: undo,
    "?": () => list(!document.getElementById("keys").open),
  };
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    const form = target.closest("form[data-corrects]");
    if (form && key === "Enter" && (event.ctrlKey || event.metaKey)) return form.requestSubmit(form.querySelector(".btn-primary"));
    if (key === "Escape") return escape(target);
    if (event.ctrlKey || event.metaKey || event.altKey || types(target)) return;
    const act = keys[key.toLowerCase()];
    if (!act || (key.startsWith("Arrow") && (paper.contains(target) || target.matches("input")))) return;
    event.preventDefault();
    act();
  });
  desk.addEventListener("click", (event) => {
    const card = event.target.closest("[data-leaves]") && event.target.closest("[data-draft]");
    if (!card || !closed.has(card.dataset.draft)) return;
    event.preventDefault();
    leave(card);
  });

  const first = cardOf(hand);
  if (first && marksOf(first).length) showInPaper(marksOf(first)[0]);
  const again = cardOf(sessionStorage.getItem(opened)) && cardOf(sessionStorage.getItem(opened)).querySelector('[data-key="p"]');
  document.addEventListener("DOMContentLoaded", () => again && again.click());
})();

/* Words selected in the paper fill the form below it. */
(() => {
  "use strict";
  const form = document.getElementById("selection");
  const paper = document.getElementById("paper");
  if (!form || !paper) return;
  /* The server counts characters, the browser UTF-16 units: a pictogram is one there and two here. */
  const pointsBefore = (piece, inside) => Number(piece.dataset.at) + Array.from(piece.textContent.slice(0, inside)).length;
  /* Pressing three times selects to the start of the next line: only what is chosen of the pieces themselves counts. */
  const chosenOf = (range) => (piece) => {
    const words = piece.firstChild;
    const from = range.startContainer === words ? range.startOffset : 0;
    const to = range.endContainer === words ? range.endOffset : words.length;
    return { from: pointsBefore(piece, from), to: pointsBefore(piece, to) };
  };
  const pieces = Array.from(paper.querySelectorAll("[data-at]")).filter((piece) => piece.firstChild);
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    const parts = pieces.filter((piece) => range.intersectsNode(piece)).map(chosenOf(range)).filter((part) => part.to > part.from);
    form.hidden = !parts.length;
    if (form.hidden) return;
    form.elements.start.value = parts[0].from;
    form.elements.end.value = parts[parts.length - 1].to;
  });
})();
