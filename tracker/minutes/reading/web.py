"""HTML as mail programs keep it: paragraphs, lists and tables in their order; nothing is run or fetched."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from tracker.minutes.reading.pieces import Builder, PlaceKind, Reading
from tracker.minutes.reading.plain import decoded, normal
from tracker.minutes.reading.webtables import Table, span

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|div|p|table|span|br|style)[\s>/]",
    re.I | re.S,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,30})", re.I)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*(?:>|\Z)", re.S)
_OPEN = re.compile(r"<(?=[^<>]*(?:<|\Z))")  # no tag: it never ends, and would cost the parser much time
_SKIPPED = frozenset("script style head title template noscript object svg select button iframe".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_BLOCKS = frozenset(
    "p div section article header footer main aside blockquote pre address center form fieldset dl dt dd figure"
    " figcaption ul ol li h1 h2 h3 h4 h5 h6 hr tr table caption tbody thead tfoot".split()
)
_SIGNATURE = re.compile(r"\b(?:gmail_signature|moz-signature|mail-signature|x_signature)\b|^signature$", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.I)


def is_html(data: bytes) -> bool:
    """Told by its first tag."""
    return bool(_HTML.match(data[:6000].removeprefix(b"\xef\xbb\xbf")))


def read(data: bytes) -> Reading:
    """The text a reader of the page would see. Tags that are left open do no harm."""
    declared = _CHARSET.search(data[:4000])
    return reading(decoded(data, declared[1].decode("ascii") if declared else None) or "")


def reading(text: str) -> Reading:
    page = _Page()
    page.feed(_OPEN.sub("&lt;", _COMMENT.sub("", text)))
    page.close()
    page.end()
    return page.builder.reading("html")


class _Page(HTMLParser):
    """Collects lines; tables within a cell make the outer one mere layout."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = Builder()
        self.words: list[str] = []
        self.mark = ""
        self.lists: list[int | None] = []
        self.tables: list[Table] = []
        self.skipping: list[str] = []
        self.paragraphs = self.rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self.skipping or tag in _SKIPPED or _is_unseen(given):
            if tag not in _VOID and (not self.skipping or tag == self.skipping[-1]):
                self.skipping.append(tag)
            return
        if tag in _BLOCKS or tag == "br":
            self.flush(apart=tag[0] == "h" and tag[1:].isdigit())
        act: Callable[[dict[str, str]], None] | None = getattr(self, f"open_{tag}", None)
        if act:
            act(given)

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            if tag == self.skipping[-1]:
                self.skipping.pop()
            return
        if tag in _BLOCKS:
            self.flush(apart=tag[0] == "h" and tag[1:].isdigit())
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag in ("td", "th") and self.tables:
            self.flush()
            self.tables[-1].close_cell()
        if tag == "table" and self.tables:
            self.close_table()

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.words.append(data)

    def open_ul(self, _: dict[str, str]) -> None:
        self.lists.append(None)

    def open_ol(self, given: dict[str, str]) -> None:
        start = given.get("start", "")
        self.lists.append(int(start[:6]) - 1 if start.isascii() and start.isdigit() else 0)

    def open_li(self, _: dict[str, str]) -> None:
        if self.lists and (count := self.lists[-1]) is not None:
            self.lists[-1] = count + 1
            self.mark = f"{count + 1}. "
        else:
            self.mark = "- "

    def open_table(self, _: dict[str, str]) -> None:
        if self.tables:  # those further out are laid out already
            self.lay_out(self.tables[-1])
        self.tables.append(Table())

    def open_tr(self, _: dict[str, str]) -> None:
        if self.tables:
            self.tables[-1].open_row()

    def open_td(self, given: dict[str, str]) -> None:
        if self.tables:
            self.flush()
            self.tables[-1].open_cell(span(given.get("colspan")), span(given.get("rowspan")))

    open_th = open_td

    def close_table(self) -> None:
        table = self.tables.pop()
        lines = table.lines()
        if not lines:
            return
        self.rows += 1
        self.builder.blank()
        for number, line in enumerate(lines, start=1):
            self.builder.add(line, PlaceKind.ROW, self.rows, number)
        self.builder.blank()

    def lay_out(self, table: Table) -> None:
        """What a table has so far becomes paragraphs, and so does the rest of it."""
        for line in table.give_up():
            self.paragraph(line)

    def flush(self, *, apart: bool = False) -> None:
        """Ends a paragraph, in a cell or on the page."""
        line = " ".join(normal("".join(self.words)).replace("\xa0", " ").split())
        self.words = []
        if not line:
            return
        line, self.mark = self.mark + line, ""
        if self.tables and self.tables[-1].takes(line):
            return
        if apart:
            self.builder.blank()
        self.paragraph(line)

    def paragraph(self, line: str) -> None:
        self.paragraphs += 1
        self.builder.add(line, PlaceKind.PARAGRAPH, self.paragraphs)

    def end(self) -> None:
        self.skipping = []
        self.flush()
        while self.tables:
            self.close_table()


def _is_unseen(given: dict[str, str]) -> bool:
    """Hidden parts, and signatures that the mail program marks as such."""
    marked = _SIGNATURE.search(given.get("class", "")) or _SIGNATURE.search(given.get("id", ""))
    return bool(marked) or "hidden" in given or bool(_HIDDEN.search(given.get("style", "")))
