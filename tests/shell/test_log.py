"""The log tells the operator what happened, and an intruder who reads it nothing of use."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from flask.testing import FlaskClient

from tracker.shell.log import HANDLER, JsonLines, TextLines, scrubbed, write_to_stderr

TOKEN = "WyJhIiwxLDJd.aOy3Qw.Zk1mXo3-5oQ9p1Zz7k2XH0sYb_g"


def record(message: str, *, error: bool = False, **facts: object) -> logging.LogRecord:
    trace = sys.exc_info() if error else None
    made = logging.LogRecord("tracker.requests", logging.INFO, __file__, 1, message, (), trace)
    made.facts = facts
    return made


def test_a_request_is_one_line_with_its_facts(visitor: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="tracker.requests"):
        answer = visitor.get("/kitchen?q=rahasia", headers={"X-Request-ID": "proxy-12345678"})

    facts = caplog.records[-1].facts  # type: ignore[attr-defined]  # put there by `extra`
    assert facts["method"] == "GET"
    assert facts["path"] == "/kitchen"
    assert facts["status"] == 200
    assert facts["ms"] >= 0
    assert answer.headers["X-Request-ID"] == "proxy-12345678"


def test_a_made_up_request_id_does_not_get_into_the_log(visitor: FlaskClient) -> None:
    answer = visitor.get("/kitchen", headers={"X-Request-ID": 'x" level="error'})

    assert '"' not in answer.headers["X-Request-ID"]


def test_the_token_of_a_link_is_not_logged(visitor: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="tracker.requests"):
        visitor.get(f"/answer/{TOKEN}")

    assert caplog.records[-1].facts["path"] == "/answer/…"  # type: ignore[attr-defined]  # put there by `extra`


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (f"GET /answer/{TOKEN} HTTP/1.1", "GET /answer/… HTTP/1.1"),
        (f"GET /reset/{TOKEN}?x=1", "GET /reset/…?x=1"),
        (f"/somewhere/{TOKEN}", "/somewhere/…"),
        ("POST /x?token=abc&page=2", "POST /x?token=…&page=2"),
        ("Authorization: Bearer tl_live_123", "Authorization: Bearer …"),
        ("postgresql://tl:geheim@db/tracker", "postgresql://tl:…@db/tracker"),
        ("password=rahasia", "password=…"),
        ("/commitments/17/updates", "/commitments/17/updates"),
    ],
)
def test_secrets_are_taken_out_wherever_they_were_written(written: str, kept: str) -> None:
    assert scrubbed(written) == kept


def test_json_lines_are_one_object_each_also_for_a_fault() -> None:
    try:
        raise RuntimeError(f"no answer for /answer/{TOKEN}")
    except RuntimeError:
        line = JsonLines().format(record("a fault\nin two lines", error=True, status=500))

    assert "\n" not in line
    read = json.loads(line)
    assert read["message"] == "a fault\nin two lines"
    assert read["status"] == 500
    assert "RuntimeError" in read["traceback"]
    assert TOKEN not in line


def test_text_lines_hold_the_facts_too() -> None:
    assert (
        TextLines("%(levelname)s %(message)s").format(record("request", status=200))
        == "INFO request status=200"
    )


def test_a_process_has_one_handler_however_often_it_is_set_up() -> None:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    quiet = {name: logging.getLogger(name).level for name in ("werkzeug", "apscheduler", "pdfminer")}
    try:
        write_to_stderr("json")
        write_to_stderr("text")
        assert [handler.name for handler in root.handlers].count(HANDLER) == 1
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        for name, kept in quiet.items():
            logging.getLogger(name).setLevel(kept)
