"""Each language has its own words and days, however many mails of the other were written before."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask_babel import force_locale

from tracker.mail.printing import environment

pytestmark = pytest.mark.databases("sqlite")

DAY = date(2025, 9, 30)


def said(app: Flask, source: str, *, locale: str = "id", html: bool = True, **values: object) -> str:
    with app.app_context(), force_locale(locale):
        return environment(locale, html=html).from_string(source).render(values)


def test_words_and_days_are_those_of_the_language(app: Flask) -> None:
    source = (
        "{{ _('Overdue') }} {{ day|day }} {{ ngettext('%(num)d day overdue', '%(num)d days overdue', n) }}"
    )
    for _ in range(2):
        assert said(app, source, day=DAY, n=1) == "Lewat tenggat Selasa, 30 September 2025 Lewat 1 hari"
        assert (
            said(app, source, locale="en", day=DAY, n=1) == "Overdue Tuesday, 30 September 2025 1 day overdue"
        )
        assert said(app, source, locale="en", day=DAY, n=2).endswith("2 days overdue")


def test_what_was_typed_is_escaped_in_html_and_left_alone_in_text(app: Flask) -> None:
    source = "{{ _('To %(post)s, %(name)s.', post=post, name='Ani') }}"
    assert said(app, source, post="<b> & co") == "Yth. &lt;b&gt; &amp; co, Ani."
    assert said(app, source, html=False, post="<b> & co") == "Yth. <b> & co, Ani."


def test_a_percent_sign_is_one_with_and_without_values(app: Flask) -> None:
    assert said(app, "{{ _('100%% sure') }} {{ _('%(n)d%% sure', n=5) }}", locale="en") == "100% sure 5% sure"
