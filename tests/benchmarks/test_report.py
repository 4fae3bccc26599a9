"""A benchmark's figures, as other programs read them, and what a first load is made of."""

from __future__ import annotations

import json

import pytest

from benchmarks.browser import _asked_for, _in_styles
from benchmarks.report import Measured, tell

FOUND = [
    Measured("board_p50_ms", 30.0, 12.0, "ms"),
    Measured("messages_per_second", 123.456, 1000, "messages/s", "whole run"),
]


def test_a_program_reads_value_limit_and_ratio_of_each_thing(capsys: pytest.CaptureFixture[str]) -> None:
    tell(FOUND, as_json=True)
    read = json.loads(capsys.readouterr().out)
    assert list(read) == ["board_p50_ms", "messages_per_second"]
    assert read["board_p50_ms"] == {"value": 30, "limit": 12, "ratio": 2.5, "unit": "ms", "note": ""}
    assert read["messages_per_second"]["value"] == 123.5


def test_a_person_reads_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    tell(FOUND, as_json=False)
    head, board, mails = capsys.readouterr().out.splitlines()
    assert head.split() == ["value", "limit", "ratio", "unit"]
    assert board.split() == ["board_p50_ms", "30", "12", "2.50", "ms"]
    assert mails.split()[:4] == ["messages_per_second", "123.5", "1000", "0.12"]


def test_a_first_load_asks_for_styles_scripts_icons_and_pictures_once() -> None:
    page = """<link rel="icon" href="/a.svg">
    <link href="/b.css?v=1&amp;w=2" rel="stylesheet"><link rel="next" href="/2">
    <script src="/c.js" defer></script><img alt="" src="data:image/png;base64,AA"><img src="/d.png" alt="">
    <img src="/d.png" alt=""><a href="/e">e</a>"""
    assert _asked_for(page) == ["/a.svg", "/b.css?v=1&w=2", "/c.js", "/d.png"]


def test_what_a_style_sheet_asks_for_counts_too() -> None:
    sheet = """@import "more.css"; a { background: url('x.png') } b { background: url("data:image/svg+xml,<a>") }"""
    assert _in_styles("/assets/b.css?v=1", sheet) == ["more.css", "x.png"]
    assert _in_styles("/assets/c.js", sheet) == []
