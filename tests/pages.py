"""What every page must keep: valid HTML, a title, one h1, names for all that is operated, ids once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as WORDS

UNLABELLED_TYPES = {"hidden", "submit", "button", "reset", "image"}
REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "for", "list", "form")


def parse(html: str) -> Element:
    """The page as a tree of plain tag names; errors are `faults`' business."""
    return _parser().parse(html)  # type: ignore[no-any-return]  # html5lib has no types


def faults(html: str, *, fragment: bool = False) -> list[str]:
    """Sentences about what is wrong; a fragment (the answer to htmx) needs no title and no h1."""
    parser = _parser()
    tree: Element = parser.parseFragment(html) if fragment else parser.parse(html)
    wrong = [f"line {line}: {WORDS[code] % data}" for (line, _), code, data in parser.errors]
    if not fragment:
        wrong += _frame_faults(tree)
    return [*wrong, *_id_faults(tree, fragment=fragment), *_name_faults(tree)]


def text(element: Element) -> str:
    """The words of an element, spaces made single."""
    return " ".join("".join(element.itertext()).split())


def _parser() -> html5lib.HTMLParser:
    return html5lib.HTMLParser(namespaceHTMLElements=False)


def _frame_faults(tree: Element) -> Iterator[str]:
    if not tree.get("lang"):
        yield "the html element does not say its language"
    title = tree.find("head/title")
    if title is None or not text(title):
        yield "no title"
    if (headings := len(list(tree.iter("h1")))) != 1:
        yield f"{headings} h1 instead of one"


def _id_faults(tree: Element, *, fragment: bool) -> Iterator[str]:
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id") is not None)
    yield from (f"id {name!r} stands {times} times" for name, times in ids.items() if times > 1)
    if fragment:
        return
    for element in tree.iter():
        for attribute in REFERENCES:
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"{element.tag} {attribute}={name!r} points to nothing"


def _name_faults(tree: Element) -> Iterator[str]:
    labels = list(tree.iter("label"))
    labelled = {label.get("for") for label in labels if text(label)}
    labelled_inside = {field for label in labels if text(label) for field in label.iter()}
    for element in tree.iter():
        if element.tag in {"input", "select", "textarea"}:
            named = element.get("id") in labelled or element in labelled_inside or _aria_name(element)
            if not named and element.get("type", "text") not in UNLABELLED_TYPES:
                yield f"{element.tag} {element.get('name')!r} has no label"
        elif element.tag in {"a", "button"}:
            if not (text(element) or _aria_name(element) or _picture_name(element)):
                yield f"a {element.tag} has no name (href {element.get('href')!r})"
        elif element.tag == "img" and element.get("alt") is None:
            yield f"img {element.get('src')!r} has no alt"


def _aria_name(element: Element) -> bool:
    return bool(element.get("aria-label") or element.get("aria-labelledby"))


def _picture_name(element: Element) -> bool:
    return any(image.get("alt") for image in element.iter("img"))
