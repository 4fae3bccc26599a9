"""Mails over one connection to a server that takes commands in groups (RFC 2920): one wait for each mail, not four."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterator

from tracker.mail.faults import fault_of, is_broken
from tracker.mail.mime import Mail
from tracker.mail.rules import Fault, judge

OK = frozenset({250, 251})
GO_AHEAD = 354


class Pipeline:
    """A conversation in which a mail's envelope travels with the text of the mail before it.

    Answers come in the order of the commands, so each is known to be that mail's own. While `is_idle` is false the
    server may be waiting for text, and would take a parting word for it.
    """

    def __init__(self, host: smtplib.SMTP, sender: str) -> None:
        self.host = host
        self.sender = sender
        self.is_idle = True
        self._must_reset = False

    def outcomes(self, mails: Iterator[Mail]) -> Iterator[Fault | None]:
        """What became of each mail, in their order; ends early after a BROKEN one.

        Asks for mails ahead, up to two, so that one is built while the server is busy with another.
        """
        ahead = _Ahead(mails)
        mail, is_announced = ahead.take(), False
        while mail:
            fault = self._announced(None if is_announced else mail)
            following = None if is_broken(fault) else ahead.take()
            is_announced = following is not None and fault is None
            if fault is None:
                fault = self._handed_over(mail, following, meanwhile=ahead.fetch)
            yield fault
            mail = None if is_broken(fault) else following

    def _announced(self, mail: Mail | None) -> Fault | None:
        """Sends the envelope, unless it has been already, and reads what the server says to it."""
        try:
            if mail:
                self.host.send(self._envelope(mail))
            return self._envelope_answered()
        except (smtplib.SMTPException, OSError) as error:
            return fault_of(error)

    def _handed_over(
        self, mail: Mail, following: Mail | None, *, meanwhile: Callable[[], None]
    ) -> Fault | None:
        """Sends the text, and the envelope of the next mail right behind it; what the server says to the text."""
        try:
            self.host.send(b"".join((*_content(mail.raw), self._envelope(following) if following else b"")))
            meanwhile()
            fault = self._answer()
        except (smtplib.SMTPException, OSError) as error:
            return fault_of(error)
        self.is_idle = following is None
        return fault

    def _envelope(self, mail: Mail) -> bytes:
        """The group that announces a mail; DATA comes last, as the standard asks."""
        self.is_idle = False
        reset = "RSET\r\n" if self._must_reset else ""
        body = " BODY=8BITMIME" if mail.eight_bit else ""
        group = f"{reset}MAIL FROM:<{self.sender}>{body}\r\nRCPT TO:<{mail.recipient}>\r\nDATA\r\n"
        return group.encode("ascii")

    def _envelope_answered(self) -> Fault | None:
        """Reads an answer to each command of the group, lest the next mail be judged by this one's."""
        if self._must_reset and (fault := self._answer()):
            return fault
        fault = self._answer(about_sender=True)
        if not is_broken(fault):
            fault = self._answer() if fault is None else self._passed_over(fault)
        if not is_broken(fault):
            fault = self._data_answered(fault)
        self._must_reset = fault is not None
        self.is_idle = fault is not None and not is_broken(fault)
        return fault

    def _data_answered(self, fault: Fault | None) -> Fault | None:
        code, answer = self.host.getreply()
        if code != GO_AHEAD:
            return fault or judge(code, answer)
        if fault:
            # The server would take a text for no one; an empty one ends that.
            self.host.send(b".\r\n")
            self._answer()
        return fault

    def _passed_over(self, fault: Fault) -> Fault:
        """The next answer only says that the one before it was a refusal."""
        self._answer()
        return fault

    def _answer(self, *, about_sender: bool = False) -> Fault | None:
        code, answer = self.host.getreply()
        return None if code in OK else judge(code, answer, about_sender=about_sender)


class _Ahead:
    """Mails that may be fetched before they are wanted.

    A fault in fetching one waits until that one is wanted: first the server's answer to what has left must be heard.
    """

    def __init__(self, mails: Iterator[Mail]) -> None:
        self._mails = mails
        self._fetched: list[Mail | None] = []
        self._error: BaseException | None = None

    def fetch(self) -> None:
        if not self._fetched and self._error is None:
            try:
                self._fetched.append(next(self._mails, None))
            except BaseException as error:
                self._error = error

    def take(self) -> Mail | None:
        """The next mail; None after the last."""
        self.fetch()
        if self._error:
            raise self._error
        return self._fetched.pop()


def _content(raw: bytes) -> tuple[bytes, bytes]:
    """The text as it travels, and its end: a line that is only a dot would end it early."""
    stuffed = raw.replace(b"\r\n.", b"\r\n..") if b"\n." in raw else raw
    return stuffed, b".\r\n" if raw.endswith(b"\r\n") else b"\r\n.\r\n"
