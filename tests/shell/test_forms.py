"""What every form does with what is typed."""

from __future__ import annotations

from flask import Flask
from flask_babel import Babel
from wtforms import StringField, TextAreaField

from tracker.shell.forms import BaseForm


class Words(BaseForm):
    name = StringField("Name", filters=[lambda text: text and text.strip()])
    note = TextAreaField("Note")


def test_nul_characters_are_left_out_and_own_filters_stay() -> None:
    app = Flask(__name__)
    app.config |= {"SECRET_KEY": "test", "WTF_CSRF_ENABLED": False}
    Babel(app)
    with app.test_request_context(method="POST", data={"name": " Di\x00nkes ", "note": "Satu\x00 kalimat"}):
        form = Words()
        assert (form.name.data, form.note.data) == ("Dinkes", "Satu kalimat")
