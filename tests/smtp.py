"""A real SMTP server for tests: keeps what it accepts, and refuses, stalls or hangs up when told to."""

from __future__ import annotations

import asyncio
import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"


class Received(NamedTuple):
    """A message as the server took it: the envelope's recipients, and what was written."""

    to: list[str]
    message: EmailMessage

    def text(self, kind: str = "plain") -> str:
        """The body as plain text, or as `html`."""
        part = self.message.get_body((kind,))
        assert part is not None, f"no {kind} body"
        return str(part.get_content()).replace("\r\n", "\n")


class MailServer:
    """`with MailServer() as smtp:` listens on `smtp.port`; `smtp.received` holds what came, in order.

    `refuse("a@b", "550 no such user")` answers that for a recipient, `times` times (None: always);
    `refuse_data("451 try later")` for whole messages; `hang_up(after=3)` drops the line at a message's end,
    without taking it; `pause` makes each message take that many seconds; `connections` counts sign-ons. With
    `pipelining` it offers to take commands in groups.
    """

    def __init__(self, *, pipelining: bool = False) -> None:
        self.pipelining = pipelining
        self.received: list[Received] = []
        self.connections = 0
        self.pause = 0.0
        self._refused: dict[str, list[Any]] = {}
        self._refused_data: list[Any] | None = None
        self._hang_up_after: int | None = None
        self._controller = _OwnPort(self, hostname=HOST, port=_free_port())

    @property
    def port(self) -> int:
        return int(self._controller.port)

    def refuse(self, address: str, answer: str, *, times: int | None = None) -> None:
        self._refused[address] = [answer, times]

    def refuse_data(self, answer: str, *, times: int | None = None) -> None:
        self._refused_data = [answer, times]

    def hang_up(self, *, after: int = 0) -> None:
        """Drops the connection once, in place of taking the message that follows the next `after` ones."""
        self._hang_up_after = len(self.received) + after

    def to(self, address: str) -> list[Received]:
        """What one address received."""
        return [mail for mail in self.received if address in mail.to]

    def __enter__(self) -> MailServer:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    async def handle_EHLO(  # noqa: N802 -- the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return ["250-PIPELINING", *responses] if self.pipelining else responses

    async def handle_RCPT(  # noqa: N802 -- the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if refusal := _take(self._refused.get(address)):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 -- the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        await asyncio.sleep(self.pause)
        if self._hang_up_after == len(self.received):
            self._hang_up_after = None
            assert server.transport is not None
            server.transport.close()
            return "421 gone"
        if refusal := _take(self._refused_data):
            return refusal
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.received.append(Received(list(envelope.rcpt_tos), message))
        return "250 taken"


class _OwnPort(Controller):
    """Speaks UTF-8 addresses and takes messages of the size we send."""

    def factory(self) -> SMTP:
        return SMTP(self.handler, enable_SMTPUTF8=True, ident="tests", data_size_limit=40_000_000)


def _take(refusal: list[Any] | None) -> str | None:
    """The answer of a refusal that still applies; each use of a counted one is spent."""
    if refusal is None or refusal[1] == 0:
        return None
    if refusal[1] is not None:
        refusal[1] -= 1
    return str(refusal[0])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
