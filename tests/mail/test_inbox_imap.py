"""Fetching from a real IMAP server: a mail is marked only when it is safely kept, and trouble is said in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from config import Settings
from tests.database import settings_for
from tests.imap import ImapServer, Running
from tracker.mail.inbox.fetching import fetch, trouble


def done_with(_raw: bytes) -> bool:
    return True


def keeping(got: list[bytes], only: bytes = b"") -> Callable[[bytes], bool]:
    """Takes note of each mail; done with all of them, or with one only."""

    def take(raw: bytes) -> bool:
        got.append(raw)
        return not only or raw == only

    return take


ONE = b"From: a@b.example\r\nSubject: satu\r\n\r\nSatu.\r\n"
TWO = b"From: a@b.example\r\nSubject: dua\r\n\r\nDua.\r\n"


@pytest.fixture
def server() -> Iterator[ImapServer]:
    with Running() as running:
        yield running


@pytest.fixture
def settings(server: ImapServer, tmp_path: Path) -> Settings:
    return server.settings(settings_for("sqlite://", tmp_path))


def test_each_mail_is_handed_on_whole_and_marked_when_it_is_kept(
    server: ImapServer, settings: Settings
) -> None:
    server.put(ONE, TWO)
    got: list[bytes] = []
    done = fetch(settings, keeping(got, only=TWO))
    assert got == [ONE, TWO]
    assert (done.taken, done.left, done.trouble) == (1, 1, None)
    assert server.flags() == [False, True]
    assert fetch(settings, lambda raw: raw == ONE).taken == 1
    assert fetch(settings, done_with).taken == 0


def test_with_a_folder_for_what_is_done_all_mails_are_taken_and_moved(
    server: ImapServer, settings: Settings
) -> None:
    server.put(ONE)
    fetch(settings, done_with)
    server.put(TWO)
    server.folder("Selesai")
    got: list[bytes] = []
    done = fetch(replace(settings, imap_done_folder="Selesai"), keeping(got))
    assert done.taken == 2, "what somebody has read meanwhile is taken as well"
    assert server.flags() == []
    assert len(server.flags("Selesai")) == 2


def test_a_fault_while_taking_leaves_the_mail_unmarked(server: ImapServer, settings: Settings) -> None:
    server.put(ONE, TWO)

    def take(raw: bytes) -> bool:
        raise OSError("the disk is full")

    done = fetch(settings, take)
    assert done.trouble == "OSError: the disk is full"
    assert server.flags() == [False, False]


def test_no_more_is_fetched_of_a_mail_than_is_looked_at(server: ImapServer, settings: Settings) -> None:
    server.put(ONE + b"x" * 5000)
    got: list[bytes] = []
    fetch(replace(settings, inbox_limit=1000), keeping(got))
    assert [len(raw) for raw in got] == [1001]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"imap_password": "salah"}, "AUTHENTICATIONFAILED"),
        ({"imap_folder": "Tiada"}, "MailboxFolderSelectError"),
        ({"imap_port": 1}, "ConnectionRefusedError"),
        ({"imap_use_ssl": True}, "SSLError"),
    ],
)
def test_trouble_is_one_line(settings: Settings, changed: dict[str, object], said: str) -> None:
    assert trouble(settings) is None
    wrong = replace(settings, **changed)  # type: ignore[arg-type]  # names and kinds stand in the list above
    assert said in (trouble(wrong) or "")
    done = fetch(wrong, done_with)
    assert said in (done.trouble or "")
    assert "\n" not in (done.trouble or "")
    assert "rahasia" not in (done.trouble or "")


def test_a_password_may_hold_any_letter(settings: Settings) -> None:
    """LOGIN is ASCII only: the server is asked another way, and refuses what it does not know."""
    said = trouble(replace(settings, imap_password="kunc\u00e4"))
    assert said
    assert "ascii" not in said
    assert "kunc" not in said


def test_a_missing_folder_for_what_is_done_is_named_before_any_mail_comes(
    server: ImapServer, settings: Settings
) -> None:
    wanted = replace(settings, imap_done_folder="Selesai")
    assert trouble(wanted) == "IMAP_DONE_FOLDER Selesai does not exist"
    server.folder("Selesai")
    assert trouble(wanted) is None
