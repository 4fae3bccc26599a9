"""Jinja filters for days, moments and numbers, in the reader's language and the region's zone."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from flask import Flask
from flask_babel import get_locale, gettext, ngettext

DAY = "EEEE, d MMMM y"
SHORT_DAY = "d MMM y"
SHORT = 1_000
"""Smaller whole numbers look alike in every language."""
CLOCK = {"id": "%H.%M", "en": "%H:%M"}

ABBREVIATIONS = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}

type_zone = str | ZoneInfo


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        day=day,
        short_day=short_day,
        clock=clock_time,
        moment=moment,
        short_moment=short_moment,
        days_from=days_from,
        percent=percent,
        whole_percent=whole_percent,
        number=number,
    )


def day(value: date) -> str:
    """Selasa, 30 September 2025."""
    return _dated(_day_of(value), DAY, _locale())


def short_day(value: date) -> str:
    """30 Sep 2025."""
    return _dated(_day_of(value), SHORT_DAY, _locale())


def clock_time(value: datetime, zone: type_zone) -> str:
    """08.40 WITA."""
    local = _local(value, zone)
    return f"{_timed(local)} {abbreviation(zone, local)}"


def moment(value: datetime, zone: type_zone) -> str:
    """Senin, 13 Oktober 2025 pukul 08.40 WITA."""
    local = _local(value, zone)
    return str(gettext("%(day)s at %(time)s", day=day(local), time=clock_time(local, zone)))


def short_moment(value: datetime, zone: type_zone) -> str:
    """13 Okt 2025, 08.40."""
    local = _local(value, zone)
    return f"{short_day(local)}, {_timed(local)}"


def days_from(value: date, today: date) -> str:
    """How far `value` lies from `today`: lewat 13 hari, hari ini, besok, 4 hari lagi."""
    days = (value - today).days
    if days < 0:
        return str(ngettext("%(num)d day late", "%(num)d days late", -days))
    if days == 0:
        return str(gettext("today"))
    if days == 1:
        return str(gettext("tomorrow"))
    return str(ngettext("in %(num)d day", "in %(num)d days", days))


def percent(ratio: float | Decimal) -> str:
    """78,85% of the ratio 0.7885, with two decimals at most."""
    return format_percent(ratio, "#,##0.##%", locale=_locale())


def whole_percent(ratio: float | Decimal) -> str:
    """79% of the ratio 0.7885, for a few dozen things, where decimals would only seem exact."""
    return format_percent(ratio, "#,##0%", locale=_locale())


def number(value: float | Decimal) -> str:
    """291.314 or 78,85, with two decimals at most."""
    if type(value) is int and -SHORT < value < SHORT:
        return str(value)
    return _counted(value, _locale())


def abbreviation(zone: type_zone, at: datetime) -> str:
    """WIB, WITA or WIT; a zone elsewhere names itself."""
    return ABBREVIATIONS.get(str(zone)) or at.astimezone(_zone(zone)).strftime("%Z")


def _local(value: datetime, zone: type_zone) -> datetime:
    """ValueError for a naive moment, which would silently be read in the server's own zone."""
    if value.tzinfo is None:
        raise ValueError("a moment must carry its zone")
    return value.astimezone(_zone(zone))


def _zone(zone: type_zone) -> tzinfo:
    return ZoneInfo(zone) if isinstance(zone, str) else zone


def _timed(local: datetime) -> str:
    return local.strftime(CLOCK.get(_locale().language, "%H:%M"))


def _day_of(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


@lru_cache(maxsize=4096)
def _dated(value: date, pattern: str, locale: Locale) -> str:
    """A list names the same few days again and again, and each costs the library fifty microseconds."""
    return format_date(value, pattern, locale=locale)


@lru_cache(maxsize=4096, typed=True)
def _counted(value: float | Decimal, locale: Locale) -> str:
    return format_decimal(value, "#,##0.##", locale=locale)


def _locale() -> Locale:
    return get_locale() or Locale("id")
