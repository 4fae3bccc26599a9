"""Publishing a forum: one mail for each owner, once, with a link for each commitment; and what comes after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.minutes.conftest import NOW, TEXT, acting, browser, forum_of, press
from tests.minutes.snapshots import same_as_kept
from tracker.commitments.models import Commitment, CommitmentMessage
from tracker.extensions import db
from tracker.mail.channels import actions as channels
from tracker.mail.channels.models import ChannelMessage
from tracker.mail.channels.rules import ChannelKind
from tracker.mail.models import Message
from tracker.minutes import actions, queries
from tracker.minutes.rules.deciding import Refusal, Refused
from tracker.people.models import Person, Post, Tenure
from tracker.people.rules import TenureKind
from tracker.regions.models import Office


def approve(forum_id: int, cast: Cast, *numbers: int) -> None:
    """Approves drafts: 1 and 3 are the Dinkes head's, 2 is the Dinsos head's."""
    for draft in queries.drafts_of(forum_id):
        if draft.number in numbers:
            held = cast.second_owner if draft.number == 2 else cast.owner
            owner = db.session.get(Post, held.post_id)
            assert owner is not None
            actions.accept(
                draft, action=draft.action, owner=owner, due_on=draft.due_on, undated_reason="Berlaku terus.",
                measure="20 puskesmas" if draft.number == 1 else "",
                supporting=[db.session.get_one(Office, cast.second_owner.office_id)] if draft.number == 1 else [],
                by=acting(cast.reviewer), at=NOW, today=NOW.date(),
            )  # fmt: skip
    db.session.commit()


def publish(forum_id: int, cast: Cast) -> int:
    told = actions.publish(forum_of(forum_id), by=acting(cast.reviewer), at=NOW, despite_waiting=True)
    db.session.commit()
    return told


def test_each_owner_gets_one_mail_with_all_that_is_theirs(app: Flask, cast: Cast, forum_id: int) -> None:
    with app.app_context():
        approve(forum_id, cast, 1, 2, 3)
        assert publish(forum_id, cast) == 2

        mails = {m.to_email: m for m in db.session.query(Message)}
        assert set(mails) == {cast.owner.email, cast.second_owner.email}
        assert mails[cast.owner.email].key == f"forum-published/{forum_id}/tenure-{cast.owner.tenure_id}"
        assert mails[cast.owner.email].kind == "forum published"
        assert mails[cast.owner.email].text.count("/answer/") == 2
        assert mails[cast.second_owner.email].text.count("/answer/") == 1
        assert db.session.query(CommitmentMessage).count() == 4  # one of them is told to whom it supports
        assert all(c.published_at == NOW for c in db.session.query(Commitment))


def test_a_link_of_the_mail_opens_its_commitment(
    app: Flask, client: PageClient, cast: Cast, forum_id: int
) -> None:
    with app.app_context():
        approve(forum_id, cast, 2)
        publish(forum_id, cast)
        words = db.session.query(Message).one().text.split()
    (link,) = [word for word in words if "/answer/" in word]

    page = client.get(link[link.index("/answer/") :])
    assert page.status_code == 200
    assert "Memadankan data peserta PBI" in page.text


def test_the_regions_channels_hear_counts_and_no_names(app: Flask, cast: Cast, forum_id: int) -> None:
    with app.app_context():
        kinds = [ChannelKind.PUBLISHED]
        channels.add(cast.region_id, name="Grup", address="json://a.example.org", kinds=kinds, at=NOW)
        approve(forum_id, cast, 1, 2, 3)
        publish(forum_id, cast)

        told = db.session.query(ChannelMessage).one()
        assert told.key == f"forum-published/{forum_id}/channel-{told.channel_id}"
        assert "Kabupaten Buton" in told.text
        assert "3 " in told.text
        assert told.text.endswith(f"/forums/{forum_id}")
        names = [*db.session.scalars(select(Person.name)), forum_of(forum_id).title]
        assert not [name for name in names if name in told.text]


def test_nothing_accepted_is_not_published(
    app: Flask, reviewer: PageClient, cast: Cast, forum_id: int
) -> None:
    with app.app_context():
        with pytest.raises(Refused) as refused:
            actions.publish(forum_of(forum_id), by=acting(cast.reviewer), at=NOW, despite_waiting=True)
        db.session.rollback()
        assert refused.value.reason is Refusal.NOTHING_ACCEPTED
        assert forum_of(forum_id).published_at is None
    assert "/publication" not in reviewer.get(f"/forums/{forum_id}").text


def test_drafts_that_wait_are_left_behind_only_knowingly(
    app: Flask, reviewer: PageClient, cast: Cast, forum_id: int
) -> None:
    with app.app_context():
        approve(forum_id, cast, 1)
    page, address = f"/forums/{forum_id}", f"/forums/{forum_id}/publication"

    press(reviewer, page, address)
    with app.app_context():
        assert forum_of(forum_id).published_at is None
        assert db.session.query(Message).count() == 0

    press(reviewer, page, address, despite_waiting="y")
    with app.app_context():
        assert forum_of(forum_id).published_at is not None
        told = {message.to_email for message in db.session.query(Message)}
        assert told == {cast.owner.email, cast.second_owner.email}  # who owes it, and who supports it


def test_publishing_twice_sends_nothing_twice_and_an_addition_only_what_is_new(
    app: Flask, reviewer: PageClient, cast: Cast, forum_id: int
) -> None:
    with app.app_context():
        approve(forum_id, cast, 1)
        publish(forum_id, cast)
        with pytest.raises(Refused):
            publish(forum_id, cast)
        db.session.rollback()

        approve(forum_id, cast, 3)
        actions.publish(
            forum_of(forum_id), by=acting(cast.reviewer), at=NOW + timedelta(hours=1), despite_waiting=True
        )
        db.session.commit()

        first, addition = db.session.query(Message).filter_by(to_email=cast.owner.email).order_by(Message.id)
        assert addition.key == f"forum-published/{forum_id}/addition-1/tenure-{cast.owner.tenure_id}"
        assert addition.text.count("/answer/") == 1
        assert first.to_email == addition.to_email
        assert forum_of(forum_id).published_at == NOW


def test_a_post_that_nobody_holds_gets_no_mail_and_is_named_to_the_reviewer(
    app: Flask, reviewer: PageClient, cast: Cast, forum_id: int
) -> None:
    with app.app_context():
        db.session.get_one(Tenure, cast.second_owner.tenure_id).until_on = date(2025, 7, 1)
        approve(forum_id, cast, 1, 2)
        assert publish(forum_id, cast) == 1
        assert [m.to_email for m in db.session.query(Message)] == [cast.owner.email]

    page = reviewer.get(f"/forums/{forum_id}").text
    assert page.count("<li>Kepala Dinas Sosial</li>") == 1
    assert "<li>Kepala Dinas Kesehatan</li>" not in page


def test_who_holds_two_posts_gets_one_mail(app: Flask, cast: Cast, forum_id: int) -> None:
    with app.app_context():
        acting_head = Tenure(
            post_id=cast.second_owner.post_id, person_id=cast.owner.person_id, kind=TenureKind.PLT,
            from_on=date(2025, 7, 1), until_on=None,
        )  # fmt: skip
        db.session.add(acting_head)
        approve(forum_id, cast, 1, 2)
        assert publish(forum_id, cast) == 1
        assert "Plt. Kepala Dinas Sosial" in db.session.query(Message).one().text


def test_after_publication_a_decision_is_not_undone_nor_its_text_replaced(
    app: Flask, reviewer: PageClient, cast: Cast, forum_id: int
) -> None:
    with app.app_context():
        approve(forum_id, cast, 1)
        publish(forum_id, cast)
        draft = queries.drafts_of(forum_id)[0]
        with pytest.raises(Refused) as undoing:
            actions.give_back(draft, by=acting(cast.reviewer), at=NOW)
        with pytest.raises(Refused) as replacing:
            actions.take_text(forum_of(forum_id), TEXT + "x", by=acting(cast.reviewer), at=NOW)
        assert undoing.value.reason is replacing.value.reason is Refusal.PUBLISHED
        db.session.rollback()
    assert "/return" not in reviewer.get(f"/forums/{forum_id}/drafts").text


def test_only_a_reviewer_of_the_region_publishes(
    app: Flask, cast: Cast, sign_in: SignIn, forum_id: int
) -> None:
    with app.app_context():
        approve(forum_id, cast, 1)
    for held, code in ((cast.leader, 403), (cast.operator, 403), (cast.stranger, 404)):
        client = browser(app, sign_in, held)
        client.check_pages = False
        app.config["WTF_CSRF_ENABLED"] = False
        assert client.post(f"/forums/{forum_id}/publication").status_code == code
        app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context():
        assert forum_of(forum_id).published_at is None


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("locale", ["id", "en"])
def test_the_mail_reads_as_kept(app: Flask, cast: Cast, forum_id: int, locale: str) -> None:
    with app.app_context():
        db.session.get_one(Person, cast.owner.person_id).locale = locale
        approve(forum_id, cast, 1, 3)
        publish(forum_id, cast)
        mail = db.session.query(Message).filter_by(to_email=cast.owner.email).one()

        assert same_as_kept(f"forum-published/{locale}.txt", f"{mail.subject}\n\n{mail.text}")
        assert same_as_kept(f"forum-published/{locale}.html", mail.html)
