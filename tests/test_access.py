"""Who may open what: the whole table in words, and a walk of every address as every kind of person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from config import Settings
from tests.cast import Cast, SignIn, cast, sign_in
from tests.client import PageClient
from tests.database import settings_for
from tests.one_of_each import SECRET, one_of_each
from tracker import create_app
from tracker.extensions import db
from tracker.people import access

__all__ = ["cast", "sign_in"]

STAFF = {"leader", "operator", "owner", "reviewer"}
TABLE = {
    "GET /": {"signed in"},
    "GET POST /answer/<token>": {"link holder"},
    "POST /answer/<token>/renewal": {"link holder"},
    "GET /answer/thanks/<token>": {"link holder"},
    "GET POST /part/<token>": {"link holder"},
    "GET /part/thanks/<token>": {"link holder"},
    "GET POST /parts/<int:support_id>": {"owner", "reviewer"},
    "GET /parts/files/<int:part_file_id>": STAFF,
    "GET POST /commitments/<int:commitment_id>/parts": {"reviewer"},
    "GET POST /commitments/<int:commitment_id>/typed-in": {"reviewer"},
    "GET POST /delegates": {"owner", "reviewer"},
    "POST /delegates/<int:tenure_id>/end": {"owner", "reviewer"},
    "GET /posts/<int:post_id>/handover": {"operator", "owner", "reviewer"},
    "GET /posts/vacant": {"leader", "operator", "reviewer"},
    "GET POST /people/<int:person_id>": {"operator", "reviewer"},
    "POST /people/<int:person_id>/deactivation": {"operator", "reviewer"},
    "POST /people/<int:person_id>/invitation": {"operator", "reviewer"},
    "POST /people/<int:person_id>/reactivation": {"operator", "reviewer"},
    "GET /assets/<name>": {"anyone"},
    "GET /channels": {"operator"},
    "GET POST /channels/<int:channel_id>": {"operator"},
    "POST /channels/<int:channel_id>/pause": {"operator"},
    "POST /channels/<int:channel_id>/resumption": {"operator"},
    "POST /channels/<int:channel_id>/test": {"operator"},
    "POST /channels/<int:channel_id>/withdrawal": {"operator"},
    "GET POST /channels/new": {"operator"},
    "GET /commitments": STAFF,
    "GET /commitments/<int:commitment_id>": STAFF,
    "GET POST /commitments/acts": {"reviewer"},
    "GET /commitments/acts/<int:oversight_id>": {"reviewer"},
    "POST /commitments/acts/<int:oversight_id>/undo": {"reviewer"},
    "POST /commitments/<int:commitment_id>/confirmation": {"reviewer"},
    "POST /commitments/<int:commitment_id>/extension": {"reviewer"},
    "POST /commitments/<int:commitment_id>/petition": {"reviewer"},
    "GET POST /commitments/<int:commitment_id>/reopening": {"reviewer"},
    "GET POST /commitments/<int:commitment_id>/update": {"owner", "reviewer"},
    "POST /commitments/<int:commitment_id>/verification": {"reviewer"},
    "GET /commitments/mine": {"owner", "reviewer"},
    "GET /comments/files/<int:comment_file_id>": STAFF,
    "POST /drafts/<int:draft_id>/approval": {"reviewer"},
    "GET POST /drafts/<int:draft_id>/correction": {"reviewer"},
    "POST /drafts/<int:draft_id>/forgetting": {"reviewer"},
    "POST /drafts/<int:draft_id>/rejection": {"reviewer"},
    "POST /drafts/<int:draft_id>/return": {"reviewer"},
    "POST /drafts/<int:draft_id>/telling": {"reviewer"},
    "GET /evidence/<int:evidence_id>": STAFF,
    "GET /evidence/<int:evidence_id>/preview": STAFF,
    "GET /forums": STAFF,
    "GET /forums/<int:forum_id>": STAFF,
    "GET /forums/<int:forum_id>/drafts": {"reviewer"},
    "POST /forums/<int:forum_id>/drafts": {"reviewer"},
    "GET POST /forums/<int:forum_id>/edit": {"reviewer"},
    "GET /forums/<int:forum_id>/file/<int:file_id>": STAFF,
    "GET POST /forums/<int:forum_id>/minutes": {"reviewer"},
    "POST /forums/<int:forum_id>/publication": {"reviewer"},
    "GET POST /forums/<int:forum_id>/ratification": {"reviewer"},
    "POST /forums/<int:forum_id>/reading": {"reviewer"},
    "GET POST /forums/new": {"reviewer"},
    "GET /healthz": {"anyone"},
    "POST /holidays/<int:holiday_id>/removal": {"operator"},
    "GET /mail/stop/<token>": {"link holder"},
    "POST /mail/stop/<token>": {"link holder"},
    "GET /inbox": {"operator", "reviewer"},
    "POST /inbox/<int:mail_id>/discarding": {"reviewer"},
    "POST /inbox/<int:mail_id>/placement": {"reviewer"},
    "GET /me": {"signed in"},
    "GET /meetings": {"leader", "reviewer"},
    "GET /meetings/<int:meeting_id>": {"leader", "reviewer"},
    "POST /meetings/<int:meeting_id>/begin": {"reviewer"},
    "GET POST /meetings/<int:meeting_id>/closing": {"reviewer"},
    "POST /meetings/<int:meeting_id>/decisions": {"reviewer"},
    "POST /meetings/<int:meeting_id>/forum": {"reviewer"},
    "POST /meetings/<int:meeting_id>/item": {"reviewer"},
    "POST /meetings/<int:meeting_id>/items": {"reviewer"},
    "GET /meetings/<int:meeting_id>/minutes.docx": {"leader", "reviewer"},
    "GET /meetings/<int:meeting_id>/minutes.txt": {"leader", "reviewer"},
    "POST /meetings/<int:meeting_id>/pause": {"reviewer"},
    "POST /meetings/<int:meeting_id>/promises": {"reviewer"},
    "POST /meetings/<int:meeting_id>/promises/<int:promise_id>/removal": {"reviewer"},
    "GET /meetings/<int:meeting_id>/pulse": {"leader", "reviewer"},
    "GET /meetings/<int:meeting_id>/room": {"reviewer"},
    "GET /meetings/<int:meeting_id>/screen": {"leader", "reviewer"},
    "POST /meetings/<int:meeting_id>/undo": {"reviewer"},
    "GET POST /meetings/new": {"reviewer"},
    "GET /metrics": {"anyone"},  # the view itself asks for METRICS_TOKEN; without one it answers 404
    "GET /offices": {"operator"},
    "GET POST /offices/<int:office_id>": {"operator"},
    "GET POST /offices/new": {"operator"},
    "GET /outbox": {"operator"},
    "POST /outbox/<int:message_id>/retry": {"operator"},
    "POST /outbox/retry": {"operator"},
    "GET POST /password": {"signed in"},
    "GET POST /password/forgotten": {"anyone"},
    "GET POST /password/forgotten/<token>": {"link holder"},
    "GET /people": {"operator"},
    "GET POST /people/new": {"operator"},
    "GET /posts/<int:post_id>": {"operator"},
    "POST /posts/<int:post_id>/tenures": {"operator"},
    "GET POST /posts/new": {"operator"},
    "GET /preferences": {"signed in"},
    "POST /preferences": {"anyone"},
    "POST /preferences/leave": {"signed in"},
    "POST /preferences/leave/<int:tenure_id>/cancellation": {"signed in"},
    "POST /preferences/mail": {"signed in"},
    "POST /preferences/notices/end": {"signed in"},
    "POST /preferences/notices/resumption": {"signed in"},
    "GET /regions/<int:region_id>/deadlines": {"operator", "reviewer"},
    "POST /regions/<int:region_id>/deadlines": {"operator"},
    "GET /regions/<int:region_id>/holidays": {"operator", "reviewer"},
    "POST /regions/<int:region_id>/holidays": {"operator"},
    "GET /regions/<int:region_id>/reminders": {"operator", "reviewer"},
    "POST /regions/<int:region_id>/reminders": {"operator"},
    "POST /reminders": {"reviewer"},
    "GET /reminders/preview": {"reviewer"},
    "GET /reminders/preview/<int:region_id>/<int:person_id>": {"reviewer"},
    "GET /reminders/preview/<int:region_id>/<int:person_id>/html": {"reviewer"},
    "GET /reminders/whatsapp": {"reviewer"},
    "GET /reminders/why": {"signed in"},
    "GET /review": {"leader", "reviewer"},
    "GET /review/kept": {"leader", "reviewer"},
    "GET /review/print": {"leader", "reviewer"},
    "POST /review/views": {"reviewer"},
    "POST /review/views/<int:view_id>": {"reviewer"},
    "POST /review/views/<int:view_id>/removal": {"reviewer"},
    "GET /review/table.csv": {"leader", "reviewer"},
    "GET /review/table.xlsx": {"leader", "reviewer"},
    "GET /routines/<int:routine_id>": STAFF,
    "GET POST /routines/<int:routine_id>/change": {"reviewer"},
    "POST /routines/<int:routine_id>/end": {"reviewer"},
    "GET POST /sign-in": {"anyone"},
    "POST /sign-out": {"signed in"},
    "GET POST /start/<token>": {"link holder"},
    "POST /tenures/<int:tenure_id>/end": {"operator"},
}
IN_THE_DEMO = {
    "GET /mail": {"operator", "reviewer"},
    "GET /mail/<int:id>": {"operator", "reviewer"},
    "GET /mail/<int:id>/html": {"operator", "reviewer"},
}

OPEN = {"anyone", "link holder"}
FRAMED = {"mail.html", "reminders.previewed_html"}
"""A mail in its frame, which is no page of ours."""

NEEDS_A_QUESTION = {"reminders.whatsapp_texts"}
"""Without commitments in its address it is no page."""

EVERYBODYS = {"mail.letter", "mail.html"}
"""The demo's letter box shows all mails of the demo; outside the demo it does not exist."""

