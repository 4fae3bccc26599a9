"""Flask-Security and WTForms speak Indonesian through our catalogues; nothing they say is left in English."""

from __future__ import annotations

import os
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po
from babel.support import Translations
from flask import Flask
from flask_babel import Babel, force_locale
from flask_security.babel import FsDomain
from flask_security.forms import Form as SecurityForm
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length

from tracker.shell.catalogues import TRANSLATIONS, compile_all
from tracker.shell.forms import BaseForm

THEIR_TEMPLATES = {
    "security": files("flask_security") / "translations" / "flask_security.pot",
    "wtforms": files("wtforms") / "locale" / "wtforms.pot",
}
OUR_CATALOGUES = {
    "security": TRANSLATIONS / "security/id/LC_MESSAGES/flask_security.po",
    "wtforms": TRANSLATIONS / "wtforms/id/LC_MESSAGES/wtforms.po",
}
SAME_IN_BOTH_LANGUAGES = {"Google Authenticator", "SMS", "Menu"}
UNOFFICIAL = re.compile(
    r"\b((?i:passwords?|e-?mail|links?|log ?in|log ?out|sign in|reset|username|kamu)|anda)\b"
)
PLACEHOLDER = re.compile(r"%(?:\((?P<name>\w+)\))?(?P<kind>[sd])?")
TAG = re.compile(r"</?a\b[^>]*>")

packages = pytest.mark.parametrize("package", ["security", "wtforms"])


class CommitmentForm(BaseForm):
    action = StringField(validators=[InputRequired(), Length(min=10)])
    patients = IntegerField()


class CodeForm(BaseForm, SecurityForm):
    """As the product would dress a form of Flask-Security."""

    code = IntegerField()


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    compile_all()


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=os.urandom(16),
        BABEL_DEFAULT_LOCALE="id",
        SECURITY_I18N_DIRNAME=["builtin", str(TRANSLATIONS / "security")],
        SECURITY_I18N_DOMAIN="flask_security",
    )
    Babel(app)
    return app


def msgid(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def words(message: Message) -> list[str]:
    """What a reader may see of a message, one text for each plural form."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def theirs(package: str) -> set[str]:
    with THEIR_TEMPLATES[package].open("rb") as lines:
        return {msgid(message) for message in read_po(lines) if message.id}


def ours(package: str) -> Catalog:
    with OUR_CATALOGUES[package].open("rb") as lines:
        return read_po(lines, abort_invalid=True)


def messages(package: str) -> list[tuple[str, str]]:
    return [(msgid(message), text) for message in ours(package) if message.id for text in words(message)]


@packages
def test_everything_the_package_may_say_has_a_translation(package: str) -> None:
    translated = {msgid(message) for message in ours(package) if message.id and all(words(message))}
    assert translated == theirs(package)
    assert not any(message.fuzzy for message in ours(package) if message.id)


@packages
def test_indonesian_has_one_form_for_any_number(package: str) -> None:
    catalogue = ours(package)
    assert (str(catalogue.locale), catalogue.num_plurals) == ("id", 1)
    assert all(len(words(message)) == 1 for message in catalogue if message.id)


@packages
def test_no_message_is_left_in_english(package: str) -> None:
    same = {english for english, indonesian in messages(package) if english == indonesian}
    assert same <= SAME_IN_BOTH_LANGUAGES


@packages
def test_official_words_are_used(package: str) -> None:
    for _, indonesian in messages(package):
        visible = PLACEHOLDER.sub("", TAG.sub("", indonesian))
        assert not UNOFFICIAL.search(visible), indonesian


@packages
def test_placeholders_and_tags_are_kept(package: str) -> None:
    for english, indonesian in messages(package):
        expected = [(found["name"], found["kind"] or "s") for found in PLACEHOLDER.finditer(english)]
        found = [(found["name"], found["kind"]) for found in PLACEHOLDER.finditer(indonesian)]
        if any(name is None for name, _ in expected):
            assert found == expected, "unnamed placeholders are filled in their order"
        assert sorted(found, key=str) == sorted(expected, key=str), english
        assert TAG.findall(indonesian) == TAG.findall(english)
        assert indonesian.endswith(" ") == english.endswith(" "), english


def test_flask_security_speaks_the_language_of_the_reader(app: Flask) -> None:
    with app.test_request_context():
        untyped: Any = FsDomain
        said = untyped(app)
        assert said.gettext("Forgot password?") == "Lupa kata sandi?"
        with force_locale("en"):
            assert said.gettext("Forgot password?") == "Forgot password?"
        with force_locale("fr"):
            assert said.gettext("Forgot password?") == "Mot de passe oublié ?"


def test_an_empty_field_is_explained_in_indonesian(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"patients": "dua"}):
        form = CommitmentForm(meta={"csrf": False})
        assert not form.validate()
    assert form.errors == {
        "action": ["Isian ini wajib diisi."],
        "patients": ["Isian ini harus berupa bilangan bulat."],
    }


def test_a_counted_message_is_indonesian_for_any_number(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"action": "Data", "patients": "2"}):
        form = CommitmentForm(meta={"csrf": False})
        assert not form.validate()
    assert form.errors == {"action": ["Isian ini paling sedikit 10 karakter."]}


def test_the_same_form_is_english_for_an_english_reader(app: Flask) -> None:
    with app.test_request_context(method="POST", data={}), force_locale("en"):
        form = CommitmentForm(meta={"csrf": False})
        assert not form.validate()
        assert form.errors["action"] == ["This field is required."]


def test_a_form_without_its_token_is_refused_in_words_that_help(app: Flask) -> None:
    data = {"action": "Mendaftarkan peserta", "patients": "2"}
    with app.test_request_context(method="POST", data=data), force_locale("en"):
        form = CommitmentForm()
        assert not form.validate()
        assert list(form.errors) == ["csrf_token"]
        assert "load the page again" in form.errors["csrf_token"][0]


def test_a_form_of_flask_security_can_take_our_words(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"code": "satu"}):
        form = CodeForm(meta={"csrf": False})
        assert not form.validate()
    assert form.errors == {"code": ["Isian ini harus berupa bilangan bulat."]}


def test_a_catalogue_is_compiled_again_only_when_it_changed(tmp_path: Path) -> None:
    source = tmp_path / "id" / "LC_MESSAGES" / "wtforms.po"
    source.parent.mkdir(parents=True)
    source.write_bytes(OUR_CATALOGUES["wtforms"].read_bytes())
    assert (compile_all(tmp_path), compile_all(tmp_path)) == (1, 0)

    compiled_at = source.with_suffix(".mo").stat().st_mtime
    os.utime(source, (compiled_at + 1, compiled_at + 1))
    assert compile_all(tmp_path) == 1
    assert sorted(path.name for path in source.parent.iterdir()) == ["wtforms.mo", "wtforms.po"]
    catalogue = Translations.load(tmp_path, ["id"], "wtforms")
    assert catalogue.gettext("Invalid URL.") == "Alamat situs (URL) tidak benar."


def test_a_broken_catalogue_stops_the_set_up(tmp_path: Path) -> None:
    (tmp_path / "messages.po").write_text('msgid "Login"\nmsgstring "Masuk"\n', encoding="utf-8")
    with pytest.raises(PoFileError):
        compile_all(tmp_path)
