"""Fetching by IMAP: each mail is handed on, and only when it is safely kept is it marked as read or moved away."""

from __future__ import annotations

import imaplib
import logging
import ssl
from collections.abc import Callable
from typing import NamedTuple

from imap_tools.errors import ImapToolsError
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxUnencrypted

from config import Settings

TIMEOUT = 30.0
MOST_AT_ONCE = 100
TROUBLES = (OSError, imaplib.IMAP4.error, ImapToolsError)

logger = logging.getLogger(__name__)


class Fetched(NamedTuple):
    """What one run did; `trouble` is why it stopped early, in one line."""

    taken: int = 0
    left: int = 0
    trouble: str | None = None


def fetch(settings: Settings, take: Callable[[bytes], bool]) -> Fetched:
    """Hands each new mail to `take`, which commits and answers whether the mail is done with.

    A crash in between means that the same mail comes again: whoever takes it must know it by its Message-ID.
    """
    taken = seen = 0
    try:
        with connect(settings) as box:
            uids = box.uids("ALL" if settings.imap_done_folder else "UNSEEN", charset=None)
            for uid in uids[:MOST_AT_ONCE]:
                raw = _raw(box, uid, settings.inbox_limit + 1)
                seen += 1
                if raw is not None and take(raw):
                    _put_away(box, uid, settings.imap_done_folder)
                    taken += 1
    except TROUBLES as error:
        logger.warning("inbox %s: %s", settings.imap_server, _in_words(error))
        return Fetched(taken, seen - taken, _in_words(error))
    return Fetched(taken, len(uids) - taken)


def trouble(settings: Settings) -> str | None:
    """Why the mailbox cannot be read, in one line; None when it can."""
    done = settings.imap_done_folder
    try:
        with connect(settings) as box:
            return f"IMAP_DONE_FOLDER {done} does not exist" if done and not box.folder.exists(done) else None
    except TROUBLES as error:
        return _in_words(error)


def _in_words(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


def connect(settings: Settings) -> BaseMailBox:
    """Signed in, in the folder that is read; OSError and the library's errors say what is wrong."""
    host, port = settings.imap_server, settings.imap_port
    box: BaseMailBox
    if settings.imap_use_ssl:
        box = MailBox(host, port, TIMEOUT, ssl_context=ssl.create_default_context())
    else:
        box = MailBoxUnencrypted(host, port, TIMEOUT)
    name, password = settings.imap_username, settings.imap_password
    # LOGIN is ASCII only.
    login = box.login if (name + password).isascii() else box.login_utf8
    try:
        return login(name, password, initial_folder=settings.imap_folder)
    except BaseException:
        box.client.shutdown()
        raise


def _raw(box: BaseMailBox, uid: str, limit: int) -> bytes | None:
    """The first `limit` bytes of the mail, without marking it; None when it is gone."""
    status, parts = box.client.uid("FETCH", uid, f"(BODY.PEEK[]<0.{limit}>)")
    if status != "OK":
        raise imaplib.IMAP4.error(f"mail {uid} cannot be fetched: {status}")
    return next((part[1] for part in parts if isinstance(part, tuple)), None)


def _put_away(box: BaseMailBox, uid: str, folder: str) -> None:
    if folder:
        box.move(uid, folder)
    else:
        box.flag(uid, "\\Seen", True)
