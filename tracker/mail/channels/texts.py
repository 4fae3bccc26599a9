"""What channels are told: counts, names of offices and a way to the page, which asks for a sign-in. No persons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from babel.dates import format_date
from flask_babel import force_locale, gettext, ngettext

LOCALE = "id"
"""A channel belongs to an office, not to a person with a language of choice."""


def forum_published(*, region: str, held_on: date, commitments: int, offices: int, url: str) -> str:
    """A forum's commitments are owed from now on."""
    with force_locale(LOCALE):
        held = format_date(held_on, "d MMMM y", locale=LOCALE)
        first = gettext("%(region)s: the forum of %(day)s has been published.", region=region, day=held)
        owed = ngettext("%(num)d commitment", "%(num)d commitments", commitments)
        by = ngettext("of %(num)d office", "of %(num)d offices", offices)
        return f"{first} {owed} {by}.\n{url}"


def weekly_summary(*, region: str, overdue: int, due_soon: int, waiting: int, url: str) -> str:
    """The region's week after its digests went out."""
    with force_locale(LOCALE):
        lines = [
            gettext("%(region)s, commitments this week:", region=region),
            gettext("overdue: %(count)d", count=overdue),
            gettext("due within seven days: %(count)d", count=due_soon),
            gettext("waiting for verification: %(count)d", count=waiting),
            url,
        ]
        return "\n".join(lines)


def escalations(*, region: str, after_days: int, by_office: Mapping[str, int], url: str) -> str:
    """What is late by so many working days or more, office by office, the most first."""
    with force_locale(LOCALE):
        first = ngettext(
            "%(region)s: %(num)d commitment is late by %(days)d working days or more.",
            "%(region)s: %(num)d commitments are late by %(days)d working days or more.",
            sum(by_office.values()),
            region=region,
            days=after_days,
        )
        most = sorted(by_office.items(), key=lambda office: (-office[1], office[0]))
        return "\n".join([first, *(f"{office}: {count}" for office, count in most), url])
