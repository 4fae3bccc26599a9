"""Write the documents and their gold from the annotated sources.

    python -m tests.minutes.documents.make [FOLDER]

The same sources give the same bytes: a new run changes nothing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.minutes.documents.annotated import Source, read_source
from tests.minutes.documents.written_pdf import pdf_bytes
from tests.minutes.documents.written_text import text_bytes
from tests.minutes.documents.written_word import word_bytes

HERE = Path(__file__).parent
HALVES = ("known", "held", "fresh", "last", "next")


def document_bytes(source: Source) -> bytes:
    """The document that the source describes, in its own form."""
    form = source.head["form"]
    if form == "docx":
        return word_bytes(source.body)
    return pdf_bytes(source.body) if form == "pdf" else text_bytes(source.body, source.head)


def make(half: str, folder: Path) -> int:
    """Write one half below the folder; how many documents it has."""
    sources = [read_source(path) for path in sorted((HERE / half / "sources").glob("*.txt"))]
    (folder / half / "gold").mkdir(parents=True, exist_ok=True)
    for source in sources:
        (folder / half / source.name).write_bytes(document_bytes(source))
        gold = json.dumps(source.gold(), ensure_ascii=False, indent=1) + "\n"
        (folder / half / "gold" / f"{source.slug}.json").write_text(gold, encoding="utf-8")
    return len(sources)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if sys.argv[1:] else HERE
    for one in HALVES:
        print(f"{one}: {make(one, target)} documents")
