"""Logs that a machine can read and that hold no secret: a line a request, without query, tokens or bodies."""

from __future__ import annotations

import json
import logging
import re
import secrets
import sys
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from flask import Flask, Response, g, has_request_context, request

from config import Settings

HANDLER = "tindak-lanjut"
QUIET = {"werkzeug": logging.WARNING, "apscheduler": logging.WARNING, "pdfminer": logging.ERROR}
REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
SECRETS = [
    (re.compile(r"(/(?:answer|reset|confirm|verify|start|link|ical|token)s?/)[^/\s?#\"']+"), r"\1…"),
    (re.compile(r"/[A-Za-z0-9_.~-]{40,}"), "/…"),
    (re.compile(r"((?:token|password|secret|csrf_token|key|next)=)[^&\s\"']+", re.IGNORECASE), r"\1…"),
    (re.compile(r"(Bearer )\S+", re.IGNORECASE), r"\1…"),
    (re.compile(r"(://[^:/\s]+:)[^@/\s]+@"), r"\1…@"),
]

request_log = logging.getLogger("tracker.requests")


def init_app(app: Flask, settings: Settings) -> None:
    """Tests keep pytest's own handlers; every real process writes to its standard error."""
    if not settings.testing:
        write_to_stderr(settings.log_format)
    app.before_request(_start)
    app.after_request(_tell)


def write_to_stderr(log_format: str) -> None:
    """One handler for the process, however many applications it makes."""
    root = logging.getLogger()
    for old in [handler for handler in root.handlers if handler.name == HANDLER]:
        root.removeHandler(old)
    handler = logging.StreamHandler(sys.stderr)
    handler.name = HANDLER
    handler.setFormatter(
        JsonLines() if log_format == "json" else TextLines("%(asctime)s %(levelname)s %(message)s")
    )
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)


def scrubbed(text: str) -> str:
    """`text` without tokens, passwords and keys, wherever a library may have written them."""
    for pattern, harmless in SECRETS:
        text = pattern.sub(harmless, text)
    return text


class TextLines(logging.Formatter):
    """Lines for a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        facts = " ".join(f"{name}={value}" for name, value in _facts(record).items())
        return scrubbed(f"{line} {facts}" if facts else line)


class JsonLines(logging.Formatter):
    """One JSON object a line, for a log collector."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": scrubbed(record.getMessage()),
            **_facts(record),
        }
        if record.exc_info:
            line["traceback"] = scrubbed(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    facts: dict[str, Any] = dict(getattr(record, "facts", {}))
    if has_request_context() and "request_id" in g:
        facts.setdefault("request_id", g.request_id)
    return facts


def _start() -> None:
    """A proxy's request id is taken over when it looks like one, so that both logs can be read together."""
    sent = request.headers.get("X-Request-ID", "")
    g.request_id = sent if REQUEST_ID.fullmatch(sent) else secrets.token_hex(8)
    g.request_started = perf_counter()


def _tell(response: Response) -> Response:
    response.headers.setdefault("X-Request-ID", g.get("request_id", ""))
    facts = {
        "method": request.method,
        "path": scrubbed(request.path),
        "status": response.status_code,
        "ms": round((perf_counter() - g.get("request_started", perf_counter())) * 1000, 1),
        "endpoint": request.endpoint,
    }
    level = logging.DEBUG if request.endpoint == "shell.asset" else logging.INFO
    request_log.log(level, "request", extra={"facts": facts})
    return response
