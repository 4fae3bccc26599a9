"""One run through the outbox: claim a batch, commit, speak SMTP with no transaction open, settle, commit."""

from __future__ import annotations

import logging
import os
import secrets
import smtplib
import socket
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from config import Settings
from tracker.extensions import db
from tracker.mail import claims
from tracker.mail.claims import Claimed
from tracker.mail.headers import mailbox, named_mailbox
from tracker.mail.mime import build
from tracker.mail.rules import Fault, MessageState, Verdict, hold_needed
from tracker.mail.smtp import Connection, Kept, Transport, fault_of

PATIENCE = 3
"""Connections in a row that broke before taking a single mail: then the server is left alone until the next run."""

logger = logging.getLogger(__name__)


@dataclass
class _Batch:
    """Claimed messages, and what became of those already tried."""

    waiting: deque[Claimed]
    until: datetime
    sent: list[Claimed] = field(default_factory=list)
    failed: list[tuple[Claimed, Fault]] = field(default_factory=list)


def _run_name() -> str:
    """Who claims: no two runs share a name, not even in one process."""
    return f"{socket.gethostname()[:60]}-{os.getpid()}-{secrets.token_hex(4)}"


@dataclass
class Run:
    """One call of `deliver_due`: its counts, and the trouble that ended it early."""

    settings: Settings
    now: Callable[[], datetime]
    name: str = field(default_factory=_run_name)
    sent: int = 0
    failed: int = 0
    dead: int = 0
    trouble: str | None = None

    def work(self) -> None:
        """Batch after batch; a connection that broke after it had taken mails is opened anew."""
        fruitless = 0
        while fruitless < PATIENCE:
            transport = self._transport()
            try:
                with transport:
                    if self._drain(transport):
                        return
            except (smtplib.SMTPException, OSError) as error:
                self.trouble = fault_of(error).reason
                break
            fruitless = 0 if transport.taken else fruitless + 1
        logger.warning("mail server %s is in trouble: %s", self.settings.mail_server, self.trouble)

    def _transport(self) -> Transport:
        return Connection(self.settings) if self.settings.mail_server else Kept()

    def _drain(self, transport: Transport) -> bool:
        """Sends until nothing may be sent any more (True) or the connection breaks (False)."""
        while batch := self._claimed():
            try:
                unbroken = self._send(batch, transport)
            finally:
                self._settle(batch)
                claims.release(batch.waiting, self.now())
                db.session.commit()
            if not unbroken:
                return False
        return True

    def _claimed(self) -> _Batch | None:
        at, limit, lease = self.now(), self.settings.mail_batch, self._lease
        if self.settings.mail_per_minute:
            limit = min(limit, claims.room(at, per_minute=self.settings.mail_per_minute))
        messages = claims.claim(at, limit=limit, lease=lease, claimed_by=self.name) if limit else []
        db.session.commit()
        return _Batch(deque(messages), at + lease) if messages else None

    def _send(self, batch: _Batch, transport: Transport) -> bool:
        """Sends the batch one by one; False: the connection broke, and the rest of the batch is still waiting.

        Servers end a connection after so many mails: that is not held against the next one, which stays waiting.
        """
        while self._hold(batch):
            fault = self._hand_over(batch.waiting[0], transport)
            broken = fault is not None and fault.verdict is Verdict.BROKEN
            if fault is None:
                batch.sent.append(batch.waiting.popleft())
                self.trouble = None
            elif not (broken and transport.taken):
                batch.failed.append((batch.waiting.popleft(), fault))
            if fault and broken:
                self.trouble = fault.reason
                return False
        return True

    def _hold(self, batch: _Batch) -> bool:
        """Whether there is a message to send, with a lease that will outlast its sending."""
        timeout = timedelta(seconds=self.settings.mail_timeout)
        if batch.waiting and batch.until - self.now() < hold_needed(timeout):
            self._settle(batch)
            at = self.now()
            batch.waiting = deque(claims.extend(batch.waiting, at, lease=self._lease))
            batch.until = at + self._lease
            db.session.commit()
        return bool(batch.waiting)

    def _hand_over(self, message: Claimed, transport: Transport) -> Fault | None:
        sender = self.settings.mail_sender
        try:
            raw = self._built(message)
        except ValueError as error:
            return Fault(Verdict.REFUSED, str(error))
        return transport.hand_over(raw, sender=named_mailbox(sender)[1], recipient=mailbox(message.to_email))

    def _built(self, message: Claimed) -> bytes:
        if message.words is None:
            raise ValueError("its text is no longer kept")
        text, html = message.words
        return build(
            sender=self.settings.mail_sender,
            to_email=message.to_email,
            to_name=message.to_name,
            subject=message.subject,
            text=text,
            html=html,
            message_id=message.message_id,
            at=self.now(),
            reply_to=message.reply_to,
            headers=message.headers,
        )

    def _settle(self, batch: _Batch) -> None:
        """Writes down what happened so far; the caller commits."""
        at = self.now()
        claims.mark_sent(batch.sent, at)
        states: Sequence[MessageState] = [
            claims.mark_failed(message, at, fault=fault) for message, fault in batch.failed
        ]
        self.sent += len(batch.sent)
        self.failed += states.count(MessageState.QUEUED)
        self.dead += states.count(MessageState.DEAD)
        batch.sent, batch.failed = [], []

    @property
    def _lease(self) -> timedelta:
        return timedelta(seconds=self.settings.mail_lease)
