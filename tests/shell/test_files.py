"""Files are taken for what they are, kept once under their own digest, and refused without a trace."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from tracker.shell.files import FileRefused, FileStore, Reason
from tracker.shell.kinds import PICTURES, Kind

EVERYTHING = frozenset(Kind)
LIMIT = 200_000


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "evidence", LIMIT)


def picture(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(file, kind)
    return file.getvalue()


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return file.getvalue()


def word_document() -> bytes:
    file = io.BytesIO()
    document = Document()
    document.add_paragraph("Notula rapat")
    document.save(file)
    return file.getvalue()


CONTENTS = {
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", Kind.PDF),
    "pdf after a line": (b"\r\n%PDF-1.4\n", Kind.PDF),
    "docx": (word_document(), Kind.DOCX),
    "xlsx": (zipped("[Content_Types].xml", "xl/workbook.xml"), Kind.XLSX),
    "jpeg": (picture("JPEG"), Kind.JPEG),
    "png": (picture("PNG"), Kind.PNG),
    "webp": (picture("WEBP"), Kind.WEBP),
    "iphone photo": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 40, Kind.HEIC),
    "other phone": (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heicmiaf" + b"\0" * 40, Kind.HEIC),
    "utf-8": ("Notula – Selasa, 6 Mei 2025\r\n".encode(), Kind.TXT),
    "utf-16": ("Notula – Selasa".encode("utf-16"), Kind.TXT),
    "windows": ("Notula – “keputusan”".encode("cp1252"), Kind.TXT),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_file_is_what_its_content_says(store: FileStore, name: str) -> None:
    content, kind = CONTENTS[name]

    kept = store.keep(io.BytesIO(content), allowed=EVERYTHING)

    assert kept.kind is kind
    assert kept.size == len(content)
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    with store.open(kept.sha256) as file:
        assert file.read() == content


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\0\x03\0\0\0program",
        b"\x7fELF\x02\x01\x01\0",
        b"half a text\0with a NUL",
        b"text with \x1b[31m escapes",
        zipped("readme.txt"),
        zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        b"PK\x03\x04 not a zip at all",
        b"GIF89a" + b"\0" * 20,
        bytes(range(256)),
    ],
)
def test_what_is_none_of_our_kinds_is_refused(store: FileStore, content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        store.keep(io.BytesIO(content), allowed=EVERYTHING)

    assert refused.value.reason is Reason.UNKNOWN_KIND


def test_an_archive_with_an_endless_list_of_names_is_not_read(store: FileStore) -> None:
    big = FileStore(store.root, 10_000_000)
    names = [f"{number:06}-{'n' * 100}" for number in range(8_000)]

    with pytest.raises(FileRefused) as refused:
        big.keep(io.BytesIO(zipped("[Content_Types].xml", "word/document.xml", *names)), allowed=EVERYTHING)

    assert refused.value.reason is Reason.UNKNOWN_KIND


def test_a_kind_that_is_not_asked_for_is_refused_by_name(store: FileStore) -> None:
    with pytest.raises(FileRefused) as refused:
        store.keep(io.BytesIO(CONTENTS["pdf"][0]), allowed=PICTURES)

    assert refused.value.reason is Reason.NOT_ALLOWED
    assert refused.value.kind is Kind.PDF


def test_a_file_at_the_limit_is_kept_and_one_byte_more_is_not(store: FileStore) -> None:
    assert store.keep(io.BytesIO(b"a" * LIMIT), allowed=EVERYTHING).size == LIMIT

    with pytest.raises(FileRefused) as refused:
        store.keep(io.BytesIO(b"a" * (LIMIT + 1)), allowed=EVERYTHING)
    assert refused.value.reason is Reason.TOO_LARGE


def test_reading_stops_as_soon_as_a_file_is_too_large(store: FileStore) -> None:
    class Endless:
        given = 0

        def read(self, size: int = -1, /) -> bytes:
            self.given += size
            return b"a" * size

    stream = Endless()
    with pytest.raises(FileRefused):
        store.keep(stream, allowed=EVERYTHING)

    assert stream.given <= 2 * LIMIT


def test_an_empty_file_is_refused(store: FileStore) -> None:
    with pytest.raises(FileRefused) as refused:
        store.keep(io.BytesIO(b""), allowed=EVERYTHING)

    assert refused.value.reason is Reason.EMPTY


@pytest.mark.parametrize("content", [b"", b"\0", b"a" * (LIMIT + 1), b"%PDF-1.7\n"])
def test_nothing_is_left_of_a_refused_file(store: FileStore, content: bytes) -> None:
    with pytest.raises(FileRefused):
        store.keep(io.BytesIO(content), allowed=frozenset({Kind.PNG}))

    assert [path for path in store.root.rglob("*") if path.is_file()] == []


def test_a_stream_that_breaks_off_leaves_nothing(store: FileStore) -> None:
    class Broken:
        def read(self, size: int = -1, /) -> bytes:
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store.keep(Broken(), allowed=EVERYTHING)

    assert [path for path in store.root.rglob("*") if path.is_file()] == []


def test_the_same_file_is_kept_once(store: FileStore) -> None:
    first = store.keep(io.BytesIO(b"Notula"), allowed=EVERYTHING)
    second = store.keep(io.BytesIO(b"Notula"), allowed=EVERYTHING)

    assert first == second
    assert [path for path in store.root.rglob("*") if path.is_file()] == [store.path(first.sha256)]


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 63, "A" * 64, "a" * 63 + "\n", "/" * 64])
def test_only_a_digest_names_a_file(store: FileStore, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        store.path(name)


def test_a_file_that_was_never_kept_is_not_found(store: FileStore) -> None:
    with pytest.raises(FileNotFoundError):
        store.open("0" * 64)


def test_what_a_file_is_made_into_is_kept_in_its_place(store: FileStore) -> None:
    seen: list[tuple[bytes, Kind]] = []

    def treat(draft: Path, kind: Kind) -> bytes:
        seen.append((draft.read_bytes(), kind))
        return b"Notula tanpa nama"

    kept = store.keep(io.BytesIO(b"Notula"), allowed=EVERYTHING, treat=treat)

    assert seen == [(b"Notula", Kind.TXT)]
    assert kept.sha256 == hashlib.sha256(b"Notula tanpa nama").hexdigest()
    assert kept.size == 17
    assert [path for path in store.root.rglob("*") if path.is_file()] == [store.path(kept.sha256)]


def test_a_file_that_is_looked_at_and_refused_leaves_nothing(store: FileStore) -> None:
    def refuse(_draft: Path, kind: Kind) -> None:
        raise FileRefused(Reason.PERSONAL, kind)

    with pytest.raises(FileRefused):
        store.keep(io.BytesIO(b"Notula"), allowed=EVERYTHING, treat=refuse)

    assert [path for path in store.root.rglob("*") if path.is_file()] == []


def test_a_preview_lies_beside_its_file_and_never_in_its_place(store: FileStore) -> None:
    kept = store.keep(io.BytesIO(b"Notula"), allowed=EVERYTHING)
    store.keep_preview(kept.sha256, b"small")
    store.keep_preview(kept.sha256, b"smaller")

    assert store.preview(kept.sha256).read_bytes() == b"smaller"
    assert store.path(kept.sha256).read_bytes() == b"Notula"
    with pytest.raises(ValueError, match="SHA-256"):
        store.preview("../../etc/passwd")
