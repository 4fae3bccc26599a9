"""The base of every form: its messages are in the reader's language, also Indonesian, which WTForms lacks."""

from __future__ import annotations

from functools import cache
from typing import Any

from babel.support import NullTranslations, Translations
from flask_babel import get_locale, gettext
from flask_wtf import FlaskForm
from wtforms import StringField, ValidationError
from wtforms.i18n import messages_path

from tracker.shell.catalogues import TRANSLATIONS


@cache
def field_messages(locale: str) -> NullTranslations:
    """Our catalogue for `locale` where we wrote one, else that of WTForms; what neither knows stays English.

    Kept for the life of the process, so catalogues must be compiled before the first form is made.
    """
    ours = Translations.load(TRANSLATIONS / "wtforms", [locale], "wtforms")
    if isinstance(ours, Translations):
        return ours
    return Translations.load(messages_path(), [locale], "wtforms")


def explain_csrf(reason: str) -> str:
    """What the reader can do about `reason`, which Flask-WTF gives in technical English only."""
    if reason == "The CSRF token has expired.":
        advice = gettext(
            "This page was open for too long. Please load it again, then send the form once more."
        )
    else:
        advice = gettext(
            "This form does not belong to your current visit, or your browser does not keep cookies. "
            "Please load the page again, then send the form once more."
        )
    return str(advice)


def without_nul(text: str | None) -> str | None:
    return text.replace("\x00", "") if text else text


class ExplainedCsrf(FlaskForm.Meta.csrf_class):
    """Flask-WTF's own check; only its words are ours."""

    def validate_csrf_token(self, form: Any, field: Any) -> None:
        try:
            super().validate_csrf_token(form, field)
        except ValidationError as error:
            raise ValidationError(explain_csrf(str(error))) from error


class BaseForm(FlaskForm):
    """A form whose field errors are in the reader's language.

    Also a mixin: put before a form of Flask-Security, it gives that form the same words.
    """

    class Meta:
        csrf_class = ExplainedCsrf

        def get_translations(self, _form: object) -> NullTranslations:
            return field_messages(str(get_locale() or "en"))

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Text fields lose NUL characters, which PostgreSQL refuses to keep."""
            if issubclass(unbound_field.field_class, StringField):
                options["filters"] = [*unbound_field.kwargs.get("filters", ()), without_nul]
            return unbound_field.bind(form=form, **options)
