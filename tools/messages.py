"""Keeps the catalogues of what people read: `check` says what is wrong with them, `update` brings them up to date.

Message ids are English, so the English catalogue repeats them. New Indonesian texts are read from JSON files in
`translations/wip/`, as {"English msgid": "terjemahan"}, with "singular|||plural" as the key of a counted message.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALES = ("id", "en")
PLURALS = {"id": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}
SOURCES: dict[str, list[tuple[str, str]]] = {
    "tracker": [("**.py", "python")],
    "templates": [("**.html", "jinja2"), ("**.txt", "jinja2")],
}
TEMPLATE_OPTIONS = {"silent": "false", "newstyle_gettext": "true"}
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)([a-z])")
SHOWN = 40
KEPT_HEADERS = (
    "Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Plural-Forms",
)

Key = str | tuple[str, ...]


def main(arguments: list[str]) -> int:
    """`check` (the default) or `update`; 1 when the catalogues are not complete."""
    if arguments not in ([], ["check"], ["update"]):
        print("usage: messages.py [check|update]", file=sys.stderr)
        return 2
    extracted = extract()
    if arguments == ["update"]:
        update(extracted)
    found = faults(extracted)
    for fault in found[:SHOWN]:
        print(fault)
    if len(found) > SHOWN:
        print(f"… and {len(found) - SHOWN} more; `make messages` adds what is missing")
    return 1 if found else 0


def extract(root: Path = ROOT) -> Catalog:
    """All messages of the code and the templates as they are now."""
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    for folder, methods in SOURCES.items():
        for name, line, message, comments, context in extract_from_dir(
            root / folder,
            method_map=methods,
            options_map={pattern: TEMPLATE_OPTIONS for pattern, method in methods if method == "jinja2"},
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
        ):
            catalogue.add(
                message, None, [(f"{folder}/{name}", line)], auto_comments=comments, context=context
            )
    return catalogue


def faults(extracted: Catalog, root: Path = ROOT) -> list[str]:
    """One line about each thing that is wrong with the catalogues."""
    return [f"{locale}: {fault}" for locale in LOCALES for fault in _faults(extracted, _read(root, locale))]


def _faults(extracted: Catalog, catalogue: Catalog) -> Iterator[str]:
    wanted, kept = _messages(extracted), _messages(catalogue)
    yield from (f"missing: {_short(key)}" for key in wanted if key not in kept)
    yield from (
        f"no longer used: {_short(key)}"
        for key in [*kept, *map(_key, catalogue.obsolete.values())]
        if key not in wanted
    )
    for key, message in kept.items():
        if message.fuzzy:
            yield f"fuzzy: {_short(key)}"
        if not all(_strings(message)):
            yield f"not translated: {_short(key)}"
        elif key in wanted and (fault := _placeholder_fault(key, _strings(message))):
            yield f"{fault}: {_short(key)}"


def _placeholder_fault(key: Key, strings: list[str]) -> str | None:
    """The last form (the plural) names all that the message id names; "one day" may leave its number out."""
    allowed = set(PLACEHOLDER.findall(key if isinstance(key, str) else " ".join(key)))
    needed = set(PLACEHOLDER.findall(key if isinstance(key, str) else key[-1]))
    for string in strings:
        if unknown := set(PLACEHOLDER.findall(string)) - allowed:
            return f"unknown placeholder {sorted(name for name, _ in unknown)}"
    if missing := needed - set(PLACEHOLDER.findall(strings[-1])):
        return f"lost placeholder {sorted(name for name, _ in missing)}"
    return None


def update(extracted: Catalog, root: Path = ROOT) -> None:
    """Writes both catalogues anew: what is still used, translated as far as translations are known."""
    indonesian = {
        key: _strings(message) for key, message in _messages(_read(root, "id")).items() if not message.fuzzy
    }
    handed_in = work_in_progress(root)
    for key in handed_in.keys() - _messages(extracted).keys():
        print(f"handed in, but no code or template says it: {_short(key)}", file=sys.stderr)
    indonesian.update(handed_in)
    for locale in LOCALES:
        catalogue = Catalog(locale=locale, charset="utf-8", fuzzy=False)
        catalogue.mime_headers = [("Plural-Forms", PLURALS[locale])]
        for key, message in _messages(extracted).items():
            strings = _forms(key) if locale == "en" else indonesian.get(key, [])
            catalogue.add(message.id, _fitting(message, strings, catalogue.num_plurals), message.locations)
        _write(root, locale, catalogue)


def work_in_progress(root: Path = ROOT) -> dict[Key, list[str]]:
    """Translations handed in as JSON; where two files differ, the later name wins and both are named."""
    known: dict[Key, list[str]] = {}
    for path in sorted((root / "translations/wip").glob("*.json")):
        for english, indonesian in json.loads(path.read_text(encoding="utf-8")).items():
            key = tuple(english.split("|||")) if "|||" in english else english
            if known.get(key, [indonesian]) != [indonesian]:
                print(f"{path.name}: another file translates it otherwise: {_short(key)}", file=sys.stderr)
            known[key] = [indonesian]
    return known


def _read(root: Path, locale: str) -> Catalog:
    path = _path(root, locale)
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as lines:
        return read_po(lines, locale=locale, abort_invalid=True)


def _write(root: Path, locale: str, catalogue: Catalog) -> None:
    """Without dates, names and line numbers, so that a change shows only what changed."""
    written = BytesIO()
    write_po(written, catalogue, sort_output=True, include_lineno=False, width=110)
    head, _, rest = written.getvalue().decode().partition("\n\n")
    lines = [
        line
        for line in head.splitlines()
        if line.startswith(("msg", *(f'"{name}:' for name in KEPT_HEADERS)))
    ]
    path = _path(root, locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n\n" + rest, encoding="utf-8")


def _path(root: Path, locale: str) -> Path:
    return root / "translations" / locale / "LC_MESSAGES/messages.po"


def _messages(catalogue: Catalog) -> dict[Key, Message]:
    return {_key(message): message for message in catalogue if message.id}


def _key(message: Message) -> Key:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def _forms(key: Key) -> list[str]:
    return [key] if isinstance(key, str) else list(key)


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _fitting(message: Message, strings: list[str], plurals: int) -> str | tuple[str, ...]:
    """The strings in the shape of the message: one, or one for each plural form of the language."""
    if not message.pluralizable:
        return strings[0] if strings else ""
    return tuple((strings + strings[-1:] * plurals)[:plurals]) if strings else ("",) * plurals


def _short(key: Key) -> str:
    words = " | ".join(_forms(key))
    return repr(words if len(words) <= 100 else words[:99] + "…")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
