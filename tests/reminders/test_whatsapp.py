"""Ready words for WhatsApp: short, in Indonesian, one message an owner, never with a signed link."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html import unescape
from urllib.parse import unquote

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.browser.scene import rows
from tests.cast import Cast, SignIn
from tests.client import PageClient
from tests.database import POSTGRESQL, SQLITE
from tests.queries import count_queries
from tests.reminders.promises import LATE, Promises
from tracker import clock
from tracker.commitments.rules import Answer
from tracker.reminders.whatsapp import Line, address, words

TODAY = date(2025, 10, 13)
GIVEN = {"name": "dr. Wa Ode Ramlah", "post": "Kepala Dinas Kesehatan", "sender": "Sitti Hasnah",
         "sender_post": "Kepala Bagian Kesra, Kabupaten Buton"}  # fmt: skip


def line(action: str = "Lengkapi obat", due_on: date | None = LATE, number: int = 7) -> Line:
    return Line(action, due_on, f"https://tl.example/commitments/{number}")


def test_it_reads_as_a_civil_servant_writes() -> None:
    assert words(lines=[line()], today=TODAY, **GIVEN) == (
        "Yth. *dr. Wa Ode Ramlah*\n"
        "Kepala Dinas Kesehatan\n"
        "\n"
        "Mohon kabar tindak lanjut atas satu komitmen berikut:\n"
        "\n"
        "1. *Lengkapi obat*\n"
        "Tenggat 30 September 2025, lewat 13 hari\n"
        "https://tl.example/commitments/7\n"
        "\n"
        "Laporan dapat disampaikan lewat tautan di atas atau tautan dalam surel Tindak Lanjut. Terima kasih.\n"
        "\n"
        "Sitti Hasnah\n"
        "Kepala Bagian Kesra, Kabupaten Buton"
    )


def test_the_oldest_stands_first_and_many_are_counted() -> None:
    lines = [line(f"Langkah {day}", date(2025, 9, day), day) for day in range(20, 0, -1)]

    text = words(lines=lines, today=TODAY, **GIVEN)

    assert text.index("Langkah 1*") < text.index("Langkah 2*")
    assert "20 komitmen berikut" in text
    assert "Langkah 11*" not in text
    assert "… dan 10 komitmen lain." in text


def test_what_is_not_late_is_not_called_late() -> None:
    text = words(lines=[line(due_on=date(2025, 10, 13)), line(due_on=None)], today=TODAY, **GIVEN)

    assert "Tenggat 13 Oktober 2025\n" in text
    assert "Tanpa tenggat" in text
    assert "lewat" not in text.split("Laporan")[0]


@given(st.text(max_size=80))
def test_no_text_breaks_the_bold_of_its_line(action: str) -> None:
    item = words(lines=[line(action)], today=TODAY, **GIVEN).split("\n\n")[2].split("\n")

    assert item[0].startswith("1. *")
    assert item[0].endswith("*")
    assert item[0].count("*") == 2
    assert len(item) == 3


def test_the_address_carries_the_whole_text() -> None:
    text = words(lines=[line("Rujukan & obat #1?")], today=TODAY, **GIVEN)

    assert unquote(address(text).removeprefix("https://wa.me/?text=")) == text
    assert not set(address(text)) & set(" \n&#*")


@pytest.mark.databases(SQLITE)
class TestPage:
    """What the reviewer sees."""

    @pytest.fixture(autouse=True)
    def today(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(clock, "now", lambda: datetime(2025, 10, 13, 3, tzinfo=UTC))

    @pytest.mark.databases(SQLITE, POSTGRESQL)
    def test_each_owner_has_one_message_and_nothing_is_written(
        self, app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
    ) -> None:
        with app.app_context():
            made = Promises(cast)
            ids = [made.owe(cast.owner, LATE, "Obat").id, made.owe(cast.owner, LATE, "Dokter").id,
                   made.owe(cast.second_owner, LATE, "Data").id]  # fmt: skip
        sign_in(client, cast.reviewer)
        before = rows(app)

        page = client.get("/reminders/whatsapp", query_string={"commitment": ids})

        assert rows(app) == before
        text = unescape(page.text)
        assert text.count("<textarea") == 2
        assert "atas 2 komitmen berikut" in text
        assert f"/commitments/{ids[2]}" in text
        assert "/answer/" not in text
        assert text.count("https://wa.me/?text=") == 2

    def test_the_boards_button_leads_here_without_a_token_in_the_address(
        self, app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
    ) -> None:
        with app.app_context():
            number = Promises(cast).owe(cast.owner, LATE).id
        sign_in(client, cast.reviewer)

        answer = client.submit(
            "/review", {"commitment": str(number), "channel": "whatsapp"}, action="/reminders"
        )

        assert answer.location == f"/reminders/whatsapp?commitment={number}"

    def test_what_is_done_or_of_another_region_is_not_asked_for(
        self, app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
    ) -> None:
        with app.app_context():
            made = Promises(cast)
            done, foreign = made.owe(cast.owner, LATE), made.owe(cast.stranger_owner, LATE)
            made.answer(done, cast.owner, Answer.DONE)
            ids = [done.id, foreign.id]
        sign_in(client, cast.reviewer)

        for number in ids:
            assert client.get(f"/reminders/whatsapp?commitment={number}").status_code == 404
        assert client.get("/reminders/whatsapp").status_code == 404
        assert client.get("/reminders/whatsapp?commitment=x&commitment=-1").status_code == 404

    def test_it_costs_the_same_for_many(
        self, app: Flask, client: PageClient, cast: Cast, sign_in: SignIn
    ) -> None:
        with app.app_context():
            ids = [Promises(cast).owe(cast.owner, LATE, f"Langkah {n}").id for n in range(12)]
        sign_in(client, cast.reviewer)
        with count_queries() as asked:
            client.get("/reminders/whatsapp", query_string={"commitment": ids})

        assert len(asked) <= 5, "\n".join(asked)
