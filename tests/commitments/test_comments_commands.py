"""Answers come in by a mail server's pipe and by IMAP; a crash at any moment loses none and doubles none."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import text

from config import ROOT, Settings
from tests.commitments.conftest import House
from tests.commitments.letterbox import INBOX, SENDER, Letterbox
from tests.database import SQLITE, settings_for
from tests.imap import HOST, PASSWORD, USER, ImapServer, Running
from tracker import doctor, schedule
from tracker.commitments.fetching import fetch_answers
from tracker.extensions import db


@pytest.fixture
def server() -> Iterator[ImapServer]:
    with Running() as running:
        yield running


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    settings = settings_for(database_url, tmp_path / "instance")
    return replace(settings, mail_inbox=INBOX, mail_sender=SENDER)


@pytest.fixture
def box(house: House) -> Letterbox:
    return Letterbox(house)


def by_imap(app: Flask, server: ImapServer) -> None:
    app.config["SETTINGS"] = server.settings(app.config["SETTINGS"])


@pytest.mark.databases(SQLITE)
def test_a_mail_on_standard_input_ends_with_what_became_of_it(
    house: House, box: Letterbox, runner: FlaskCliRunner
) -> None:
    raw = box.sample("gmail-indonesian", box.address(house.promise()))
    first = runner.invoke(args=["inbox", "read"], input=raw)
    again = runner.invoke(args=["inbox", "read"], input=raw)
    absent = runner.invoke(args=["inbox", "read"], input=box.sample("auto-gmail", INBOX))
    assert [(done.exit_code, done.stdout) for done in (first, again, absent)] == [
        (0, "comment\n"),
        (0, "repeated\n"),
        (0, "automatic\n"),
    ]
    listed = runner.invoke(args=["inbox", "list"]).stdout
    assert listed == "1\tautomatic\n1\tcomment\n"


@pytest.mark.databases(SQLITE)
def test_the_operator_gets_at_what_no_reviewer_sees(
    house: House, box: Letterbox, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    unreadable = b"X-A: b\r\n" * 60_000 + b"\r\nhalo"
    box.receive(unreadable)
    box.receive(box.mail(INBOX, "Halo.", sender="orang@lain.example"))
    box.receive(box.mail(box.address(house.promise()), sender="staf@gmail.example"))
    done = runner.invoke(args=["inbox", "export", str(tmp_path / "surel")])
    assert done.stdout.startswith("2 mails")
    files = {path.suffix: path.read_bytes() for path in (tmp_path / "surel").iterdir()}
    assert files[".eml"] == unreadable[: 256 * 1024]
    assert b"Halo." in files[".txt"]
    assert b"orang@lain.example" in files[".txt"]


@pytest.mark.databases(SQLITE)
def test_the_exit_code_tells_a_mail_server_what_to_do(
    house: House, box: Letterbox, runner: FlaskCliRunner
) -> None:
    raw = box.mail(box.address(house.promise()))
    assert runner.invoke(args=["inbox", "read"], input=b"").exit_code == 66
    with house.app.app_context():
        db.session.execute(text("ALTER TABLE comments RENAME TO elsewhere"))
        db.session.commit()
    assert runner.invoke(args=["inbox", "read"], input=raw).exit_code == 75, "kept by the mail server"
    with house.app.app_context():
        db.session.execute(text("ALTER TABLE elsewhere RENAME TO comments"))
        db.session.commit()
    assert runner.invoke(args=["inbox", "read"], input=raw).stdout == "comment\n", "and tried again"
    house.app.config["SETTINGS"] = replace(house.app.config["SETTINGS"], mail_inbox="")
    assert runner.invoke(args=["inbox", "read"], input=raw).exit_code == 78
    assert runner.invoke(args=["inbox", "fetch"]).exit_code == 78


def test_mails_are_fetched_and_marked_once_they_are_kept(
    house: House, box: Letterbox, server: ImapServer
) -> None:
    by_imap(house.app, server)
    to = box.address(house.promise())
    server.put(box.mail(to, "Satu."), box.mail(to, "Dua."), box.sample("auto-gmail", to))
    with house.app.app_context():
        done = fetch_answers(lambda: house.now.at)
    assert (done.taken, done.left, done.trouble) == (3, 0, None)
    assert [comment.text for comment in box.comments()] == ["Satu.", "Dua."]
    assert server.flags() == [True, True, True]


@pytest.mark.databases(SQLITE)
def test_a_mail_that_cannot_be_kept_stays_and_the_others_go_on(
    house: House, box: Letterbox, server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tracker.commitments.actions import receiving

    by_imap(house.app, server)
    to = box.address(house.promise())
    server.put(box.mail(to, "Satu."), box.mail(to, "Celaka."), box.mail(to, "Tiga."))
    whole = receiving._harmless

    def fails(words: str) -> str:
        if words == "Celaka.":
            raise RuntimeError("a fault of ours")
        return whole(words)

    monkeypatch.setattr(receiving, "_harmless", fails)
    with house.app.app_context():
        done = fetch_answers(lambda: house.now.at)
    assert (done.taken, done.left) == (2, 1)
    assert server.flags() == [True, False, True]
    monkeypatch.undo()
    with house.app.app_context():
        assert fetch_answers(lambda: house.now.at).taken == 1
    assert [comment.text for comment in box.comments()] == ["Satu.", "Tiga.", "Celaka."]


@pytest.mark.databases(SQLITE)
def test_the_schedule_fetches_where_a_mailbox_is_set_up_and_only_there(
    app: Flask, server: ImapServer
) -> None:
    def jobs() -> set[str]:
        scheduler = schedule.build(app)
        scheduler.start(paused=True)
        found = {job.id for job in scheduler.get_jobs()}
        scheduler.shutdown()
        return found

    assert "inbox" not in jobs()
    by_imap(app, server)
    assert "inbox" in jobs()


KILLED = """
import os, signal
from tracker import clock, create_app
from tracker.commitments import fetching
from tracker.mail.inbox import fetching as imap
put_away = imap._put_away
left = int(os.environ["AFTER"])
def killed(*args):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    put_away(*args)
imap._put_away = killed
app = create_app()
with app.app_context():
    print(fetching.fetch_answers(clock.now))
