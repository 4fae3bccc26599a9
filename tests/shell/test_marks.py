"""Marks are read in grey and by ear: each has its own shape and its own word."""

from __future__ import annotations

import pytest
from flask import Flask

from tracker.shell.icons import icon
from tracker.shell.marks import LOOKS, status_look

WORDS = {
    "not started": "Belum ditindaklanjuti",
    "in progress": "Dalam proses",
    "proposed done": "Menunggu verifikasi",
    "sent back": "Belum sesuai",
    "verified": "Sesuai",
    "ratified": "Disahkan forum",
    "cannot be done": "Tidak dapat ditindaklanjuti",
    "withdrawn": "Dibatalkan",
}


def test_each_status_has_the_word_of_the_sekda_office(shell_app: Flask) -> None:
    with shell_app.test_request_context():
        assert {word: str(look.label) for word, look in LOOKS.items()} == WORDS


def test_no_two_statuses_share_a_shape() -> None:
    assert len({look.icon for look in LOOKS.values()}) == len(LOOKS)


def test_a_word_that_is_no_status_has_no_look() -> None:
    with pytest.raises(KeyError):
        status_look("overdue")


def test_a_mark_of_a_macro_follows_each_readers_language(shell_app: Flask) -> None:
    source = '{% from "parts/marks.html" import overdue, status_mark %}{{ overdue(13) }}{{ status_mark("verified") }}'
    seen = []
    for lang in ("id", "en"):
        with shell_app.test_request_context(headers={"Cookie": f"lang={lang}"}):
            seen.append(shell_app.jinja_env.from_string(source).render())

    assert "Lewat 13 hari" in seen[0]
    assert "Sesuai" in seen[0]
    assert "13 days overdue" in seen[1]
    assert "Verified" in seen[1]


def test_an_icon_beside_a_word_is_silent() -> None:
    assert 'aria-hidden="true"' in icon("clock")
    assert icon("clock").count("<svg") == 1


def test_an_icon_alone_is_read_out_and_cannot_break_out() -> None:
    drawn = icon("clock", label='Tenggat "besok" <b>')

    assert 'role="img" aria-label="Tenggat &#34;besok&#34; &lt;b&gt;"' in drawn
    assert "aria-hidden" not in drawn


def test_an_icon_that_does_not_exist_is_noticed() -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")
