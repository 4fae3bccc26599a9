"""The text part of a mail: lines of at most 72 columns, hanging under their label, addresses never broken."""

from __future__ import annotations

import re
import textwrap

WIDTH = 72
MOST_HANG = 32

_MARKER = re.compile(r"\s*(?:\d+\.|[-*])\s+(?=\S)")
_LABEL = re.compile(r"\s*\S(?:[^\n]*?\S)?\s{2,}(?=\S)")
_BLANK_RUN = re.compile(r"\n{4,}")


def laid_out(text: str) -> str:
    """The text with long lines wrapped, no blanks at line ends and at most two empty lines in a row."""
    lines = [piece for line in text.splitlines() for piece in _wrapped(line.rstrip())]
    return _BLANK_RUN.sub("\n\n\n", "\n".join(lines)).strip("\n") + "\n"


def _wrapped(line: str) -> list[str]:
    if len(line) <= WIDTH or len(line.split()) == 1:
        return [line]
    return textwrap.wrap(
        line,
        WIDTH,
        subsequent_indent=" " * _hang(line),
        break_long_words=False,
        break_on_hyphens=False,
        expand_tabs=False,
    )


def _hang(line: str) -> int:
    """Where a broken line goes on: under the value after `1. ` or `Label  `, else under its own beginning."""
    indent = len(line) - len(line.lstrip())
    found = _MARKER.match(line) or _LABEL.match(line)
    return found.end() if found and found.end() <= MOST_HANG else indent