"""


@pytest.mark.slow
@pytest.mark.databases(SQLITE)
def test_a_process_killed_between_keeping_and_marking_takes_each_mail_once(
    house: House, box: Letterbox, server: ImapServer
) -> None:
    to = box.address(house.promise())
    server.put(*(box.mail(to, f"Kabar {number}.") for number in range(6)))
    settings: Settings = house.app.config["SETTINGS"]
    env = os.environ | {
        "DATABASE_URL": settings.database_url, "SECRET_KEY": settings.secret_key, "MAIL_INBOX": INBOX,
        "INSTANCE_PATH": str(settings.instance_path), "MAIL_SENDER": SENDER, "IMAP_SERVER": HOST,
        "IMAP_PORT": str(server.port), "IMAP_USERNAME": USER, "IMAP_PASSWORD": PASSWORD, "IMAP_USE_SSL": "0",
        "CLOCK_OFFSET_SECONDS": "0",
    }  # fmt: skip
    endings = []
    for after in ("0", "2", "1", "9"):
        process = subprocess.run(
            [sys.executable, "-c", KILLED],
            cwd=ROOT,
            env=env | {"AFTER": after},
            capture_output=True,
            check=False,
        )
        endings.append(process.returncode)
    assert endings == [-signal.SIGKILL, -signal.SIGKILL, -signal.SIGKILL, 0]
    assert [comment.text for comment in box.comments()] == [f"Kabar {number}." for number in range(6)]
    assert server.flags() == [True] * 6


@pytest.mark.databases(SQLITE)
def test_the_doctor_says_whether_answers_can_come_in(app: Flask, server: ImapServer) -> None:
    def said() -> tuple[bool, str]:
        with app.app_context():
            [found] = [finding for finding in doctor.examine(app) if finding.what == "answers by mail"]
            return found.well, found.said

    piped: Settings = app.config["SETTINGS"]
    assert said() == (True, f"{INBOX}, handed in by `inbox read`")
    by_imap(app, server)
    fetched: Settings = app.config["SETTINGS"]
    assert said() == (True, f"{HOST}:{server.port} opens")
    app.config["SETTINGS"] = replace(fetched, imap_password="salah")
    assert not said()[0]
    app.config["SETTINGS"] = replace(fetched, imap_server="mail.example")
    assert said() == (
        False,
        f"mail.example:{server.port}: the password travels unencrypted, see IMAP_USE_SSL",
    )
    app.config["SETTINGS"] = replace(piped, mail_inbox="")
    assert said()[0]
