"""Commands in groups: each answer is held against the mail it belongs to, whatever the server says and when."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.mail.mime import Mail
from tracker.mail.pipeline import Pipeline
from tracker.mail.rules import Fault, Verdict

SENDER = "tindak-lanjut@buton.example"


class Mood(NamedTuple):
    """How the server takes one mail; `careless` goes ahead with a text for nobody."""

    recipient: int = 250
    text: int = 250
    careless: bool = False


class Server(smtplib.SMTP):
    """Reads what is sent as a server does, command by command, and answers in that order."""

    def __init__(self, moods: dict[str, Mood]) -> None:
        super().__init__()
        self.moods, self.taken, self.commands = moods, list[tuple[str, bytes]](), list[str]()
        self._answers: list[int] = []
        self._unread = b""
        self._sender = self._recipient = self.sender = ""
        self._reads_text = False

    def send(self, s: Any) -> None:
        self._unread += s
        while self._step():
            pass

    def getreply(self) -> tuple[int, bytes]:
        if not self._answers:
            raise smtplib.SMTPServerDisconnected("nothing to read: the client would wait for ever")
        code = self._answers.pop(0)
        return code, b"as said"

    def _step(self) -> bool:
        end = b"\r\n.\r\n" if self._reads_text else b"\r\n"
        if self._reads_text and self._unread.startswith(b".\r\n"):
            piece, self._unread = b"", self._unread[3:]
        elif end in self._unread:
            piece, _, self._unread = self._unread.partition(end)
        else:
            return False
        self._answers.append(self._text(piece) if self._reads_text else self._command(piece.decode()))
        return True

    def _text(self, text: bytes) -> int:
        self._reads_text = False
        recipient, self._sender, self._recipient = self._recipient, "", ""
        if not recipient:
            return 554
        if (code := self.moods[recipient].text) == 250:
            self.taken.append((recipient, text.replace(b"\r\n..", b"\r\n.")))
        return code

    def _command(self, line: str) -> int:
        self.commands.append(line.split(" ", maxsplit=1)[0])
        match line.split(":"):
            case ["RSET"]:
                self._sender = self._recipient = ""
                return 250
            case ["MAIL FROM", sender]:
                nested, self._sender, self.sender = bool(self._sender), sender, sender
                return 503 if nested else 250
            case ["RCPT TO", recipient]:
                self._last = recipient.strip("<>")
                code = self.moods[self._last].recipient
                self._recipient = self._last if code == 250 else ""
                return code
            case _:
                self._reads_text = bool(self._recipient) or self.moods[self._last].careless
                return 354 if self._reads_text else 503


def mails(moods: dict[str, Mood]) -> Iterator[Mail]:
    for address in moods:
        yield Mail(f"To: {address}\r\n\r\n.\r\n..{address}\r\n".encode(), address)


def sent(server: Server) -> list[Fault | None]:
    return list(Pipeline(server, SENDER).outcomes(mails(server.moods)))


def verdicts(faults: list[Fault | None]) -> list[Verdict | None]:
    return [fault.verdict if fault else None for fault in faults]


def expected(mood: Mood) -> Verdict | None:
    code = mood.recipient if mood.recipient != 250 else mood.text
    return {250: None, 421: Verdict.BROKEN}.get(code, Verdict.REFUSED if code >= 500 else Verdict.LATER)


MOODS = st.builds(
    Mood,
    recipient=st.sampled_from([250, 250, 250, 450, 550, 421]),
    text=st.sampled_from([250, 250, 250, 451, 554, 421]),
    careless=st.booleans(),
)


@given(st.lists(MOODS, max_size=8))
def test_each_mail_gets_its_own_answer(given_moods: list[Mood]) -> None:
    moods = {f"p{number}@buton.example": mood for number, mood in enumerate(given_moods)}
    server = Server(moods)
    wanted = [expected(mood) for mood in given_moods]
    if Verdict.BROKEN in wanted:
        wanted = wanted[: wanted.index(Verdict.BROKEN) + 1]

    assert verdicts(sent(server)) == wanted
    taken = [address for (address, _), verdict in zip(moods.items(), wanted, strict=False) if verdict is None]
    assert [address for address, _ in server.taken] == taken
    assert all(text.endswith(f"..{address}".encode()) for address, text in server.taken)


def test_a_mail_costs_one_wait() -> None:
    """The envelope of the second is in the server's hands before the first is answered."""
    server = Server({"a@buton.example": Mood(), "b@buton.example": Mood()})
    outcomes = Pipeline(server, SENDER).outcomes(mails(server.moods))
    assert next(outcomes) is None
    assert server.commands == ["MAIL", "RCPT", "DATA", "MAIL", "RCPT", "DATA"]


def test_a_server_that_wants_a_text_for_nobody_gets_an_empty_one() -> None:
    server = Server({"a@buton.example": Mood(recipient=550, careless=True), "b@buton.example": Mood()})
    assert verdicts(sent(server)) == [Verdict.REFUSED, None]
    assert [address for address, _ in server.taken] == ["b@buton.example"]


def test_nothing_is_said_in_parting_while_the_server_waits_for_text() -> None:
    server = Server({"a@buton.example": Mood(), "b@buton.example": Mood()})
    pipeline = Pipeline(server, SENDER)
    outcomes = pipeline.outcomes(mails(server.moods))
    next(outcomes)
    assert not pipeline.is_idle
    next(outcomes)
    assert pipeline.is_idle


def test_an_interruption_is_raised_when_what_has_left_is_known() -> None:
    server = Server({"a@buton.example": Mood(), "b@buton.example": Mood()})

    def interrupted() -> Iterator[Mail]:
        yield from mails(server.moods)
        raise KeyboardInterrupt

    outcomes = Pipeline(server, SENDER).outcomes(interrupted())
    assert next(outcomes) is None
    with pytest.raises(KeyboardInterrupt):
        next(outcomes)
    assert [address for address, _ in server.taken] == ["a@buton.example"]


def test_eight_bit_text_is_announced() -> None:
    server = Server({"a@buton.example": Mood()})
    mail = Mail("Halo – ibu\r\n".encode(), "a@buton.example", eight_bit=True)
    assert list(Pipeline(server, SENDER).outcomes(iter([mail]))) == [None]
    assert server.sender == "<tindak-lanjut@buton.example> BODY=8BITMIME"
