"""All provinces, kabupaten and kota are there, with codes and zones; a region is opened once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from flask import Flask

from tests.cast import Cast, cast
from tracker.extensions import db
from tracker.regions import actions, queries
from tracker.regions.models import Region
from tracker.regions.rules import Level

__all__ = ["cast"]

AT = datetime(2025, 10, 13, 1, tzinfo=UTC)
OF_ZONE = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def test_every_region_of_the_country_is_there_once(app: Flask) -> None:
    with app.app_context():
        found = queries.all_regions()
        levels = Counter(region.level for region in found)
        assert levels[Level.NATION] == 1
        assert levels[Level.PROVINCE] == 38
        assert (levels[Level.REGENCY], levels[Level.CITY]) == (416, 98)
        assert len({region.code for region in found}) == len(found)


def test_zones_are_those_of_the_provinces(app: Flask) -> None:
    with app.app_context():
        found = queries.all_regions()
        provinces = Counter(OF_ZONE[r.zone] for r in found if r.level is Level.PROVINCE)
        below = Counter(OF_ZONE[r.zone] for r in found if r.level in (Level.REGENCY, Level.CITY))
    assert provinces == {"WIB": 18, "WITA": 12, "WIT": 8}
    assert below == {"WIB": 301, "WITA": 150, "WIT": 63}


def test_each_region_stands_below_the_one_its_code_begins_with(app: Flask) -> None:
    with app.app_context():
        by_id = {region.id: region for region in queries.all_regions()}
        for region in by_id.values():
            if region.level in (Level.REGENCY, Level.CITY):
                assert region.parent_id is not None
                parent = by_id[region.parent_id]
                assert (parent.level, parent.code) == (Level.PROVINCE, region.code[:2])
            elif region.level is Level.PROVINCE:
                assert region.parent_id is not None
                assert by_id[region.parent_id].level is Level.NATION


def test_known_places(app: Flask) -> None:
    with app.app_context():
        found = {code: queries.by_code(code) for code in ("74.04", "64.03", "63", "81.02", "64.02")}
        names = {code: region.name for code, region in found.items() if region}
    assert names == {
        "74.04": "Kabupaten Buton",
        "64.03": "Kabupaten Berau",
        "63": "Provinsi Kalimantan Selatan",
        "81.02": "Kabupaten Maluku Tenggara",
        "64.02": "Kabupaten Kutai Kartanegara",
    }


def test_a_region_is_opened_once(app: Flask) -> None:
    with app.app_context():
        region = queries.by_code("74.04")
        assert region is not None
        assert queries.open_regions() == []
        actions.open_region(region, at=AT)
        actions.open_region(region, at=AT + timedelta(days=1))
        assert region.opened_at == AT
        assert [r.code for r in queries.open_regions()] == ["74.04"]


def test_a_new_region_gets_a_number_of_its_own(app: Flask) -> None:
    """The migration writes ids itself; the database must go on after them."""
    with app.app_context():
        last = max(region.id for region in queries.all_regions())
        made = Region(code="99.99", name="Contoh", level=Level.CITY, zone="Asia/Jakarta")
        db.session.add(made)
        db.session.flush()
        assert made.id > last


def test_an_office_is_found_only_in_ones_own_regions(app: Flask, cast: Cast) -> None:
    with app.app_context():
        assert queries.office_in([cast.region_id], cast.owner.office_id) is not None
        assert queries.office_in([cast.other_region_id], cast.owner.office_id) is None
        assert queries.office_in([], cast.owner.office_id) is None
