"""Channels are told through Apprise itself, to a service on this machine: down and up again, slow, refusing, killed."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from flask import Flask

from config import ROOT
from tests.cast import Cast
from tests.mail.channels.conftest import SECRET, Gateway, Now, Region
from tracker.extensions import db
from tracker.mail.channels import actions, outbox, queries, speaking
from tracker.mail.channels.delivery import LEASE, Told, tell_due
from tracker.mail.channels.models import Channel
from tracker.mail.channels.rules import ChannelKind, Fault, Trouble
from tracker.mail.channels.speaking import Voice
from tracker.mail.rules import LAST_ATTEMPT, MessageState

pytestmark = pytest.mark.databases("sqlite")


def test_with_nothing_due_no_process_is_started(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Voice, "_start", lambda _: pytest.fail("started"))
    region.channel("Grup", "json://127.0.0.1:9/")
    assert tell_due(Now()) == Told()


@pytest.mark.databases("sqlite", "postgresql")
def test_a_channel_is_told_what_it_wants_and_once(region: Region, gateway: Gateway, now: Now) -> None:
    region.channel("Grup", gateway.address(), [ChannelKind.WEEKLY])
    region.channel("Lain", gateway.address("lain"), [ChannelKind.PUBLISHED])
    assert region.tell("weekly/2025-W42/74.04", "Kabupaten Buton\nTerlambat: 3") == 1
    assert region.tell("weekly/2025-W42/74.04", "Kabupaten Buton\nTerlambat: 3") == 0

    assert tell_due(now) == Told(sent=1)
    assert tell_due(now) == Told()
    assert gateway.texts == ["Kabupaten Buton\nTerlambat: 3"]
    assert gateway.asked == ["grup"]
    [message] = region.messages()
    assert (message.state, message.sent_at, message.key) == (
        MessageState.SENT,
        now(),
        f"weekly/2025-W42/74.04/channel-{message.channel_id}",
    )


def test_down_and_up_again_nothing_is_lost(region: Region, gateway: Gateway, now: Now) -> None:
    channel = region.channel("Grup", gateway.address())
    gateway.down()
    region.tell("satu")
    assert tell_due(now) == Told(failed=1)
    db.session.refresh(channel)
    assert (channel.last_fault, channel.last_code) == (Trouble.UNREACHABLE, None)
    now.passes(seconds=30)
    assert tell_due(now) == Told()

    gateway.up()
    now.passes(seconds=31)
    assert tell_due(now) == Told(sent=1)
    assert len(gateway.taken) == 1
    db.session.refresh(channel)
    assert (channel.last_fault, channel.last_sent_at) == (None, now())


def test_a_channel_in_trouble_stops_no_other(region: Region, gateway: Gateway, now: Now) -> None:
    gateway.answers["marah"], gateway.holds["lambat"] = 503, 60
    for name in ("marah", "lambat", "baik"):
        region.channel(name, gateway.address(name))
    for key in ("satu", "dua"):
        region.tell(key, key)

    told = tell_due(now)
    assert (told.sent, told.failed, told.left) == (2, 2, 2)
    assert sorted(gateway.texts) == ["dua", "satu"]
    assert gateway.asked.count("marah") == gateway.asked.count("lambat") == 1
    errors = {message.last_error for message in region.messages()}
    assert {None, "answered 503"} < errors
    assert errors - {None, "answered 503"} <= {"host not reached", "no answer in time"}


def test_a_process_that_does_not_answer_is_ended_and_the_next_text_gets_a_new_one(gateway: Gateway) -> None:
    gateway.holds["lambat"] = 60
    with Voice(private_hosts=True, patience=0.2) as voice:
        assert voice.say(gateway.address("lambat"), "x") == Fault(Trouble.SILENT)
        voice._patience = 60
        assert voice.say(gateway.address(), "y") is None
    assert gateway.texts == ["y"]


def test_what_was_refused_for_two_days_is_given_up(
    region: Region, gateway: Gateway, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Voice, "say", lambda *_, **__: Fault(Trouble.ANSWERED, 500))
    region.channel("Grup", gateway.address())
    region.tell("satu")
    for _ in range(LAST_ATTEMPT):
        tell_due(now)
        now.passes(hours=6, seconds=1)
    [message] = region.messages()
    assert (message.state, message.attempts, message.last_error) == (
        MessageState.DEAD,
        LAST_ATTEMPT,
        "answered 500",
    )
    assert queries.tally(now()).dead_lately == 1


def test_a_paused_channel_hears_nothing_new_and_nothing_stale(
    region: Region, gateway: Gateway, now: Now
) -> None:
    channel = region.channel("Grup", gateway.address())
    region.tell("sebelum jeda")
    actions.pause(channel, at=now())
    db.session.commit()
    assert region.tell("selama jeda") == 0
    assert tell_due(now) == Told()

    now.passes(days=3, seconds=1)
    actions.resume(db.session.get_one(Channel, channel.id))
    db.session.commit()
    assert tell_due(now) == Told(dead=1)
    assert gateway.asked == []


def test_after_a_change_of_key_the_address_must_be_entered_again(
    region: Region, gateway: Gateway, now: Now, app: Flask
) -> None:
    channel = region.channel("Grup", gateway.address())
    region.tell("satu")
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], secret_key="kunci baru yang cukup panjang juga")
    assert tell_due(now) == Told(failed=1)
    db.session.refresh(channel)
    assert channel.last_fault is Trouble.LOCKED

    app.config["SECRET_KEY"] = app.config["SETTINGS"].secret_key
    actions.correct(channel, name="Grup", address=gateway.address(), kinds=[ChannelKind.WEEKLY])
    db.session.commit()
    now.passes(minutes=2)
    assert tell_due(now) == Told(sent=1)


def test_without_the_setting_no_host_of_the_house_is_reached_by_any_name(
    region: Region, gateway: Gateway, now: Now, app: Flask
) -> None:
    """The address itself was let in: what counts is where the connection would go."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], channel_private_hosts=False)
    region.channel("Grup", gateway.address())
    region.channel("Nama", gateway.address().replace("127.0.0.1", "localhost"))
    region.tell("satu")
    assert tell_due(now) == Told(dead=2)
    assert gateway.asked == []
    assert {message.last_error for message in region.messages()} == {"host not allowed"}


