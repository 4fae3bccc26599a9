"""The rules against texts annotated by hand, where these stand beside the repository."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tracker.minutes.reading import read
from tracker.minutes.rules import Kind, propose

SHARED = Path(__file__).parents[2].parent / "shared"
SEEDS, MINUTES = SHARED / "gold", SHARED / "minutes" / "gold"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="annotated texts are not beside this checkout")


def folded(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"(?m)^>+", " ", text).lower())


def alike(said: str, gold: str) -> bool:
    a, b = folded(said), folded(gold)
    common = sum((Counter(a) & Counter(b)).values())
    return len(a) <= 3 * len(b) and (2 * common >= 0.5 * (len(a) + len(b)) or " ".join(b) in " ".join(a))


def cases(folder: Path) -> list[tuple[dict[str, Any], Path]]:
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return [
        (gold, SHARED / gold["source"] if "source" in gold else MINUTES.parent / gold["doc"])
        for gold in golds
    ]


@pytest.mark.parametrize(
    ("gold", "path"), cases(SEEDS) + cases(MINUTES), ids=lambda value: getattr(value, "name", "")
)
def test_every_core_commitment_is_found_and_nothing_else_is_ordered(gold: dict[str, Any], path: Path) -> None:
    reading = read(path.read_bytes())
    found = propose(reading.text)
    assert all(proposal.quote == reading.text[proposal.start : proposal.end] for proposal in found)
    for commitment in gold["commitments"]:
        if commitment["certainty"] == "core":
            assert any(alike(proposal.quote, commitment["quote"]) for proposal in found), commitment["quote"]
    for other in gold["not_commitments"]:
        ordered = [proposal.quote for proposal in found if proposal.kind is Kind.DIRECTIVE]
        assert not any(" ".join(folded(other["quote"])) in " ".join(folded(quote)) for quote in ordered)


def test_due_dates_of_the_minutes_are_right() -> None:
    wrong = []
    for gold, path in cases(MINUTES):
        found = propose(read(path.read_bytes()).text)
        for commitment in gold["commitments"]:
            near = [proposal for proposal in found if alike(proposal.quote, commitment["quote"])]
            dates = {str(proposal.due_on) if proposal.due_on else None for proposal in near}
            fair = {commitment["due_on"], *commitment["due_accept"]}
            if near and not dates & fair:
                wrong.append((commitment["quote"], dates))
    assert not wrong
