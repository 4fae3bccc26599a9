"""Who keeps what was promised in time: the rule, and the database that says the same for any data."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from tests.cast import SignIn
from tests.client import PageClient
from tests.commitments.conftest import DUE, TODAY, House
from tests.queries import count_queries
from tracker.commitments import queries
from tracker.commitments.kept import Keeping, Rate, keeping
from tracker.commitments.models import Commitment
from tracker.commitments.rules import Status
from tracker.extensions import db
from tracker.forums.models import Decision

FIRST, LATER = date(2025, 9, 1), date(2025, 9, 20)
YEAR = {"from_on": date(2025, 1, 1), "until_on": date(2025, 12, 31), "today": TODAY}


@pytest.mark.parametrize(
    ("status", "done_on", "today", "how"),
    [
        (Status.VERIFIED, FIRST, TODAY, Keeping.BY_FIRST),
        (Status.RATIFIED, LATER, TODAY, Keeping.BY_LATER),
        (Status.VERIFIED, LATER + timedelta(1), TODAY, Keeping.LATE),
        (Status.PROPOSED_DONE, None, TODAY, Keeping.WAITING),
        (Status.SENT_BACK, None, TODAY, Keeping.OPEN_LATE),
        (Status.IN_PROGRESS, None, LATER, Keeping.RUNNING),
        (Status.NOT_STARTED, None, FIRST, Keeping.AHEAD),
        (Status.WITHDRAWN, None, TODAY, None),
        (Status.CANNOT_BE_DONE, None, TODAY, None),
    ],
)
def test_how_a_promise_was_kept(
    status: Status, done_on: date | None, today: date, how: Keeping | None
) -> None:
    assert keeping(status, first=FIRST, due_on=LATER, done_on=done_on, today=today) is how


def test_what_had_no_date_at_first_is_not_counted() -> None:
    assert keeping(Status.IN_PROGRESS, first=None, due_on=LATER, done_on=None, today=TODAY) is None


def test_an_extension_helps_the_current_rate_only() -> None:
    rate = Rate(by_first=2, by_later=3, late=1, open_late=4, waiting=5, running=6, ahead=7)
    assert (rate.due, rate.first_rate) == (16, 2 / 16)
    assert (rate.due_now, rate.current_rate) == (10, 5 / 10)
    assert Rate().first_rate is None


rows = st.lists(
    st.tuples(
        st.sampled_from(Status),
        st.none() | st.dates(date(2024, 11, 1), date(2026, 2, 1)),
        st.integers(0, 90),
        st.none() | st.dates(date(2024, 11, 1), date(2026, 2, 1)),
        st.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=rows, today=st.dates(date(2025, 1, 1), date(2026, 1, 31)))
def test_the_database_counts_as_the_rule_does(
    house: House, found: list[tuple[Status, date | None, int, date | None, bool]], today: date
) -> None:
    model = house.promise(published=False)
    with house.app.app_context():
        like = db.session.get_one(Commitment, model)
        wanted: dict[Keeping, int] = {}
        for number, (status, first, later, done_on, published) in enumerate(found, 1):
            due_on = first + timedelta(days=later) if first else None
            decision = Decision(
                forum_id=like.forum_id, number=100 + number, quote="q", start=0, end=1, made_at=like.made_at
            )
            db.session.add(decision)
            db.session.flush()
            db.session.execute(
                insert(Commitment).values(
                    region_id=like.region_id, forum_id=like.forum_id, decision_id=decision.id, action="a", measure="",
                    owner_post_id=like.owner_post_id, owner_office_id=like.owner_office_id, due_on=due_on,
                    original_due_on=first, status=status, done_on=done_on, made_at=like.made_at, version_id=1,
                    published_at=like.made_at if published else None, period="", due_words="", undated_reason="",
                    obstacle="", extended=0, due_how={},
                )
            )  # fmt: skip
            how = keeping(status, first=first, due_on=due_on, done_on=done_on, today=today)
            if how and published and first and first.year == 2025:
                wanted[how] = wanted.get(how, 0) + 1
        said = YEAR | {"today": today}
        expected = Rate(*(wanted.get(word, 0) for word in Keeping))
        assert queries.kept_of({like.owner_office_id}, **said) == expected
        by_forum = dict(queries.kept_by(Commitment.forum_id, like.region_id, **said))
        assert by_forum.get(like.forum_id, Rate()) == expected
        db.session.rollback()


def test_done_is_the_day_the_owner_said_so_not_the_day_it_was_verified(house: House) -> None:
    """Proposed late in the evening of the due day, in the region's zone; verified weeks after."""
    commitment_id = house.promise(due_on=TODAY)
    house.now.pass_by(hours=14, minutes=59)  # 23:59 in Buton
    house.report(commitment_id)
    house.now.pass_by(days=20)
    house.verify(commitment_id, accepted=True)
    with house.commitment(commitment_id) as commitment:
        assert commitment.done_on == TODAY
        assert queries.kept_of({commitment.owner_office_id}, **YEAR).by_first == 1


def test_what_was_sent_back_counts_from_the_report_that_was_accepted(house: House) -> None:
    commitment_id = house.promise(due_on=TODAY)
    house.report(commitment_id)
    house.now.pass_by(hours=1)
    house.verify(commitment_id, accepted=False, reason="Foto kurang.")
    with house.commitment(commitment_id) as commitment:
        assert commitment.done_on is None
    house.now.pass_by(days=3)
    house.report(commitment_id, note="Foto lengkap.")
    house.now.pass_by(hours=1)
    house.verify(commitment_id, accepted=True)
    with house.commitment(commitment_id) as commitment:
        assert commitment.done_on == TODAY + timedelta(days=3)


def test_the_page_names_offices_and_forums_and_costs_few_queries(
    house: House, client: PageClient, sign_in: SignIn
) -> None:
    house.promise(due_on=DUE)
    done = house.promise(due_on=TODAY, action="Laporkan")
    house.report(done)
    house.now.pass_by(hours=1)
    house.verify(done, accepted=True)
    house.promise(owner=house.cast.second_owner, due_on=DUE)
    sign_in(client, house.cast.leader)
    client.get("/review/kept")
    with count_queries() as asked:
        page = client.get("/review/kept")
    assert len(asked) <= 8, "\n".join(asked)
    assert "33% selesai sesuai tenggat pertama: 1 dari 3" in page.text
    assert page.text.index("Dinas Sosial") < page.text.index("Dinas Kesehatan"), "the worst stands first"
    assert client.get("/review/kept?year=1999").status_code == 200
    assert "Ketepatan waktu per instansi" in client.get("/review").text


def test_an_owner_sees_the_own_offices_rate(house: House, client: PageClient, sign_in: SignIn) -> None:
    house.promise(due_on=DUE)
    sign_in(client, house.cast.owner)
    page = client.get("/commitments/mine").text
    assert "Ketepatan waktu tahun ini: 0% menurut tenggat pertama (0 dari 1)" in page
