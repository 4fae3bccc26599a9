"""A mail's styles stand in its elements, as the layout's style block gives them to each tag and class."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, TemplateSyntaxError

from tracker.mail.styles import LAYOUT, Styled

CSS = """<head><style>
a { color: teal; }
.mark { margin: 0; font-weight: bold; }
.late { color: red; }
.cell { padding: 1px; }
</style></head><p>{% block said %}{% endblock %}</p>"""


def rendered(source: str, **values: object) -> str:
    loader = DictLoader({LAYOUT: CSS, "mail.html": source, "mail.txt": source})
    environment = Environment(loader=loader, autoescape=True, extensions=[Styled])
    return environment.get_template("mail.html").render(values)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ('<p class="mark">x</p>', '<p style="margin: 0;font-weight: bold;">x</p>'),
        ('<td align="left" class="cell">x</td>', '<td align="left" style="padding: 1px;">x</td>'),
        ('<a href="{{ url }}">x</a>', '<a href="/x?a=1&amp;b=2" style="color: teal;">x</a>'),
        (
            '<a href="/" class="mark">x</a>',
            '<a href="/" style="color: teal;margin: 0;font-weight: bold;">x</a>',
        ),
        ('<b class="unknown">x</b>', "<b>x</b>"),
        ("{% if 1 < 2 %}<b>x</b>{% endif %}", "<b>x</b>"),
    ],
)
def test_each_tag_and_class_has_its_style(source: str, wanted: str) -> None:
    assert rendered(source, url="/x?a=1&b=2") == wanted


@pytest.mark.parametrize(("tone", "color"), [("late", "color: red;"), ("early", "")])
def test_a_class_may_be_a_value(tone: str, color: str) -> None:
    source = '<i class="mark {{ tone if tone != "x" }}">x</i>'
    assert rendered(source, tone=tone) == f'<i style="margin: 0;font-weight: bold;{color}">x</i>'


def test_what_a_value_holds_can_break_out_of_nothing() -> None:
    assert rendered('<i class="{{ tone }}">x</i>', tone='"><script>') == "<i>x</i>"


@pytest.mark.parametrize("source", ['<i class="{% if late %}late{% endif %}">x</i>', "<i class=late>x</i>"])
def test_a_class_that_cannot_be_followed_is_said_when_the_template_is_read(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="words and values only"):
        rendered(source, late=True)


def test_the_block_itself_is_left_out() -> None:
    page = rendered(f"{{% extends '{LAYOUT}' %}}{{% block said %}}x{{% endblock %}}")
    assert page == "<head></head><p>x</p>"
