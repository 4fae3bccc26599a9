"""Who may what: audiences come from the posts held today, in the region where they are held."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.people.rules import (
    Asker,
    Audience,
    Door,
    Duty,
    Holding,
    TenureKind,
    actor,
    called,
    covers,
    in_force,
)

DUTIES = st.sampled_from(Duty)


@st.composite
def holdings(draw: st.DrawFn) -> Holding:
    number = draw(st.integers(1, 6))
    return Holding(
        number, draw(st.integers(1, 4)), "Kepala", draw(st.sampled_from(TenureKind)), draw(DUTIES),
        1, "Dinas", draw(st.integers(1, 3)), "Kabupaten", "Asia/Makassar",
    )  # fmt: skip


ASKERS = st.builds(
    Asker, st.just(1), st.just("A"), st.just("a@b.example"), st.lists(holdings(), max_size=5).map(tuple)
)


@given(ASKERS, DUTIES)
def test_an_audience_is_met_only_by_a_post_held(asker: Asker, duty: Duty) -> None:
    assert asker.has(Audience(duty.value)) == any(h.duty is duty for h in asker.holdings)


@given(ASKERS)
def test_without_a_post_only_what_is_for_everybody_is_open(asker: Asker) -> None:
    bare = Asker(asker.person_id, asker.name, asker.email, ())
    assert bare.has(Audience.ANYONE)
    assert bare.has(Audience.SIGNED_IN)
    assert not bare.has(
        Audience.OWNER, Audience.REVIEWER, Audience.LEADER, Audience.OPERATOR, Audience.LINK_HOLDER
    )
    assert (bare.regions(), bare.own_posts, bare.first) == (frozenset(), frozenset(), None)


@given(ASKERS, DUTIES)
def test_a_duty_in_one_region_opens_no_other(asker: Asker, duty: Duty) -> None:
    for region in range(1, 4):
        held = asker.holding(region, duty)
        assert (region in asker.regions(duty)) == (held is not None)
        if held:
            assert (held.region_id, held.duty) == (region, duty)


@given(ASKERS)
def test_regions_of_any_duty_hold_all_others(asker: Asker) -> None:
    assert frozenset().union(*(asker.regions(duty) for duty in Duty)) == asker.regions()


@given(ASKERS)
def test_own_posts_are_those_held_as_owner(asker: Asker) -> None:
    for post in range(1, 5):
        assert (post in asker.own_posts) == any(
            h.post_id == post and h.duty is Duty.OWNER for h in asker.holdings
        )


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(DAYS, st.integers(0, 400), DAYS)
def test_both_ends_of_a_tenure_belong_to_it(start: date, length: int, day: date) -> None:
    end = start + timedelta(days=length)
    assert covers(start, end, start)
    assert covers(start, end, end)
    assert not covers(start, end, end + timedelta(days=1))
    assert not covers(start, None, start - timedelta(days=1))
    assume(day >= start)
    assert covers(start, None, day)


def test_of_several_on_one_day_the_nearest_deputy_answers() -> None:
    every = [TenureKind.DEFINITIF, TenureKind.PLT, TenureKind.PLH]
    assert in_force(every) is TenureKind.PLH
    assert in_force(every[:2]) is TenureKind.PLT
    assert in_force([]) is None


def test_acting_holders_are_called_as_letters_call_them() -> None:
    assert called("Kepala Dinas Sosial", TenureKind.PLT) == "Plt. Kepala Dinas Sosial"
    assert called("Bupati", TenureKind.DEFINITIF) == "Bupati"
    held = Holding(7, 1, "Sekda", TenureKind.PLH, Duty.REVIEWER, 1, "Setda", 1, "Buton", "Asia/Makassar")
    acting = actor(Asker(3, "A", "a@b.example", (held,)), held, Door.PAGE)
    assert (acting.person_id, acting.tenure_id, acting.acted_as) == (3, 7, "Plh. Sekda")
