"""What went wrong in a conversation with a mail server, from the exceptions of Python's SMTP library."""

from __future__ import annotations

import smtplib

from tracker.mail.rules import Fault, Verdict, judge


def fault_of(error: smtplib.SMTPException | OSError) -> Fault:
    """The fault behind an exception of one recipient's conversation."""
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


def is_broken(fault: Fault | None) -> bool:
    """Whether the connection cannot go on."""
    return fault is not None and fault.verdict is Verdict.BROKEN
