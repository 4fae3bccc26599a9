"""The way out: one kept-open SMTP connection with time-outs and verified TLS, or, in the demo, none at all."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import Protocol, Self

import flask_mail
from flask import current_app

from config import Settings
from tracker.mail.faults import fault_of, is_broken
from tracker.mail.headers import hello_name, named_mailbox
from tracker.mail.mime import Mail
from tracker.mail.pipeline import Pipeline
from tracker.mail.rules import Fault


class Transport(Protocol):
    """Something that takes mails one after another and counts what it has taken."""

    taken: int
    takes_eight_bit: bool

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def hand_over(self, mails: Iterator[Mail]) -> Iterator[Fault | None]:
        """What became of each mail, in their order; None: taken. Ends early when the connection cannot go on."""


class Kept:
    """The demo's transport: nothing leaves; messages count as sent and stay readable on their page."""

    taken = 0
    takes_eight_bit = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def hand_over(self, mails: Iterator[Mail]) -> Iterator[Fault | None]:
        """Takes everything."""
        for _ in mails:
            self.taken += 1
            yield None


class PreparedMessage(flask_mail.Message):
    """A mail that is bytes already, for exactly one recipient."""

    def __init__(self, mail: Mail, *, sender: str) -> None:
        # The parent's constructor asks the name server for our name, once a mail; these are all it would set.
        self.raw = mail.raw
        self.sender = sender
        self.recipients = [mail.recipient]
        self.subject = ""
        self.cc, self.bcc, self.attachments = [], [], []
        self.mail_options = ["BODY=8BITMIME"] if mail.eight_bit else []
        self.rcpt_options = []
        self.reply_to = self.body = self.charset = self.extra_headers = None
        self.alts = {}
        self.date = None

    def as_bytes(self) -> bytes:
        """The mail as it was built."""
        return self.raw


class Connection(flask_mail.Connection):
    """Flask-Mail's connection, which by itself checks no certificate and waits for ever on a silent server.

    Certificates are checked against the system's authorities; SSL_CERT_FILE names a house authority.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(current_app.extensions["mail"])
        self.settings = settings
        self.sender = named_mailbox(settings.mail_sender)[1]
        self.taken = 0
        self.takes_eight_bit = False
        self.pipeline: Pipeline | None = None

    def __enter__(self) -> Self:
        """Opens the connection; SMTPException or OSError when that fails."""
        self.host = self.configure_host()
        self.takes_eight_bit = self.host.has_extn("8bitmime")
        if self.host.has_extn("pipelining"):
            self.pipeline = Pipeline(self.host, self.sender)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.host is not None:
            if self.pipeline is None or self.pipeline.is_idle:
                with suppress(smtplib.SMTPException, OSError):
                    self.host.quit()
            self.host.close()

    def configure_host(self) -> smtplib.SMTP:
        """A signed-in connection, encrypted before anything is said if the settings ask for it."""
        host = self._dialled()
        try:
            if host.sock:
                host.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self.settings.mail_use_tls and not self.settings.mail_use_ssl:
                host.starttls(context=ssl.create_default_context())
            if self.settings.mail_username:
                host.login(self.settings.mail_username, self.settings.mail_password)
            host.ehlo_or_helo_if_needed()
        except (smtplib.SMTPException, OSError):
            host.close()
            raise
        return host

    def hand_over(self, mails: Iterator[Mail]) -> Iterator[Fault | None]:
        """Sends mail after mail; a fault says whether the mail or the connection was the trouble."""
        for fault in self.pipeline.outcomes(mails) if self.pipeline else self._one_by_one(mails):
            self.taken += fault is None
            yield fault

    def _one_by_one(self, mails: Iterator[Mail]) -> Iterator[Fault | None]:
        fault: Fault | None = None
        while not is_broken(fault) and (mail := next(mails, None)):
            try:
                self.send(PreparedMessage(mail, sender=self.sender))
                fault = None
            except (smtplib.SMTPException, OSError) as error:
                fault = fault_of(error)
            yield fault

    def _dialled(self) -> smtplib.SMTP:
        ours = self.settings
        name = hello_name(ours.public_url)
        if ours.mail_use_ssl:
            return smtplib.SMTP_SSL(
                ours.mail_server,
                ours.mail_port,
                local_hostname=name,
                timeout=ours.mail_timeout,
                context=ssl.create_default_context(),
            )
        return smtplib.SMTP(ours.mail_server, ours.mail_port, local_hostname=name, timeout=ours.mail_timeout)
