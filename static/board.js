/* The board by keyboard: J and K move, X chooses, O or Enter opens, A acts on those chosen, / searches, ? lists the keys.
   Without this script everything is done by the links, boxes and buttons that the keys press. */
(() => {
  "use strict";
  const titles = Array.from(document.querySelectorAll("main table a.title"));
  const search = document.getElementById("q");
  const list = document.getElementById("keys");
  const rowOf = (place) => place && place.closest("tr");
  let hand = -1;

  const hold = (number) => {
    if (!titles.length) return;
    const before = rowOf(titles[hand]);
    if (before) before.classList.remove("now");
    hand = Math.min(Math.max(number, 0), titles.length - 1);
    rowOf(titles[hand]).classList.add("now");
    titles[hand].focus({ preventScroll: true });
    titles[hand].scrollIntoView({ block: "nearest" });
  };
  const boxOf = (number) => titles[number] && rowOf(titles[number]).querySelector("input[type=checkbox]");
  const press = (button) => button && button.click();
  const keys = {
    j: () => hold(hand + 1),
    k: () => hold(hand - 1),
    x: () => press(boxOf(hand)),
    o: () => press(titles[hand]),
    a: () => press(document.querySelector('[data-key="a"]')),
    "/": () => {
      search.focus();
      search.select();
    },
    "?": () => {
      if (!list) return;
      list.open = !list.open;
      (list.open ? list.firstElementChild : titles[hand] || list.firstElementChild).focus();
    },
  };

  /* Whoever comes to a row by Tab or by a tap goes on from there. */
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("main table tr");
    const at = titles.findIndex((title) => rowOf(title) === row);
    if (at < 0 || at === hand) return;
    const before = rowOf(titles[hand]);
    if (before) before.classList.remove("now");
    hand = at;
    row.classList.add("now");
  });
  const types = (place) => Boolean(place.closest("textarea, select, input:not([type=radio], [type=checkbox])"));
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "Escape" && target === search) return search.blur();
    if (types(target)) return;
    const act = keys[key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
