"""Whether a person wrote a mail, or a machine: out-of-office notes, lists, bounces and our own mail coming back."""

from __future__ import annotations

import re
from email.message import Message

from tracker.mail.inbox.charsets import header

_MACHINES = re.compile(
    r"(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|auto-?reply)(?:[+._-].*)?", re.I
)
_SUBJECT = re.compile(
    r"\W*(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|auto:|out of (?:the )?office|balasan otomatis"
    r"|jawaban otomatis|respon(?:s)? otomatis|pesan otomatis|di luar kantor|undeliver(?:ed|able)"
    r"|delivery (?:status|failure)|mail delivery failed|returned mail|read:|dibaca:|not read:)",
    re.I,
)
_MARKS = tuple("X-Autoreply X-Autorespond X-Auto-Reply-From X-Auto-Response-Suppress X-Loop".split())


def automatic(mail: Message, sender: str) -> str:
    """Why no person wrote it, in a word or two for the record; empty when a person did."""
    submitted = header(mail, "Auto-Submitted").split(";")[0].strip().lower()
    if submitted not in {"", "no"}:
        return f"Auto-Submitted: {submitted}"[:80]
    precedence = header(mail, "Precedence").lower()
    if precedence in {"bulk", "junk", "list", "auto_reply"}:
        return f"Precedence: {precedence}"
    if header(mail, "Return-Path") == "<>":
        return "Return-Path: <>"
    if mark := next((name for name in _MARKS if mail.get(name) is not None), None):
        return mark
    if mail.get_content_type() in {"multipart/report", "message/disposition-notification"}:
        return "report"
    if _MACHINES.fullmatch(sender.partition("@")[0]):
        return "From: a machine"
    return "Subject" if _SUBJECT.match(header(mail, "Subject")[:200]) else ""
