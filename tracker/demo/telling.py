"""What happened after the forums: reports, verifications, answers to requests, and what came after the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from tracker.commitments import actions, queries
from tracker.commitments.models import Commitment
from tracker.commitments.petition_rules import Ground, Wish
from tracker.commitments.proof import NewEvidence
from tracker.commitments.rules import Answer
from tracker.demo.settling import Settled
from tracker.people.rules import Door
from tracker.regions.rules import local_day

type_step = Callable[[], str | None]


def steps(
    story: dict[str, Any], owed: dict[str, Commitment], settled: Settled, samples: Path
) -> list[tuple[datetime, type_step]]:
    """The story's steps after the forums, with their moments. A step may say a line."""
    told: list[tuple[datetime, type_step]] = []
    for kind, tell in ACTS.items():
        for row in story[kind]:
            at = datetime.fromisoformat(row["at"])
            told.append((at, _bound(tell, row, owed, settled, samples, at)))
    return told


def _bound(
    tell: Callable[..., None], row: dict[str, Any], owed: dict[str, Commitment], *rest: object
) -> type_step:
    """The commitment is looked up when the step is played: until then its forum may not have been held."""
    return lambda: tell(row, owed[row["commitment"]], *rest)


def _report(
    row: dict[str, Any], commitment: Commitment, settled: Settled, samples: Path, at: datetime
) -> None:
    seat = settled.seats[row["by"]]
    actions.report(
        commitment, tenure=seat.tenure, by=seat.acts(Door(row["door"])), answer=Answer(row["answer"]), note=row["note"],
        at=at, today=local_day(at, seat.region.zone), obstacle=row.get("obstacle", ""),
        asked_due_on=row.get("new_due_on"), evidence=list(_evidence(row, samples)),
        no_evidence=row.get("no_evidence", ""), wish=_wish(row),
    )  # fmt: skip


def _evidence(row: dict[str, Any], samples: Path) -> list[NewEvidence]:
    """The photo of the story; where something is done without one, a short letter as a text file."""
    if row.get("photo_file"):
        photo = samples / "photos" / Path(row["photo_file"]).name
        return [actions.keep(photo.name, BytesIO(photo.read_bytes()))]
    if row["answer"] == Answer.DONE and "no_evidence" not in row:
        letter = f"Surat pengantar\n\n{row['note']}\n"
        return [actions.keep("surat-pengantar.txt", BytesIO(letter.encode()))]
    return []


def _wish(row: dict[str, Any]) -> Wish:
    ground = Ground(row["ground"]) if "ground" in row else None
    return Wish(ground=ground, words=row.get("other", ""))


def _verify(
    row: dict[str, Any], commitment: Commitment, settled: Settled, _samples: Path, at: datetime
) -> None:
    by = settled.seats[row["by"]].acts(Door.PAGE)
    actions.verify(commitment, accepted=row["accepted"], reason=row.get("reason", ""), by=by, at=at)


def _answer(
    row: dict[str, Any], commitment: Commitment, settled: Settled, _samples: Path, at: datetime
) -> None:
    seat = settled.seats[row["by"]]
    extension = queries.open_extension(commitment.id)
    if extension is None:
        raise LookupError(f"nobody asked for time: {row['commitment']}")
    given = row.get("due_on")
    actions.answer_extension(
        extension, granted=row["granted"], due_on=None if given == extension.asked_due_on else given,
        reason=row.get("reason", ""),
        by=seat.acts(Door.PAGE), at=at, today=local_day(at, seat.region.zone),
    )  # fmt: skip


def _release(
    row: dict[str, Any], commitment: Commitment, settled: Settled, _samples: Path, at: datetime
) -> None:
    petition = queries.open_petition(commitment.id)
    if petition is None:
        raise LookupError(f"nobody asked to be released: {row['commitment']}")
    by = settled.seats[row["by"]].acts(Door.PAGE)
    actions.answer_petition(petition, accepted=row["accepted"], reason=row["reason"], by=by, at=at)


def _reopen(
    row: dict[str, Any], commitment: Commitment, settled: Settled, _samples: Path, at: datetime
) -> None:
    seat = settled.seats[row["by"]]
    actions.reopen(
        commitment, reason=row["reason"], due_on=row["due_on"], by=seat.acts(Door.PAGE), at=at,
        today=local_day(at, seat.region.zone),
    )  # fmt: skip


def _add(row: dict[str, Any], commitment: Commitment, settled: Settled, _samples: Path, at: datetime) -> None:
    seat = settled.seats[row["by"]]
    by = seat.acts(Door(row["door"]))
    actions.comment(commitment, tenure=seat.tenure, by=by, text=row["note"], files=[], at=at)


ACTS: dict[str, Callable[..., None]] = {
    "update": _report,
    "verification": _verify,
    "extension_answer": _answer,
    "petition_answer": _release,
    "reopening": _reopen,
    "comment": _add,
}
"""What the story's tables tell, each with the act that does it."""
