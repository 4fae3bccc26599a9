"""The way out: one kept-open SMTP connection with time-outs and verified TLS, or, in the demo, none at all."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from types import TracebackType
from typing import Protocol, Self

import flask_mail
from flask import current_app

from config import Settings
from tracker.mail.headers import hello_name
from tracker.mail.rules import Fault, Verdict, judge


class Transport(Protocol):
    """Something that takes mails one after another and counts what it has taken."""

    taken: int

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def hand_over(self, raw: bytes, *, sender: str, recipient: str) -> Fault | None:
        """None: taken."""


class Kept:
    """The demo's transport: nothing leaves; messages count as sent and stay readable on their page."""

    taken = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def hand_over(self, raw: bytes, *, sender: str, recipient: str) -> Fault | None:
        """Takes everything."""
        self.taken += 1
        return None


class PreparedMessage(flask_mail.Message):
    """A mail that is bytes already, for exactly one recipient."""

    def __init__(self, raw: bytes, *, sender: str, recipient: str) -> None:
        # The parent's constructor asks the name server for our name, once a mail; these are all it would set.
        self.raw = raw
        self.sender = sender
        self.recipients = [recipient]
        self.subject = ""
        self.cc, self.bcc, self.attachments = [], [], []
        self.mail_options, self.rcpt_options = [], []
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
        self.taken = 0

    def __enter__(self) -> Self:
        """Opens the connection; SMTPException or OSError when that fails."""
        self.host = self.configure_host()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.host is not None:
            with suppress(smtplib.SMTPException, OSError):
                self.host.quit()
            self.host.close()

    def configure_host(self) -> smtplib.SMTP:
        """A signed-in connection, encrypted before anything is said if the settings ask for it."""
        host = self._dialled()
        try:
            if self.settings.mail_use_tls and not self.settings.mail_use_ssl:
                host.starttls(context=ssl.create_default_context())
            if self.settings.mail_username:
                host.login(self.settings.mail_username, self.settings.mail_password)
        except (smtplib.SMTPException, OSError):
            host.close()
            raise
        return host

    def hand_over(self, raw: bytes, *, sender: str, recipient: str) -> Fault | None:
        """Sends one mail; the fault says whether the mail or the connection was the trouble."""
        try:
            self.send(PreparedMessage(raw, sender=sender, recipient=recipient))
        except (smtplib.SMTPException, OSError) as error:
            return fault_of(error)
        self.taken += 1
        return None

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


def fault_of(error: smtplib.SMTPException | OSError) -> Fault:
    """What went wrong, from the exceptions of one recipient's conversation."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, answer = next(iter(error.recipients.values()))
            return judge(code, answer)
        case smtplib.SMTPSenderRefused():
            return judge(error.smtp_code, error.smtp_error, about_sender=True)
        case smtplib.SMTPDataError():
            return judge(error.smtp_code, error.smtp_error)
        case _:
            return Fault(Verdict.BROKEN, f"{type(error).__name__}: {error}")
