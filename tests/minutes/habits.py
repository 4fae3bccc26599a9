"""Sentences as secretaries write them, each with what it holds: `habits/*.txt`, read here.

A file is one short paper. Its first line says how its lines stand (`[list]` points below the heading behind it,
`[lines]` one a line, `[paras]` a paragraph each, `[prose]` one paragraph). `+ sentence => owner | last day` is a
commitment, `- sentence` sounds like one or stands beside one and is none, `@ sentence` is not judged. `~` parts other
right answers; `-` is none, `?` any.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.minutes.rules import Kind, Proposal, propose

FOLDER = Path(__file__).with_name("habits")
FORUM = date(2025, 11, 20)  # a Thursday
_LINE = re.compile(r"(?P<sign>[+@-]) (?P<words>.+?)(?: => (?P<owner>[^|]+) \| (?P<due>\S+))?$")
_JOINTS = {"list": "\n", "lines": "\n", "paras": "\n\n", "prose": " "}


@dataclass(frozen=True)
class Habit:
    """One sentence, where it stands in its paper, and what it holds; no owners and days for what holds nothing."""

    file: str
    words: str
    start: int
    end: int
    promised: bool
    owners: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


@dataclass
class Score:
    """Counts over all sentences, and in words what went wrong."""

    promised: int = 0
    found: int = 0
    false: int = 0
    owner: int = 0
    due: int = 0
    wrong: tuple[str, ...] = ()

    @property
    def recall(self) -> float:
        return self.found / self.promised

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.false)


def papers(folder: Path = FOLDER) -> list[tuple[str, list[Habit]]]:
    """Each paper's text with its judged sentences."""
    return [_paper(path) for path in sorted(folder.glob("*.txt"))]


def _paper(path: Path) -> tuple[str, list[Habit]]:
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    form, _, title = head[1:].partition("] ")
    text = f"{title}\n" if form == "list" else ""
    habits = []
    for number, line in enumerate(filter(None, lines), 1):
        match = _LINE.fullmatch(line)
        assert match, line
        text += f"{number}. " if form == "list" else ""
        start = len(text)
        text += match["words"]
        if match["sign"] != "@":
            habits.append(
                Habit(
                    path.name,
                    match["words"],
                    start,
                    len(text),
                    match["sign"] == "+",
                    tuple((match["owner"] or "").split("~")),
                    tuple((match["due"] or "").split("~")),
                )
            )
        text += _JOINTS[form]
    return text, habits


def measured() -> Score:
    """What the reader makes of all papers."""
    score, wrong = Score(), []
    for text, habits in papers():
        found = [one for one in propose(text, held_on=FORUM) if one.kind is not Kind.STATUS]
        for habit in habits:
            own = [one for one in found if _stands_in(one, habit)]
            score.promised += habit.promised
            score.found += habit.promised and bool(own)
            score.false += len(own) if not habit.promised else max(0, len(own) - 2)
            if not habit.promised:
                wrong += [f"{habit.file} FALSE {one.quote}" for one in own]
            elif not own:
                wrong.append(f"{habit.file} MISSED {habit.words}")
            else:
                _compare(own, habit, score, wrong)
    score.wrong = tuple(wrong)
    return score


def _stands_in(one: Proposal, habit: Habit) -> bool:
    places = ((one.start, one.end), *one.also_at)
    return any(habit.start <= start < habit.end for start, _ in places)


def _compare(own: list[Proposal], habit: Habit, score: Score, wrong: list[str]) -> None:
    """Two halves of a sentence may be two drafts: the one that comes nearest is compared."""
    said = [(one.office or "-", str(one.due_on or "-")) for one in own]
    owners = [("?" in habit.owners or office in habit.owners) for office, _ in said]
    days = [("?" in habit.days or due in habit.days) for _, due in said]
    best = max(range(len(own)), key=lambda at: owners[at] + days[at])
    score.owner += owners[best]
    score.due += days[best]
    if not owners[best]:
        wrong.append(f"{habit.file} OWNER {said[best][0]} for {habit.owners}: {habit.words}")
    if not days[best]:
        wrong.append(f"{habit.file} DUE {said[best][1]} for {habit.days}: {habit.words}")


if __name__ == "__main__":
    result = measured()
    print("\n".join(result.wrong))
    print(
        f"recall {result.recall:.2f} precision {result.precision:.2f} owner {result.owner / result.found:.2f}"
        f" due {result.due / result.found:.2f} of {result.promised}"
    )