NOT_THEIRS = {
    ("reviewer", "commitments.update"),
    ("second_owner", "commitments.update"),
    *((who, "commitments.own_part") for who in ("owner", "reviewer")),
    *((who, "commitments.end_delegation") for who in ("owner", "reviewer")),
}
"""Reviewers may own commitments, so their audience is admitted; this commitment is somebody else's."""


def test_the_whole_access_table(settings: Settings) -> None:
    """Read it: each address with its methods, and who may use it."""
    everyday = create_app(replace(settings, demo=False))
    in_the_demo = create_app(replace(settings, demo=True))
    assert _said(everyday) == TABLE
    assert _said(in_the_demo) == TABLE | IN_THE_DEMO


def _said(app: Flask) -> dict[str, set[str]]:
    return {f"{' '.join(row.methods)} {row.rule}": set(row.audiences) for row in access.table(app)}


def test_a_view_without_an_audience_stops_the_start(settings: Settings) -> None:
    app = create_app(settings)
    app.add_url_rule("/forgotten", "forgotten", lambda: "")
    with pytest.raises(LookupError, match="forgotten names no audience"):
        access.check(app)


@pytest.fixture
def settings(database_url: str, tmp_path: Any) -> Settings:
    """With the demo's letter box, so that the walk passes it too."""
    return replace(settings_for(database_url, tmp_path / "instance"), demo=True)


