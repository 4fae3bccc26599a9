"""What Prometheus reads: counts and ages out of the database at the moment of asking, no names of persons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from tracker.api.rules import age
from tracker.api.watching import STATES, seen
from tracker.mail import queries as mail
from tracker.mail.channels import queries as channels
from tracker.reminders import queries as reminders

DAY = timedelta(days=1)


def exposition(at: datetime) -> bytes:
    """The whole text; a registry of its own each time, since nothing is counted between two questions."""
    registry = CollectorRegistry()
    registry.register(_Reading(at))
    return generate_latest(registry)


class _Reading(Collector):
    """All gauges as of one moment."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def collect(self) -> Iterable[Metric]:
        yield from self._mail()
        yield from self._jobs()
        yield from self._rounds()
        yield from self._channels()

    def _mail(self) -> Iterable[Metric]:
        found, at = seen(self._at), self._at
        yield _labelled(
            "tindak_outbox_messages",
            "Mails by state; what was sent is counted by tindak_outbox_sent_last_hour.",
            "state",
            {**mail.waiting_by_state(), "dead": found.dead},
        )
        yield _plain("tindak_outbox_sent_last_hour", "Mails sent.", mail.sent_since(at - DAY / 24))
        yield _plain(
            "tindak_outbox_dead_lately", "Mails given up, of those of the last days.", found.dead_lately
        )
        yield _plain(
            "tindak_outbox_oldest_due_age_seconds",
            "How long the mail that is due longest has been due; 0 when none is.",
            age(found.oldest_due_at, at) or 0,
        )
        yield _labelled(
            "tindak_scheduler_state",
            "1 for the state that holds: ok, never, late (silent), missed (a planned round did not take place).",
            "state",
            {state: int(state == found.scheduler) for state in STATES.values()},
        )
        yield _plain(
            "tindak_regions_missed", "Regions whose planned round did not take place.", found.missed_regions
        )

    def _jobs(self) -> Iterable[Metric]:
        runs = reminders.job_runs()
        yield _labelled(
            "tindak_job_last_start_age_seconds",
            "Since the job last began.",
            "job",
            {run.job: age(run.started_at, self._at) or 0 for run in runs},
        )
        yield _labelled(
            "tindak_job_failing",
            "1 when the job's last run ended in a fault.",
            "job",
            {run.job: int(run.is_failing) for run in runs},
        )

    def _rounds(self) -> Iterable[Metric]:
        rounds, queued = reminders.rounds_since(self._at - DAY)
        yield _plain("tindak_rounds_last_day", "Rounds of regions in the last 24 hours.", rounds)
        yield _plain("tindak_round_mails_last_day", "Mails that these rounds queued.", queued)

    def _channels(self) -> Iterable[Metric]:
        tally = channels.tally(self._at)
        yield _labelled(
            "tindak_channels",
            "Channels; a failing one is active too.",
            "state",
            {"active": tally.active, "paused": tally.paused, "failing": tally.failing},
        )
        yield _labelled(
            "tindak_channel_messages",
            "Texts to channels that wait, and those given up in the last days.",
            "state",
            {"waiting": tally.waiting, "dead_lately": tally.dead_lately},
        )


def _plain(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=value)


def _labelled(name: str, words: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(name, words, labels=[label])
    for word, value in values.items():
        family.add_metric([word], value)
    return family
