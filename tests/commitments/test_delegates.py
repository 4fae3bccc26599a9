"""Delegates: they report in the owner's name, see no more than that, verify nothing, and end with who named them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.cast import Cast, Held, SignIn, person
from tests.client import PageClient
from tests.commitments.conftest import TODAY, House
from tracker.commitments import actions, queries
from tracker.commitments.helping import Delegation
from tracker.commitments.models import Commitment, Event, Update
from tracker.commitments.rules import Refused as NotAllowed
from tracker.extensions import db
from tracker.mail.models import Message
from tracker.people import queries as people
from tracker.people.links import Link, sign
from tracker.people.models import Person, Tenure
from tracker.people.rules import Door, Refusal, Refused, TenureKind, actor

EMAIL = "rahmawati@buton.example"


def name_one(house: House, *, commitment_id: int | None = None, until_on: date | None = None) -> int:
    """Tenure id of Rahmawati of the Dinkes, named by its head."""
    with house.app.app_context():
        known = people.by_email(EMAIL) or person("Rahmawati", EMAIL, house.cast.region_id)
        asker = people.asker(db.session.get_one(Person, house.cast.owner.person_id), at=house.now.at)
        held = asker.holdings[0]
        made = actions.name_delegate(
            held, known, commitment=db.session.get(Commitment, commitment_id) if commitment_id else None,
            until_on=until_on, by=actor(asker, held, Door.PAGE), at=house.now.at, today=TODAY,
        )  # fmt: skip
        db.session.commit()
        return made.tenure_id


def link(house: House, tenure_id: int, commitment_id: int) -> str:
    with house.app.app_context():
        return "/answer/" + sign(Link(tenure_id, commitment_id, house.now.at + timedelta(days=10)))


def test_the_owner_names_somebody_new_who_is_invited_and_told(
    house: House, cast: Cast, client: PageClient, sign_in: SignIn
) -> None:
    house.promise()
    sign_in(client, cast.owner)
    client.submit(
        "/delegates",
        {"person": "0", "name": "Rahmawati", "email": EMAIL, "commitment": "0", "until_on": ""},
        action="/delegates",
    )
    with house.app.app_context():
        kinds = set(db.session.scalars(select(Message.kind).where(Message.to_email == EMAIL)))
        assert kinds == {"invitation", "delegated"}
        [one] = queries.delegates_of([cast.owner.post_id], today=TODAY)
        assert (one.tenure.kind, one.commitment_id) == (TenureKind.DELEGATE, None)
    assert "Rahmawati" in client.get("/commitments/mine").text


def test_she_reports_in_the_owners_name_and_the_story_says_who(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    number = house.promise()
    name_one(house)
    sign_in(client, EMAIL)
    client.submit(
        f"/commitments/{number}/update",
        {"answer": "progress", "note": "Sudah di 12 puskesmas."},
        action="/update",
    )
    with house.app.app_context():
        event = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
        assert event is not None
        assert event.acted_as == "Rahmawati a.n. Kepala Dinas Kesehatan"
        assert db.session.scalars(select(Update)).one().tenure.person.email == EMAIL


def test_one_commitment_is_one_commitment(house: House, client: PageClient, sign_in: SignIn) -> None:
    first, second = house.promise(), house.promise(action="Lengkapi obat")
    tenure = name_one(house, commitment_id=first)
    sign_in(client, EMAIL)
    assert client.get(f"/commitments/{first}").status_code == 200
    assert client.get(f"/commitments/{second}").status_code == 404
    assert client.get(f"/commitments/{second}/update").status_code == 404
    assert client.get(link(house, tenure, first)).status_code == 200
    assert client.get(link(house, tenure, second)).status_code == 410
    assert "Lengkapi obat" not in client.get("/commitments/mine").text


def test_she_may_neither_name_others_nor_open_what_posts_open(
    house: House, cast: Cast, client: PageClient, sign_in: SignIn
) -> None:
    house.promise()
    name_one(house)
    sign_in(client, EMAIL)
    assert client.get("/delegates").status_code == 403
    assert client.get("/review").status_code == 403
    assert client.get(f"/posts/{cast.owner.post_id}/handover").status_code == 404
    assert client.post("/preferences/leave", data={}).status_code >= 400


def test_after_revocation_link_and_page_are_shut(
    house: House, cast: Cast, client: PageClient, sign_in: SignIn
) -> None:
    number = house.promise()
    tenure = name_one(house)
    sign_in(client, cast.owner)
    client.submit("/delegates", {}, action=f"/delegates/{tenure}/end")
    assert client.get(link(house, tenure, number)).status_code == 410
    other = house.app.test_client()
    sign_in(other, EMAIL)  # type: ignore[arg-type]  # the app's own client
    assert other.get("/commitments/mine").status_code == 403
    with house.app.app_context():
        assert not queries.delegates_of([cast.owner.post_id], today=TODAY)


@pytest.mark.parametrize("how", ["tenure ended", "person closed"])
def test_it_ends_with_the_tenure_of_who_named_her(
    house: House, cast: Cast, client: PageClient, how: str
) -> None:
    number = house.promise()
    tenure = name_one(house)
    assert client.get(link(house, tenure, number)).status_code == 200
    with house.app.app_context():
        if how == "tenure ended":
            db.session.get_one(Tenure, cast.owner.tenure_id).until_on = TODAY - timedelta(days=1)
        else:
            db.session.get_one(Person, cast.owner.person_id).active = False
        db.session.commit()
    assert client.get(link(house, tenure, number)).status_code == 410
    with house.app.app_context():
        delegate = people.by_email(EMAIL)
        assert delegate is not None
        assert people.asker(delegate, at=house.now.at).delegated == ()


def test_a_handed_over_commitment_leaves_her(house: House, cast: Cast, client: PageClient) -> None:
    number = house.promise()
    tenure = name_one(house, commitment_id=number)
    with house.commitment(number) as commitment:
        commitment.owner_post_id = cast.second_owner.post_id
    assert client.get(link(house, tenure, number)).status_code == 410


def test_she_is_never_the_holder_and_never_verifies(house: House, cast: Cast) -> None:
    number = house.promise()
    name_one(house)
    with house.app.app_context():
        assert (
            people.holders([cast.owner.post_id], today=TODAY)[cast.owner.post_id].id == cast.owner.tenure_id
        )
    _name_reviewer(house, cast.second_reviewer)
    house.report(number)
    with pytest.raises(NotAllowed):
        house.verify(number, accepted=True, by=cast.second_reviewer)


def _name_reviewer(house: House, held: Held) -> None:
    """Written without the act, which refuses somebody of another office."""
    with house.app.app_context():
        tenure = Tenure(
            post_id=house.cast.owner.post_id, person_id=held.person_id, kind=TenureKind.DELEGATE,
            from_on=TODAY, named_by_id=house.cast.owner.tenure_id,
        )  # fmt: skip
        db.session.add(tenure)
        db.session.flush()
        db.session.add(Delegation(tenure_id=tenure.id))
        db.session.commit()


@pytest.mark.parametrize(
    ("who", "until_on", "reason"),
    [
        ("second_owner", None, Refusal.OTHER_OFFICE),
        ("owner", None, Refusal.ONESELF),
        ("stranger_owner", None, Refusal.OTHER_OFFICE),
        ("postless", TODAY - timedelta(days=1), Refusal.PAST),
    ],
)
def test_who_cannot_be_named(
    house: House, cast: Cast, who: str, until_on: date | None, reason: Refusal
) -> None:
    found: Any = getattr(cast, who)
    with house.app.app_context():
        asker = people.asker(db.session.get_one(Person, cast.owner.person_id), at=house.now.at)
        held = asker.holdings[0]
        chosen = db.session.get_one(Person, found if isinstance(found, int) else found.person_id)
        with pytest.raises(Refused) as refused:
            actions.name_delegate(
                held, chosen, commitment=None, until_on=until_on, by=actor(asker, held, Door.PAGE),
                at=house.now.at, today=TODAY,
            )  # fmt: skip
    assert refused.value.reason is reason


def test_a_stranger_cannot_end_it(house: House, cast: Cast, client: PageClient, sign_in: SignIn) -> None:
    tenure = name_one(house)
    sign_in(client, cast.second_owner)
    assert client.post(f"/delegates/{tenure}/end").status_code in {400, 404}
    with house.app.app_context():
        assert queries.delegates_of([cast.owner.post_id], today=TODAY)
