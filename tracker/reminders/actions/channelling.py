"""A round's news for the region's channels, each told once however often a round is run."""

from __future__ import annotations

from datetime import datetime

from tracker.mail.channels import outbox as channels
from tracker.mail.channels import texts
from tracker.mail.channels.rules import ChannelKind
from tracker.regions.rules import local_day
from tracker.reminders.news import FAR, News
from tracker.reminders.queries import Place
from tracker.reminders.rules import week_of
from tracker.shell.urls import external


def tell_channels(place: Place, news: News, *, at: datetime) -> None:
    """The week's counts after the digests, and what has come to a high rung; nothing where nobody listens."""
    today, board = local_day(at, place.zone), external("review.board")
    if news.week:
        text = texts.weekly_summary(region=place.name, url=board, **news.week._asdict())
        key = f"weekly-summary/{week_of(today).period}/{place.code}"
        channels.queue_for(place.id, ChannelKind.WEEKLY, key, text, at)
    if news.far:
        text = texts.escalations(region=place.name, after_days=FAR, by_office=news.far, url=board)
        key = f"escalations/{today.isoformat()}/{place.code}"
        channels.queue_for(place.id, ChannelKind.ESCALATIONS, key, text, at)