def test_in_the_demo_nothing_leaves(region: Region, gateway: Gateway, now: Now, app: Flask) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], demo=True)
    region.channel("Grup", gateway.address())
    region.tell("satu")
    assert tell_due(now) == Told(sent=1)
    assert gateway.asked == []


def test_a_redirect_is_not_followed(region: Region, gateway: Gateway, now: Now) -> None:
    gateway.answers["grup"] = 302
    region.channel("Grup", gateway.address())
    region.tell("satu")
    assert tell_due(now) == Told(failed=1)
    assert gateway.asked == ["grup"]


def test_no_log_and_no_row_tells_the_address(
    region: Region,
    gateway: Gateway,
    now: Now,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    gateway.answers["marah"] = 401
    region.channel("Baik", gateway.address())
    region.channel("Marah", gateway.address("marah"))
    region.channel("Rusak", f"tgram://{SECRET}")
    region.tell("satu")
    tell_due(now)
    shown = capfd.readouterr()
    rows = [f"{channel.sealed} {channel.masked}" for channel in db.session.query(Channel)]
    said = [str(message.last_error) for message in region.messages()]
    assert SECRET not in "\n".join([caplog.text, shown.out, shown.err, *rows, *said])


def test_the_speaking_process_gets_neither_our_key_nor_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.setenv("DATABASE_URL", "postgresql://x")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    given = speaking._surroundings()
    assert given["HTTPS_PROXY"] == "http://proxy.example:3128"
    assert not {"SECRET_KEY", "DATABASE_URL", "HOME"} & set(given)


def test_a_process_that_cannot_start_is_a_fault_not_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with Voice(private_hosts=False) as voice:
        assert voice.say("json://example.org/", "x") == Fault(Trouble.SILENT)


@pytest.mark.databases("sqlite", "postgresql")
def test_two_processes_never_take_the_same_text(region: Region, now: Now) -> None:
    region.channel("Grup", "json://127.0.0.1:9/")
    region.tell("satu")
    first = outbox.claim(now(), lease=LEASE, claimed_by="satu", resting=())
    db.session.commit()
    assert first is not None
    assert outbox.claim(now(), lease=LEASE, claimed_by="dua", resting=()) is None

    late = outbox.claim(now.passes(seconds=LEASE.total_seconds()), lease=LEASE, claimed_by="dua", resting=())
    assert late is not None
    assert outbox.mark_failed(first, now(), Fault(Trouble.SILENT)) is MessageState.QUEUED
    db.session.commit()
    [message] = region.messages()
    assert (message.state, message.claimed_by) == (MessageState.SENDING, "dua")


def test_old_texts_are_forgotten(region: Region, gateway: Gateway, now: Now) -> None:
    region.channel("Grup", gateway.address())
    region.tell("satu")
    tell_due(now)
    now.passes(days=91)
    region.tell("dua")
    tell_due(now)
    assert [message.key.partition("/")[0] for message in region.messages()] == ["dua"]


KILLED = """
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tests.database import settings_for
from tracker import clock, create_app
from tracker.mail.channels.delivery import tell_due
settings = replace(settings_for(sys.argv[1], Path(sys.argv[2])), channel_private_hosts=True)
with create_app(settings).app_context():
    later = timedelta(seconds=float(sys.argv[3]))
    print(tell_due(lambda: clock.now() + later), flush=True)
"""


@pytest.mark.slow
def test_killed_in_the_middle_at_most_one_text_is_told_twice(
    app: Flask, cast: Cast, gateway: Gateway, now: Now
) -> None:
    from tracker import clock

    now.at = clock.now()
    gateway.holds["grup"] = 0.3
    with app.app_context():
        region = Region(cast, now)
        region.channel("Grup", gateway.address())
        for number in range(8):
            region.tell(f"teks {number}", f"teks {number}")
    settings = app.config["SETTINGS"]

    def start(later: float) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", KILLED, settings.database_url, str(settings.instance_path), str(later)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )

    run = start(0)
    end = time.monotonic() + 60
    while len(gateway.taken) < 3 and time.monotonic() < end:
        time.sleep(0.02)
    run.send_signal(signal.SIGKILL)
    run.wait()
    again = start(LEASE.total_seconds() + 1)
    assert again.wait(60) == 0
    told = gateway.texts
    assert sorted(set(told)) == [f"teks {number}" for number in range(8)]
    assert len(told) <= 9
