"""Answers by mail for tests: the samples as mail programs write them, and short mails of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tests.cast import Held
from tests.commitments.conftest import House
from tests.mail.answers import sample
from tracker.commitments import actions, replying
from tracker.commitments.mail_rules import Outcome
from tracker.commitments.mailed import Comment, ReceivedMail
from tracker.extensions import db

INBOX = "jawab@buton.example"
SENDER = "tindak-lanjut@buton.example"
_numbers = count(1)


@dataclass
class Letterbox:
    """What comes in, and what has become of it."""

    house: House

    def address(self, commitment_id: int | None, held: Held | None = None) -> str:
        with self.house.app.app_context():
            return replying.reply_to((held or self.house.cast.owner).tenure_id, commitment_id) or ""

    def sample(self, name: str, to: str, *, sender: str = "") -> bytes:
        return sample(name, to, sender=sender)

    def mail(self, to: str, text: str = "Sudah aktif.", *, sender: str = "", **headers: str) -> bytes:
        told = {
            "From": sender or self.house.cast.owner.email,
            "To": to,
            "Subject": "Re: Satu komitmen",
            "Message-ID": f"<{next(_numbers)}.answer@mail.example>",
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        return ("".join(f"{name}: {value}\r\n" for name, value in told.items()) + f"\r\n{text}\r\n").encode()

    def receive(self, raw: bytes) -> Outcome:
        with self.house.app.app_context():
            outcome = actions.receive(raw, at=self.house.now.at)
            db.session.commit()
            return outcome

    def comments(self) -> list[Comment]:
        with self.house.app.app_context():
            wanted = select(Comment).options(selectinload(Comment.files)).order_by(Comment.id)
            return list(db.session.scalars(wanted))

    def mails(self) -> list[ReceivedMail]:
        with self.house.app.app_context():
            wanted = select(ReceivedMail).options(selectinload(ReceivedMail.files)).order_by(ReceivedMail.id)
            return list(db.session.scalars(wanted))
