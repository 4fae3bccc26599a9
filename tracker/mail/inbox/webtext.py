"""HTML of a mail as plain text, without what mail programs mark as quoted or as a signature; nothing is fetched."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*(?:>|\Z)", re.S)
_OPEN = re.compile(r"<(?=[^<>]*(?:<|\Z))")  # no tag: it never ends, and would cost the parser much time
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SKIPPED = frozenset("script style head title template noscript object svg select button iframe".split())
_BLOCKS = frozenset(
    "p div section article header footer blockquote pre address center ul ol li h1 h2 h3 h4 h5 h6 hr tr table".split()
)
_QUOTE = re.compile(r"\b(?:gmail_quote|yahoo_quoted|moz-cite-prefix|zmail_extra|protonmail_quote)\b", re.I)
_SIGNATURE = re.compile(r"\b(?:gmail_signature|moz-signature|ms-outlook-mobile-signature|signature)\b", re.I)
_REST = re.compile(
    r"(?:x_)*(?:divRplyFwdMsg|appendonsend|zwchr|OLK_SRC_BODY_SECTION"
    r"|mail-editor-reference-message-container)"
)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.I)


def words_of(html: str) -> str:
    """What the writer wrote; where that is nothing, all that a reader of the mail would see."""
    return _read(html, quotes=False) or _read(html, quotes=True)


def _read(html: str, *, quotes: bool) -> str:
    page = _Page(quotes=quotes)
    page.feed(_OPEN.sub("&lt;", _COMMENT.sub("", html)))
    page.close()
    lines = (" ".join(line.split()) for line in "".join(page.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Page(HTMLParser):
    """Collects words; an element that is not wanted is skipped until its own end."""

    def __init__(self, *, quotes: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.quotes = quotes
        self.words: list[str] = []
        self.skipped = ""
        self.depth = 0
        self.over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if not self.quotes and _REST.fullmatch(given.get("id", "")):
            self.over = True
        if self.skipped:
            self.depth += tag == self.skipped
        elif tag not in _VOID and (tag in _SKIPPED or self._is_unwanted(tag, given)):
            self.skipped, self.depth = tag, 1
        elif tag in _BLOCKS or tag == "br":
            self.words.append("\n- " if tag == "li" else "\n")
        elif tag in {"td", "th"}:
            self.words.append(" ")

    def _is_unwanted(self, tag: str, given: dict[str, str]) -> bool:
        named = f"{given.get('class', '')} {given.get('id', '')}"[:500]
        if _HIDDEN.search(given.get("style", "")[:500]):
            return True
        if self.quotes:
            return False
        cited = tag == "blockquote" and given.get("type", "").lower() == "cite"
        return cited or bool(_QUOTE.search(named) or _SIGNATURE.search(named))

    def handle_endtag(self, tag: str) -> None:
        if self.skipped:
            self.depth -= tag == self.skipped
            if not self.depth:
                self.skipped = ""
                self.words.append("\n")
        elif tag in _BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.skipped and not self.over:
            self.words.append(data.replace("\n", " "))
