/* The drafts page, quicker: J and K move, S approves, P corrects, T rejects; selected words fill the form below the text.
   Without this script everything is done by the links and buttons that the keys press. */
(() => {
  "use strict";
  const paper = document.getElementById("paper");
  const cards = Array.from(document.querySelectorAll("[data-draft]"));

  const markOf = (card) => {
    const place = document.getElementById("k" + card.dataset.draft);
    const next = place && place.nextElementSibling;
    return next && next.tagName === "MARK" ? next : null;
  };

  const show = (card, inHand) => {
    const main = card.querySelector('[data-key="s"]') || card.querySelector('[data-key="p"]');
    const mark = markOf(card);
    card.classList.toggle("now", inHand);
    if (main) main.classList.toggle("btn-primary", inHand);
    if (main) main.classList.toggle("btn-quiet", !inHand);
    if (mark) mark.className = inHand ? "now" : card.closest('[aria-labelledby="gaps"]') ? "gap" : "sure";
  };

  const hold = (card) => {
    cards.forEach((other) => show(other, other === card));
    card.scrollIntoView({ block: "nearest" });
    const mark = markOf(card);
    if (mark) showInPaper(mark);
  };

  const showInPaper = (place) => {
    const down = place.getBoundingClientRect().top - paper.getBoundingClientRect().top;
    if (paper.scrollHeight > paper.clientHeight) paper.scrollTop += down - paper.clientHeight / 3;
  };

  const step = (by) => {
    if (!cards.length) return;
    const at = cards.findIndex((card) => card.classList.contains("now"));
    const to = at < 0 ? 0 : Math.min(Math.max(at + by, 0), cards.length - 1);
    hold(cards[to]);
  };

  const press = (key) => {
    const card = cards.find((other) => other.classList.contains("now"));
    const button = card && card.querySelector('[data-key="' + key + '"]');
    if (!button) return;
    button.click();
    const reason = button.tagName === "SUMMARY" && button.parentElement.open && card.querySelector("[name=reason]");
    if (reason) reason.focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
    else if (key === "s" || key === "p" || key === "t") press(key);
    else return;
    event.preventDefault();
  });

  const form = document.getElementById("selection");
  /* Pressing three times selects to the start of the next line: only what is chosen of the pieces themselves counts. */
  const chosenOf = (range) => (piece) => {
    const words = piece.firstChild;
    const from = range.startContainer === words ? range.startOffset : 0;
    const to = range.endContainer === words ? range.endOffset : words.length;
    return { from: pointsBefore(piece, from), to: pointsBefore(piece, to) };
  };
  /* The server counts characters, the browser UTF-16 units: a pictogram is one there and two here. */
  const pointsBefore = (piece, inside) => Number(piece.dataset.at) + Array.from(piece.textContent.slice(0, inside)).length;

  if (form && paper) {
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
  }

  const mark = paper && paper.querySelector("mark.now");
  if (mark) showInPaper(mark);
})();
