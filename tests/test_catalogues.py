"""Everything people read exists in Indonesian and in English, and the check that says so can fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import messages


def test_the_catalogues_are_complete() -> None:
    assert messages.faults(messages.extract()) == []


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one message in a template and a counted one in the code, updated from a handed-in JSON."""
    for folder in ("tracker", "templates", "translations/wip"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "tracker/days.py").write_text('ngettext("%(num)d day", "%(num)d days", 3)')
    (tmp_path / "templates/page.html").write_text('<button>{{ _("Approve") }}</button>')
    (tmp_path / "translations/wip/someone.json").write_text(
        '{"Approve": "Setujui", "%(num)d day|||%(num)d days": "%(num)d hari"}'
    )
    messages.update(messages.extract(tmp_path), tmp_path)
    return tmp_path


def _faults(project: Path) -> list[str]:
    return messages.faults(messages.extract(project), project)


def test_an_update_leaves_nothing_to_complain_about_and_changes_nothing_when_repeated(project: Path) -> None:
    catalogue = project / "translations/id/LC_MESSAGES/messages.po"
    first = catalogue.read_text()
    (project / "translations/wip/someone.json").unlink()

    messages.update(messages.extract(project), project)

    assert _faults(project) == []
    assert catalogue.read_text() == first


@pytest.mark.parametrize(
    ("template", "complaints"),
    [
        ('{{ _("Approve") }}{{ _("Refuse") }}', ["id: missing: 'Refuse'", "en: missing: 'Refuse'"]),
        ("nothing", ["id: no longer used: 'Approve'", "en: no longer used: 'Approve'"]),
    ],
)
def test_the_check_compares_with_the_texts_as_they_are_now(
    project: Path, template: str, complaints: list[str]
) -> None:
    (project / "templates/page.html").write_text(template)
    assert _faults(project) == complaints


@pytest.mark.parametrize(
    ("good", "bad", "complaint"),
    [
        ("Setujui", "", "id: not translated: 'Approve'"),
        ('msgid "Approve"', '#, fuzzy\nmsgid "Approve"', "id: fuzzy: 'Approve'"),
        ("%(num)d hari", "beberapa hari", "id: lost placeholder ['num']: '%(num)d day | %(num)d days'"),
        (
            "%(num)d hari",
            "%(num)d %(hari)s",
            "id: unknown placeholder ['hari']: '%(num)d day | %(num)d days'",
        ),
    ],
)
def test_the_check_sees_what_a_translator_gets_wrong(
    project: Path, good: str, bad: str, complaint: str
) -> None:
    catalogue = project / "translations/id/LC_MESSAGES/messages.po"
    catalogue.write_text(catalogue.read_text().replace(good, bad))
    assert _faults(project) == [complaint]
