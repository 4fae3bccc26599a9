/* The drafts page, quicker: J and K move, S approves, P corrects, T rejects; selected words fill the form below the text.
   Without this script everything is done by the links and buttons that the keys press. */
(() => {
  "use strict";
  const paper = document.getElementById("paper");
  const cards = Array.from(document.querySelectorAll("[data-draft]"));

  const hold = (card) => {
    const marked = document.getElementById("k" + card.dataset.draft);
    cards.forEach((other) => other.classList.toggle("now", other === card));
    card.scrollIntoView({ block: "nearest" });
    if (marked) showInPaper(marked);
  };

  const showInPaper = (place) => {
    const down = place.getBoundingClientRect().top - paper.getBoundingClientRect().top;
    if (paper.scrollHeight > paper.clientHeight) paper.scrollTop += down - paper.clientHeight / 3;
    paper.querySelectorAll("mark.in-hand").forEach((mark) => mark.classList.remove("in-hand"));
    const mark = place.nextElementSibling;
    if (mark) mark.classList.add("in-hand");
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
  const offset = (node, inside) => {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const piece = element && element.closest("[data-at]");
    return piece && paper.contains(piece) && node.nodeType === Node.TEXT_NODE ? pointsBefore(piece, inside) : null;
  };
  /* The server counts characters, the browser UTF-16 units: a pictogram is one there and two here. */
  const pointsBefore = (piece, inside) => Number(piece.dataset.at) + Array.from(piece.textContent.slice(0, inside)).length;

  if (form && paper) {
    document.addEventListener("selectionchange", () => {
      const chosen = document.getSelection();
      if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
      const range = chosen.getRangeAt(0);
      const start = offset(range.startContainer, range.startOffset);
      const end = offset(range.endContainer, range.endOffset);
      form.hidden = start === null || end === null || end <= start;
      if (form.hidden) return;
      form.elements.start.value = start;
      form.elements.end.value = end;
    });
  }

  const mark = paper && paper.querySelector("mark.now");
  if (mark && mark.previousElementSibling) showInPaper(mark.previousElementSibling);
})();
