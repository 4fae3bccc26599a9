"""A small application with the shell and nothing else: what holds here holds on every page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask, abort, flash, render_template
from flask.testing import FlaskClient
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.serving import make_server
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from config import ROOT, Settings
from tracker.extensions import csrf
from tracker.shell import marks, web


class Report(FlaskForm):
    """An owner's report, with one control of each kind."""

    progress = RadioField(
        "Sudah sampai mana?",
        choices=[
            SelectChoice("done", "Selesai"),
            SelectChoice("running", "Berjalan"),
            SelectChoice("obstructed", "Terkendala"),
            SelectChoice("extension", "Minta waktu"),
        ],
    )
    obstacle = StringField("Apa yang menghambat?")
    due = DateField("Tenggat baru", validators=[InputRequired("Isi tenggat baru.")])
    office = SelectField("Instansi", choices=[SelectChoice("1", "Dinas Kesehatan")])
    note = TextAreaField(
        "Kabar", validators=[InputRequired("Tulis satu kalimat.")], description="Satu kalimat."
    )
    evidence = FileField("Foto atau berkas")
    mail = BooleanField("Kirim surat kepada pemilik")


class Page:
    """The second of three pages."""

    page, pages, has_prev, has_next, prev_num, next_num = 2, 3, True, True, 1, 3


VALUES: dict[str, Any] = {
    "title": "Tinjauan tindak lanjut",
    "statuses": list(marks.LOOKS),
    "due": date(2025, 10, 17),
    "first": date(2025, 9, 30),
    "today": date(2025, 10, 13),
    "at": datetime(2025, 10, 13, 0, 40, tzinfo=UTC),
    "page": Page(),
}


@pytest.fixture
def shell_settings(tmp_path: Path) -> Settings:
    return Settings(
        secret_key="a key for tests", database_url="sqlite://", instance_path=tmp_path, testing=True
    )


@pytest.fixture
def shell_app(shell_settings: Settings) -> Flask:
    app = Flask("shell-only", root_path=str(ROOT), static_folder=None)
    app.config.update(
        SETTINGS=shell_settings, SECRET_KEY=shell_settings.secret_key, PROPAGATE_EXCEPTIONS=False
    )
    here = FileSystemLoader(Path(__file__).parent / "templates")
    app.jinja_loader = ChoiceLoader([here, FileSystemLoader(ROOT / "templates")])
    csrf.init_app(app)
    web.init_app(app)
    _add_pages(app)
    return app


@pytest.fixture
def visitor(shell_app: Flask) -> FlaskClient:
    return shell_app.test_client()


@pytest.fixture
def shell_url(shell_app: Flask) -> Iterator[str]:
    """The small application behind a real socket."""
    server = make_server("127.0.0.1", 0, shell_app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _add_pages(app: Flask) -> None:
    @app.context_processor
    def bar() -> dict[str, Any]:
        if app.config.get("BROKEN_BAR"):
            raise ConnectionError("the database is gone")
        nav = [("Ringkasan", "/", False), ("Forum", "/forums", False), ("Tinjauan", "/kitchen", True)]
        return {
            "place": "Kabupaten Buton",
            "nav": nav,
            "who": ("Bagian Kesra, Setda", "/me"),
            "footer": {"place": "Kabupaten Buton", "at": VALUES["at"], "zone": "Asia/Makassar"},
        }

    @app.route("/kitchen", methods=["GET", "POST"])
    def kitchen() -> str:
        form = Report()
        form.validate_on_submit()
        flash("Disetujui. Surat dikirim saat forum diterbitkan.", "success")
        flash("24 Juli 2025 adalah Kamis, bukan Selasa.", "warning")
        return render_template("kitchen.html", form=form, **VALUES)

    @app.get("/answer/<token>")
    def answer(token: str) -> str:
        return render_template("answer.html", form=Report(), **VALUES)

    @app.get("/fail/<int:code>")
    @app.get("/api/v1/fail/<int:code>", endpoint="api_fail")
    def fail(code: int) -> str:
        abort(code)

    @app.get("/crash")
    def crash() -> str:
        raise RuntimeError("a fault with password=verysecret in it")
