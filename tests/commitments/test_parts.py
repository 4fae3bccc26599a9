"""Parts of supporting offices: asked, mailed, answered by link and page, counted, never changing a status."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Flask

from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.commitments.conftest import ACTION, House, as_actor, pdf
from tracker.commitments import actions, queries
from tracker.commitments.helping_rules import PartSaid, tally
from tracker.commitments.models import Commitment
from tracker.commitments.rules import Status
from tracker.extensions import db
from tracker.people.links import Link, PartLink, sign, sign_part
from tracker.people.models import Tenure

SOON = datetime(2025, 10, 27, tzinfo=UTC)


def supported(house: House) -> tuple[int, int]:
    """Ids of a commitment of the Dinkes and of the Dinsos' part of it."""
    number = house.promise(supporting=[house.cast.second_owner.office_id])
    with house.app.app_context():
        return number, queries.parts_of(number)[0].support.id


def part_link(house: House, support_id: int, expires_at: datetime = SOON) -> str:
    with house.app.app_context():
        return "/part/" + sign_part(PartLink(house.cast.second_owner.tenure_id, support_id, expires_at))


def said(house: House, commitment_id: int) -> tuple[PartSaid | None, Status]:
    with house.app.app_context():
        [part] = queries.parts_of(commitment_id)
        return part.said, db.session.get_one(Commitment, commitment_id).status


def test_parts_are_counted() -> None:
    assert tally([PartSaid.DONE, PartSaid.PROGRESS, None]) == (1, 3)


def test_a_reviewer_writes_the_part_and_the_office_reads_it(
    house: House, cast: Cast, client: PageClient, sign_in: SignIn
) -> None:
    number, support = supported(house)
    sign_in(client, cast.reviewer)
    client.submit(
        f"/commitments/{number}/parts", {f"part-{support}": "Menyiapkan data peserta"}, action="/parts"
    )
    page = client.get(f"/commitments/{number}").text
    assert "Menyiapkan data peserta" in page
    other = house.app.test_client()
    assert other.get(f"/parts/{support}").status_code == 302
    sign_in(other, cast.second_owner)  # type: ignore[arg-type]  # the app's own client
    assert "Menyiapkan data peserta" in other.get("/commitments/mine").text


def test_the_link_answers_for_the_part_and_leaves_the_status(
    house: House, cast: Cast, client: PageClient, sign_in: SignIn
) -> None:
    number, support = supported(house)
    link = part_link(house, support)
    assert client.get(link).status_code == 200
    assert said(house, number) == (None, Status.NOT_STARTED)

    client.submit(
        link, {"answer": "done", "note": "Data 400 peserta sudah dikirim.", "files": pdf()}, action=link
    )

    assert said(house, number) == (PartSaid.DONE, Status.NOT_STARTED)
    sign_in(client, cast.owner)
    page = client.get(f"/commitments/{number}").text
    assert "Data 400 peserta sudah dikirim." in page
    assert "1 dari 1 bagian selesai" in page


def test_a_part_link_is_no_answer_link_and_the_other_way_round(house: House, client: PageClient) -> None:
    number, support = supported(house)
    with house.app.app_context():
        as_part = sign(Link(house.cast.second_owner.tenure_id, support, SOON))
        as_answer = sign_part(PartLink(house.cast.owner.tenure_id, number, SOON))
    assert client.get(f"/part/{as_part}").status_code == 410
    assert client.get(f"/answer/{as_answer}").status_code == 410


def test_the_link_dies_with_its_time_and_its_tenure(house: House, client: PageClient, cast: Cast) -> None:
    _, support = supported(house)
    assert client.get(part_link(house, support, house.now.at - timedelta(seconds=1))).status_code == 410
    link = part_link(house, support)
    with house.app.app_context():
        db.session.get_one(Tenure, cast.second_owner.tenure_id).until_on = house.now.at.date() - timedelta(
            days=1
        )
        db.session.commit()
    assert client.get(link).status_code == 410


def test_only_the_supporting_office_answers(
    house: House, cast: Cast, client: PageClient, sign_in: SignIn
) -> None:
    _, support = supported(house)
    sign_in(client, cast.owner)
    assert client.get(f"/parts/{support}").status_code == 403
    stranger = house.app.test_client()
    sign_in(stranger, cast.stranger_owner)  # type: ignore[arg-type]  # the app's own client
    assert stranger.get(f"/parts/{support}").status_code == 404


def test_it_stands_on_the_supporting_offices_own_page(
    house: House, cast: Cast, client: PageClient, sign_in: SignIn
) -> None:
    _, support = supported(house)
    sign_in(client, cast.second_owner)
    page = client.get("/commitments/mine").text
    assert ACTION in page
    assert f"/parts/{support}" in page
    client.submit(
        f"/parts/{support}",
        {"answer": "obstructed", "note": "Menunggu data desa."},
        action=f"/parts/{support}",
    )
    with house.app.app_context():
        [part] = queries.parts_of(queries.parts_asked([1])[0].support.commitment_id)
        assert part.said is PartSaid.OBSTRUCTED


def test_the_same_answer_twice_is_one(app: Flask, house: House, cast: Cast) -> None:
    number, _ = supported(house)
    for _again in range(2):
        with house.commitment(number) as commitment:
            [part] = queries.parts_of(number)
            actions.answer_part(
                part.support, commitment, tenure=db.session.get_one(Tenure, cast.second_owner.tenure_id),
                by=as_actor(cast.second_owner), said=PartSaid.PROGRESS, note="Jalan.", at=house.now.at,
            )  # fmt: skip
    with house.commitment(number) as commitment:
        told = [told.kind for told in queries.story(commitment, today=house.now.at.date())]
        assert told.count("part reported") == 1