@pytest.fixture
def ids(app: Flask, cast: Cast) -> dict[str, Any]:
    return one_of_each(app, cast)


def walk(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every address with each of its methods; signing out comes last."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint == "security.logout", rule.rule))
    for rule in rules:
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            yield rule, method


def opened(client: PageClient, rule: Rule, method: str, ids: dict[str, Any]) -> TestResponse:
    """What the address answers; a letter in its frame, and what has no body, are no pages to be checked."""
    client.check_pages = method != "HEAD" and rule.endpoint not in FRAMED
    values = {name: ids[name] for name in rule.arguments}
    path = client.application.url_map.bind("localhost").build(rule.endpoint, values, method=method)
    return client.open(path, method=method, buffered=True)  # closes files that are sent


def told(answer: TestResponse) -> str:
    """What an answer holds, be it a page or a file."""
    return answer.get_data().decode("utf-8", "replace")


def audiences(app: Flask, rule: Rule) -> set[str]:
    return {word for row in access.table(app) if row.rule == rule.rule and set(row.methods) & (rule.methods or set())
            for word in row.audiences}  # fmt: skip


@pytest.fixture
def without_tokens(app: Flask) -> None:
    """A refused token would hide whether the audience is asked for at all; tokens have tests of their own."""
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.mark.databases("sqlite")
def test_whoever_is_not_signed_in_is_sent_to_sign_in(
    app: Flask, client: PageClient, ids: dict[str, Any], without_tokens: None
) -> None:
    for rule, method in walk(app):
        answer = opened(client, rule, method, ids)
        about = f"{method} {rule.rule}: {answer.status} {answer.location}"
        if audiences(app, rule) & OPEN:
            assert answer.status_code < 500, about
            assert not (answer.location or "").startswith("/sign-in"), about
        else:
            assert answer.status_code == 302, about
            assert (answer.location or "").startswith("/sign-in"), about
        assert SECRET not in told(answer), about


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("who", ["owner", "second_owner", "reviewer", "leader", "operator"])
def test_each_audience_opens_its_own_addresses_and_no_others(
    app: Flask,
    client: PageClient,
    cast: Cast,
    sign_in: SignIn,
    ids: dict[str, Any],
    without_tokens: None,
    who: str,
) -> None:
    duty = who.removeprefix("second_")
    sign_in(client, getattr(cast, who))
    for rule, method in walk(app):
        worn = audiences(app, rule)
        answer = opened(client, rule, method, ids)
        about = f"{who}, {method} {rule.rule}: {answer.status} {answer.location}"
        assert answer.status_code < 500, about
        if worn & OPEN or "signed in" in worn:
            assert answer.status_code not in {401, 403}, about
        elif duty not in worn:
            assert answer.status_code == 403, about
            assert SECRET not in told(answer), about
        elif (who, rule.endpoint) in NOT_THEIRS:
            assert answer.status_code in {403, 404}, about
        elif who != "second_owner" and rule.endpoint not in NEEDS_A_QUESTION:
            assert answer.status_code not in {401, 403, 404}, about
            assert not (answer.location or "").startswith("/sign-in"), about


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("who", ["stranger", "stranger_owner"])
def test_for_a_stranger_to_the_region_its_rows_are_not_there(
    app: Flask,
    client: PageClient,
    cast: Cast,
    sign_in: SignIn,
    ids: dict[str, Any],
    without_tokens: None,
    who: str,
) -> None:
    duty = {"stranger": "reviewer", "stranger_owner": "owner"}[who]
    sign_in(client, getattr(cast, who))
    for rule, method in walk(app):
        worn = audiences(app, rule)
        answer = opened(client, rule, method, ids)
        about = f"{who}, {method} {rule.rule}: {answer.status} {answer.location}"
        assert SECRET not in told(answer), about
        if worn & OPEN or "signed in" in worn or (rule.endpoint in EVERYBODYS and duty in worn):
            assert answer.status_code < 500, about
        elif duty not in worn:
            assert answer.status_code == 403, about
        elif any(isinstance(ids[name], int) for name in rule.arguments):
            assert answer.status_code == 404, about
        else:
            assert answer.status_code < 500, about


@pytest.mark.databases("sqlite")
def test_an_operator_of_another_region_changes_nothing_here(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, ids: dict[str, Any], without_tokens: None
) -> None:
    with app.app_context():
        from tracker.people.models import Post
        from tracker.people.rules import Duty

        db.session.get_one(Post, cast.stranger.post_id).duty = Duty.OPERATOR
        db.session.commit()
    sign_in(client, cast.stranger)
    for rule, method in walk(app):
        if rule.endpoint.split(".", maxsplit=1)[0] in {
            "people",
            "regions",
            "forums",
            "commitments",
            "channels",
        } and any(isinstance(ids[name], int) for name in rule.arguments):
            answer = opened(client, rule, method, ids)
            assert answer.status_code in {403, 404}, f"{method} {rule.rule}: {answer.status}"


@pytest.mark.databases("sqlite")
def test_a_person_without_a_post_is_told_so_everywhere(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, ids: dict[str, Any], without_tokens: None
) -> None:
    sign_in(client, cast.postless_email)
    for rule, method in walk(app):
        worn = audiences(app, rule)
        answer = opened(client, rule, method, ids)
        about = f"{method} {rule.rule}: {answer.status}"
        assert SECRET not in told(answer), about
        if not (worn & OPEN or "signed in" in worn):
            assert answer.status_code == 403, about
            assert method == "HEAD" or "tidak memegang jabatan" in answer.text, about
