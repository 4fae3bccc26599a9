"""Parts of supporting offices: asking for them, answering for them, and the links that do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from flask import current_app

from tracker.commitments import queries
from tracker.commitments.actions.stepping import hold, step
from tracker.commitments.helping import PartAnswer, PartFile
from tracker.commitments.helping_rules import PartSaid, check_part_answer
from tracker.commitments.models import Commitment, Support
from tracker.commitments.proof import NewEvidence
from tracker.commitments.rules import TWICE_WITHIN, EventKind
from tracker.extensions import db
from tracker.people import links
from tracker.people.models import Tenure
from tracker.people.rules import Actor
from tracker.shell.urls import external


def ask_parts(commitment: Commitment, parts: Mapping[int, str], *, by: Actor, at: datetime) -> int:
    """Writes what each supporting office is asked for, by the id of its support; how many of them changed."""
    hold(commitment)
    changed = 0
    for part in queries.parts_of(commitment.id):
        support, wanted = part.support, parts.get(part.support.id, part.support.part).strip()
        if wanted == support.part:
            continue
        support.part, changed = wanted, changed + 1
        step(commitment, EventKind.PART_ASKED, by=by, at=at, note=wanted, office=support.office.name)
    db.session.flush()
    return changed


def answer_part(
    support: Support,
    commitment: Commitment,
    *,
    tenure: Tenure,
    by: Actor,
    said: PartSaid,
    note: str,
    at: datetime,
    evidence: Sequence[NewEvidence] = (),
) -> PartAnswer:
    """Writes what a supporting office says of its part; the commitment itself stays as it was.

    The same form sent twice by a hasty thumb is one answer. Refused: closed, or no note.
    """
    hold(commitment)
    last, note = queries.last_answer(support.id), note.strip()
    if last and at - last.at <= TWICE_WITHIN and _same(last, tenure, said, note, evidence):
        return last
    check_part_answer(commitment.status, note=note)
    answer = PartAnswer(
        support_id=support.id, at=at, tenure_id=tenure.id, door=by.door, said=said, note=note,
        files=[PartFile(**vars(file)) for file in evidence],
    )  # fmt: skip
    db.session.add(answer)
    db.session.flush()
    step(
        commitment, EventKind.PART_REPORTED, by=by, at=at, note=note,
        said=said.value, office=support.office.name, answer=answer.id,
    )  # fmt: skip
    return answer


def _same(
    last: PartAnswer, tenure: Tenure, said: PartSaid, note: str, evidence: Sequence[NewEvidence]
) -> bool:
    files = {file.sha256 for file in last.files} == {file.sha256 for file in evidence}
    return files and (last.tenure_id, last.said, last.note) == (tenure.id, said, note)


def part_link_for(tenure_id: int, support_id: int, *, at: datetime) -> str:
    """The full address of the page on which one holder answers for one part."""
    expires_at = at + timedelta(days=current_app.config["SETTINGS"].link_days)
    token = links.sign_part(links.PartLink(tenure_id, support_id, expires_at))
    return external("commitments.part", token=token)
