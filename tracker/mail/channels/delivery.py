"""The door to the channels' delivery: tells what is due; a channel in trouble stops neither the others nor mail."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from flask import current_app

from config import Settings
from tracker.extensions import db
from tracker.mail.channels import outbox, queries, seals
from tracker.mail.channels.outbox import Claimed
from tracker.mail.channels.rules import Fault, Trouble, is_stale
from tracker.mail.channels.speaking import PATIENCE, START_PATIENCE, Voice
from tracker.mail.headers import PRODUCT
from tracker.mail.rules import MessageState

CHANNELS = "channels"
"""The job's name in the timetable."""

LEASE = timedelta(seconds=2 * (PATIENCE + START_PATIENCE))


class Told(NamedTuple):
    """What one run did; `left` are due still."""

    sent: int = 0
    failed: int = 0
    dead: int = 0
    left: int = 0


def tell_due(now: Callable[[], datetime]) -> Told:
    """Tells all that is due, one text at a time, each settled before the next.

    A crash repeats at most the one text in flight, once its lease has run out. After a fault the channel rests until
    the next run, so that one that does not answer costs a run one time-out.
    """
    due = queries.due_count(now())
    db.session.commit()
    if not due:
        return Told()
    settings: Settings = current_app.config["SETTINGS"]
    done: list[MessageState] = []
    name = f"{socket.gethostname()[:60]}-{os.getpid()}-{secrets.token_hex(4)}"
    resting: set[int] = set()
    with Voice(private_hosts=settings.channel_private_hosts) as voice:
        while claimed := _claimed(now(), name, resting):
            fault = _say(voice, claimed, now(), settings)
            done.append(_settle(claimed, now(), fault))
            if fault and fault.trouble is not Trouble.STALE:
                resting.add(claimed.channel_id)
    outbox.forget(now())
    left = queries.due_count(now())
    db.session.commit()
    count = done.count
    return Told(count(MessageState.SENT), count(MessageState.QUEUED), count(MessageState.DEAD), left)


def _claimed(at: datetime, name: str, resting: set[int]) -> Claimed | None:
    claimed = outbox.claim(at, lease=LEASE, claimed_by=name, resting=resting)
    db.session.commit()
    return claimed


def _say(voice: Voice, claimed: Claimed, at: datetime, settings: Settings) -> Fault | None:
    """Speaks with no transaction open; in the demo nothing leaves, as with its mail."""
    if is_stale(claimed.queued_at, at):
        return Fault(Trouble.STALE)
    address = seals.opened(claimed.sealed, settings.secret_key)
    if address is None:
        return Fault(Trouble.LOCKED)
    if settings.demo:
        return None
    return voice.say(address, claimed.text, title=PRODUCT)


def _settle(claimed: Claimed, at: datetime, fault: Fault | None) -> MessageState:
    if fault is None:
        outbox.mark_sent(claimed, at)
        state = MessageState.SENT
    else:
        state = outbox.mark_failed(claimed, at, fault)
    db.session.commit()
    return state
