"""The limits of a digest run: plain SQL and string formatting on one side, ready bytes and smtplib on the other."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP as LINES
from html import escape
from itertools import groupby
from typing import Any

from sqlalchemy import Column, Date, Engine, Integer, MetaData, Table, Text, bindparam, insert, text

from benchmarks import servers

SENDER = "pengirim@wilayah.example"
READY_BYTES = 6_000

DUE = text("""
SELECT t.person_id, c.id, c.action, c.due_on, f.title
FROM commitments c
JOIN tenures t ON t.post_id = c.owner_post_id AND t.until_on IS NULL
JOIN forums f ON f.id = c.forum_id
WHERE c.status IN ('not started', 'in progress', 'sent back') AND c.due_on <= :until
ORDER BY t.person_id, c.due_on, c.id
""").bindparams(bindparam("until", type_=Date))

plain_messages = Table(
    "benchmark_messages",
    MetaData(),
    Column("person_id", Integer, primary_key=True),
    Column("text", Text),
    Column("html", Text),
)


def queue_plainly(engine: Engine, at: datetime) -> int:
    """Writes one mail for each owner into a table of its own, in one transaction; how many there were."""
    plain_messages.create(engine)
    with engine.begin() as connection:
        rows = connection.execute(DUE, {"until": (at + timedelta(days=7)).date()})
        mails = [_mail(person_id, list(items)) for person_id, items in groupby(rows, key=lambda row: row[0])]
        connection.execute(insert(plain_messages), mails)
    plain_messages.drop(engine)
    return len(mails)


def _mail(person_id: int, items: list[Any]) -> dict[str, Any]:
    lines, cells = [], []
    for _, number, action, due_on, forum in items:
        link = f"http://127.0.0.1/c/{number}"
        lines.append(f"{action}\n  {due_on}, {forum}, {link}")
        name, place = escape(action), escape(forum)
        cells.append(f'<tr><td><a href="{link}">{name}</a></td><td>{due_on}</td><td>{place}</td></tr>')
    return {"person_id": person_id, "text": "\n".join(lines), "html": f"<table>{''.join(cells)}</table>"}


def send_ready(port: int, n: int) -> None:
    """Sends the same ready message n times over one connection."""
    ready = _ready()
    with smtplib.SMTP(servers.HOST, port) as server:
        for number in range(n):
            server.sendmail(SENDER, [f"penerima{number}@wilayah.example"], ready)


def _ready() -> bytes:
    """A mail of text and HTML, 6 kB in all."""
    message = EmailMessage(policy=LINES)
    message["From"], message["To"], message["Subject"] = (
        SENDER,
        "penerima@wilayah.example",
        "Tindak lanjut pekan ini",
    )
    line = "Memadankan data peserta dengan data kependudukan\r\n"
    message.set_content(line * 40)
    message.add_alternative(f"<pre>{line * 60}</pre>", subtype="html")
    data = message.as_bytes()
    return data + b"\r\n" * ((READY_BYTES - len(data)) // 2)
