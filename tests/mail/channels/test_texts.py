"""What channels are told: numbers, offices and an address, in Indonesian, whoever's language is on the page."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask_babel import force_locale

from tests.cast import Cast
from tests.mail.channels.conftest import Region
from tracker.mail.channels import texts
from tracker.mail.channels.rules import LONGEST_TEXT, ChannelKind

URL = "https://tl.example.go.id/review"


@pytest.mark.databases("sqlite")
def test_the_texts_count_and_name_offices_only(app: Flask) -> None:
    with app.app_context(), force_locale("en"):
        published = texts.forum_published(
            region="Kabupaten Buton", held_on=date(2025, 7, 24), commitments=5, offices=3, url=URL
        )
        weekly = texts.weekly_summary(region="Kabupaten Buton", overdue=3, due_soon=2, waiting=1, url=URL)
        escalated = texts.escalations(
            region="Kabupaten Buton",
            after_days=10,
            by_office={"Dinas Sosial": 1, "Dinas Kesehatan": 2, "Bappeda": 1},
            url=URL,
        )
    assert "24 Juli 2025" in published
    assert published.endswith(f"\n{URL}")
    assert {"3", "2", "1"} <= set(weekly.replace("\n", " ").split())
    assert escalated.splitlines()[1:] == ["Dinas Kesehatan: 2", "Bappeda: 1", "Dinas Sosial: 1", URL]
    assert "4" in escalated.splitlines()[0]


@pytest.mark.databases("sqlite")
def test_an_endless_text_is_cut(region: Region) -> None:
    region.channel("Grup", "json://127.0.0.1:9/")
    region.tell("satu", "x" * 5000)
    [message] = region.messages()
    assert len(message.text) == LONGEST_TEXT
    assert message.text.endswith("…")


@pytest.mark.databases("sqlite")
def test_a_region_hears_nothing_of_another(region: Region, cast: Cast) -> None:
    from tests.mail.channels.conftest import MONDAY
    from tracker.mail.channels.outbox import queue_for

    region.channel("Grup", "json://127.0.0.1:9/")
    assert queue_for(cast.other_region_id, ChannelKind.WEEKLY, "satu", "x", MONDAY) == 0
