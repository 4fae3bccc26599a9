"""One run through the outbox: claim a batch, commit, speak SMTP with no transaction open, settle, commit."""

from __future__ import annotations

import logging
import os
import secrets
import smtplib
import socket
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from config import Settings
from tracker.extensions import db
from tracker.mail import claims
from tracker.mail.claims import Claimed
from tracker.mail.faults import fault_of, is_broken
from tracker.mail.headers import mailbox
from tracker.mail.mime import Mail, build
from tracker.mail.rules import Fault, MessageState, Verdict, hold_needed
from tracker.mail.smtp import Connection, Kept, Transport

PATIENCE = 3
"""Connections in a row that broke before taking a single mail: then the server is left alone until the next run."""

logger = logging.getLogger(__name__)


@dataclass
class _Batch:
    """Claimed messages, and what became of those already tried; the first `begun` of the waiting are under way."""

    waiting: deque[Claimed]
    until: datetime
    begun: int = 0
    sent: list[Claimed] = field(default_factory=list)
    failed: list[tuple[Claimed, Fault]] = field(default_factory=list)

    def settle_next(self, fault: Fault | None) -> None:
        """Notes the outcome of the message that is longest under way."""
        message = self.waiting.popleft()
        self.begun -= 1
        if fault:
            self.failed.append((message, fault))
        else:
            self.sent.append(message)

    def give_up(self, message: Claimed, reason: str) -> None:
        """Notes that a message cannot be sent at all."""
        self.waiting.remove(message)
        self.failed.append((message, Fault(Verdict.REFUSED, reason)))

    def keep(self, held: Collection[Claimed]) -> None:
        """Leaves to others what was lost to them; what is under way can no longer be called back."""
        under_way, kept = list(self.waiting)[: self.begun], {message.id for message in held}
        rest = [message for message in list(self.waiting)[self.begun :] if message.id in kept]
        self.waiting = deque([*under_way, *rest])


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
    is_stopped: bool = False

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
        while not self.is_stopped and (batch := self._claimed()):
            try:
                unbroken = self._send(batch, transport)
            finally:
                at = self.now()
                self._settle(batch, at)
                claims.release(batch.waiting, at)
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
        """Sends the batch in order; False: the connection broke, and the rest of the batch is still waiting.

        Servers end a connection after so many mails: that is not held against the next one, which stays waiting.
        """
        for fault in transport.hand_over(self._mails(batch, eight_bit=transport.takes_eight_bit)):
            broken = is_broken(fault)
            if not (broken and transport.taken):
                batch.settle_next(fault)
            if fault and broken:
                self.trouble = fault.reason
                return False
            if fault is None:
                self.trouble = None
        return True

    def _mails(self, batch: _Batch, *, eight_bit: bool) -> Iterator[Mail]:
        """The batch's mails, each built when it is asked for; what cannot be built is given up alone."""
        while message := self._next(batch):
            try:
                mail = self._built(message, eight_bit=eight_bit)
            except ValueError as error:
                batch.give_up(message, str(error))
            else:
                batch.begun += 1
                yield mail

    def _next(self, batch: _Batch) -> Claimed | None:
        """The next message to be sent, with a lease that will outlast its sending."""
        if len(batch.waiting) == batch.begun:
            return None
        at, timeout = self.now(), timedelta(seconds=self.settings.mail_timeout)
        if batch.until - at < hold_needed(timeout):
            self._settle(batch, at)
            batch.keep(claims.extend(batch.waiting, at, lease=self._lease))
            batch.until = at + self._lease
            db.session.commit()
        return batch.waiting[batch.begun] if len(batch.waiting) > batch.begun else None

    def _built(self, message: Claimed, *, eight_bit: bool) -> Mail:
        if message.words is None:
            raise ValueError("its text is no longer kept")
        text, html = message.words
        raw = build(
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
            eight_bit=eight_bit,
        )
        return Mail(raw, mailbox(message.to_email), eight_bit=not raw.isascii())

    def _settle(self, batch: _Batch, at: datetime) -> None:
        """Writes down what happened so far; the caller commits."""
        claims.mark_sent(batch.sent, at)
        wait = timedelta(seconds=self.settings.mail_retry)
        states: Sequence[MessageState] = [
            claims.mark_failed(message, at, fault=fault, first_wait=wait) for message, fault in batch.failed
        ]
        self.sent += len(batch.sent)
        self.failed += states.count(MessageState.QUEUED)
        self.dead += states.count(MessageState.DEAD)
        batch.sent, batch.failed = [], []

    @property
    def _lease(self) -> timedelta:
        return timedelta(seconds=self.settings.mail_lease)
