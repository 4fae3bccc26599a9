"""Days, moments and numbers as an Indonesian office writes them, in the region's own zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from tracker.shell import dates

TODAY = date(2025, 10, 13)
MOMENT = datetime(2025, 10, 13, 0, 40, tzinfo=UTC)


@pytest.fixture
def indonesian(shell_app: Flask) -> Iterator[None]:
    with shell_app.test_request_context():
        yield


@pytest.fixture
def english(shell_app: Flask) -> Iterator[None]:
    with shell_app.test_request_context(headers={"Cookie": "lang=en"}):
        yield


@pytest.mark.usefixtures("indonesian")
class TestInIndonesian:
    def test_days(self) -> None:
        assert dates.day(date(2025, 9, 30)) == "Selasa, 30 September 2025"
        assert dates.day(date(2025, 10, 7)) == "Selasa, 7 Oktober 2025"
        assert dates.short_day(date(2025, 8, 29)) == "29 Agu 2025"

    @pytest.mark.parametrize(
        ("zone", "written"),
        [
            ("Asia/Jakarta", "Senin, 13 Oktober 2025 pukul 07.40 WIB"),
            ("Asia/Pontianak", "Senin, 13 Oktober 2025 pukul 07.40 WIB"),
            ("Asia/Makassar", "Senin, 13 Oktober 2025 pukul 08.40 WITA"),
            ("Asia/Jayapura", "Senin, 13 Oktober 2025 pukul 09.40 WIT"),
        ],
    )
    def test_a_moment_is_told_in_the_regions_zone(self, zone: str, written: str) -> None:
        assert dates.moment(MOMENT, zone) == written
        assert dates.moment(MOMENT, ZoneInfo(zone)) == written

    def test_the_day_is_the_regions_day_and_not_the_servers(self) -> None:
        late = datetime(2025, 10, 13, 16, 30, tzinfo=UTC)

        assert dates.short_moment(late, "Asia/Jakarta") == "13 Okt 2025, 23.30"
        assert dates.short_moment(late, "Asia/Makassar") == "14 Okt 2025, 00.30"
        assert dates.clock_time(late, "Asia/Jayapura") == "01.30 WIT"

    @pytest.mark.parametrize(
        ("due", "written"),
        [
            (date(2025, 9, 30), "lewat 13 hari"),
            (date(2025, 10, 12), "lewat 1 hari"),
            (TODAY, "hari ini"),
            (date(2025, 10, 14), "besok"),
            (date(2025, 10, 17), "4 hari lagi"),
        ],
    )
    def test_how_far_a_day_lies(self, due: date, written: str) -> None:
        assert dates.days_from(due, TODAY) == written

    def test_numbers(self) -> None:
        assert dates.number(291314) == "291.314"
        assert dates.number(Decimal("78.85")) == "78,85"
        assert dates.percent(0.7885) == "78,85%"
        assert dates.percent(1) == "100%"


@pytest.mark.usefixtures("english")
def test_the_same_in_english() -> None:
    assert dates.day(date(2025, 9, 30)) == "Tuesday, 30 September 2025"
    assert dates.moment(MOMENT, "Asia/Makassar") == "Monday, 13 October 2025 at 08:40 WITA"
    assert dates.days_from(date(2025, 10, 12), TODAY) == "1 day late"
    assert dates.days_from(date(2025, 9, 30), TODAY) == "13 days late"
    assert dates.number(291314.5) == "291,314.5"


@pytest.mark.usefixtures("indonesian")
def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        dates.moment(datetime(2025, 10, 13, 8, 40), "Asia/Jakarta")  # noqa: DTZ001 -- the naive moment is the point
