"""Prometheus reads counts and ages, and needs to know a token to do so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families

from config import Settings
from tests.api.test_health import letter
from tests.cast import Cast, cast
from tests.client import PageClient
from tests.queries import count_queries
from tracker import clock
from tracker.extensions import db
from tracker.mail.channels import actions
from tracker.mail.channels.outbox import note, queue_for
from tracker.mail.channels.rules import ChannelKind, Fault, Trouble
from tracker.mail.rules import MessageState
from tracker.reminders.models import JobRun, Slot, SlotKind
from tracker.reminders.queries import OUTBOX, TICK

__all__ = ["cast"]

TOKEN = "token-untuk-prometheus"
SHOWN = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, metrics_token=TOKEN)


def read(client: PageClient) -> dict[str, float]:
    """Each sample by its name and label."""
    answer = client.get("/metrics", headers=SHOWN)
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


@pytest.mark.databases("sqlite")
def test_without_a_token_there_is_no_such_page(app: Flask, client: PageClient) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], metrics_token="")
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("shown", [{}, {"Authorization": "Bearer salah"}, {"Authorization": "Bearer é"}])
def test_a_wrong_token_is_told_nothing(client: PageClient, shown: dict[str, str]) -> None:
    answer = client.get("/metrics", headers=shown)
    assert answer.status_code == 401
    assert "tindak" not in answer.text


@pytest.mark.databases("sqlite")
def test_a_fresh_house_has_all_gauges(client: PageClient) -> None:
    found = read(client)
    assert found["tindak_outbox_messages queued"] == 0
    assert found["tindak_outbox_oldest_due_age_seconds"] == 0
    assert found["tindak_scheduler_state never"] == 1
    assert found["tindak_channels active"] == 0


def test_the_gauges_say_what_is_there_in_few_questions(app: Flask, client: PageClient, cast: Cast) -> None:
    now = clock.now()
    with app.app_context():
        db.session.add(JobRun(job=TICK, started_at=now - timedelta(seconds=90), ended_at=now))
        db.session.add(JobRun(job=OUTBOX, started_at=now, failed_at=now, error="x"))
        for hours, queued in ((2, 5), (30, 9)):
            at = now - timedelta(hours=hours)
            db.session.add(
                Slot(
                    region_id=cast.region_id, kind=SlotKind.ROUND, period=f"{hours}", planned_at=at, ran_at=at,
                    queued=queued,
                )
            )  # fmt: skip
        letter("menunggu", now - timedelta(minutes=10))
        letter("sedang", now).state = MessageState.SENDING
        gone, dead = letter("terkirim", now), letter("mati", now)
        gone.state, gone.next_try_at, gone.sent_at = MessageState.SENT, None, now
        dead.state, dead.next_try_at = MessageState.DEAD, None
        channel = actions.add(
            cast.region_id, name="Grup", address="json://a.example.org", kinds=list(ChannelKind), at=now
        )
        queue_for(cast.region_id, ChannelKind.WEEKLY, "satu", "x", now)
        note(channel.id, Fault(Trouble.ANSWERED, 500), now)
        db.session.commit()
    with count_queries() as counted:
        found = read(client)
    assert len(counted) <= 14, "\n".join(counted)
    for state, count in {"queued": 1, "sending": 1, "dead": 1}.items():
        assert found[f"tindak_outbox_messages {state}"] == count
    assert found["tindak_outbox_sent_last_hour"] == 1
    assert found["tindak_outbox_dead_lately"] == 1
    assert 600 <= found["tindak_outbox_oldest_due_age_seconds"] < 700
    assert 90 <= found["tindak_job_last_start_age_seconds tick"] < 200
    assert (found["tindak_job_failing tick"], found["tindak_job_failing outbox"]) == (0, 1)
    assert (found["tindak_rounds_last_day"], found["tindak_round_mails_last_day"]) == (1, 5)
    assert (found["tindak_channels active"], found["tindak_channels failing"]) == (1, 1)
    assert found["tindak_channel_messages waiting"] == 1


def test_no_label_names_a_person_or_an_address(app: Flask, client: PageClient, cast: Cast) -> None:
    with app.app_context():
        letter("k", clock.now())
        db.session.commit()
    text = client.get("/metrics", headers=SHOWN).text
    assert "@" not in text
    assert cast.owner.email not in text


@pytest.mark.databases("sqlite")
def test_without_its_database_it_answers_503(app: Flask, client: PageClient) -> None:
    with app.app_context():
        db.metadata.drop_all(db.engine, tables=[db.metadata.tables["job_runs"]])
    assert client.get("/metrics", headers=SHOWN).status_code == 503
