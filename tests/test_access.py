"""Who may open what: the whole table in words, and a walk of every address as every kind of person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from config import Settings
from tests.cast import Cast, SignIn, cast, sign_in
from tests.client import PageClient
from tests.database import settings_for
from tracker import create_app
from tracker.commitments.models import Commitment, Evidence, Extension, Update
from tracker.commitments.rules import Answer, Status
from tracker.extensions import db
from tracker.forums.models import Decision, Forum, MinutesFile, Series
from tracker.forums.rules import Rhythm
from tracker.mail import outbox
from tracker.mail.compose import Composed
from tracker.minutes.models import Draft
from tracker.people import access
from tracker.people.rules import Door
from tracker.shell.files import FileStore
from tracker.shell.kinds import Kind

__all__ = ["cast", "sign_in"]

AT = datetime(2025, 7, 24, 3, tzinfo=UTC)
SECRET = "Urusan dalam Kabupaten Buton."
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n"

STAFF = {"leader", "operator", "owner", "reviewer"}
TABLE = {
    "GET /": {"signed in"},
    "GET POST /answer/<token>": {"link holder"},
    "POST /answer/<token>/renewal": {"link holder"},
    "GET /answer/thanks/<token>": {"link holder"},
    "GET /assets/<name>": {"anyone"},
    "GET /commitments": STAFF,
    "GET /commitments/<int:commitment_id>": STAFF,
    "POST /commitments/<int:commitment_id>/extension": {"reviewer"},
    "GET POST /commitments/<int:commitment_id>/update": {"owner", "reviewer"},
    "POST /commitments/<int:commitment_id>/verification": {"reviewer"},
    "GET /commitments/mine": {"owner", "reviewer"},
    "POST /drafts/<int:draft_id>/approval": {"reviewer"},
    "GET POST /drafts/<int:draft_id>/correction": {"reviewer"},
    "POST /drafts/<int:draft_id>/rejection": {"reviewer"},
    "POST /drafts/<int:draft_id>/return": {"reviewer"},
    "GET /evidence/<int:evidence_id>": STAFF,
    "GET /forums": STAFF,
    "GET /forums/<int:forum_id>": STAFF,
    "GET /forums/<int:forum_id>/drafts": {"reviewer"},
    "POST /forums/<int:forum_id>/drafts": {"reviewer"},
    "GET POST /forums/<int:forum_id>/edit": {"reviewer"},
    "GET /forums/<int:forum_id>/file/<int:file_id>": STAFF,
    "GET POST /forums/<int:forum_id>/minutes": {"reviewer"},
    "POST /forums/<int:forum_id>/publication": {"reviewer"},
    "POST /forums/<int:forum_id>/reading": {"reviewer"},
    "GET POST /forums/new": {"reviewer"},
    "GET /healthz": {"anyone"},
    "GET /me": {"signed in"},
    "GET /offices": {"operator"},
    "GET POST /offices/<int:office_id>": {"operator"},
    "GET POST /offices/new": {"operator"},
    "GET POST /password": {"signed in"},
    "GET POST /password/forgotten": {"anyone"},
    "GET POST /password/forgotten/<token>": {"link holder"},
    "GET /people": {"operator"},
    "GET POST /people/new": {"operator"},
    "GET /posts/<int:post_id>": {"operator"},
    "POST /posts/<int:post_id>/tenures": {"operator"},
    "GET POST /posts/new": {"operator"},
    "POST /preferences": {"anyone"},
    "POST /reminders": {"reviewer"},
    "GET /reminders/why": {"signed in"},
    "GET /review": {"leader", "reviewer"},
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
EVERYBODYS = {"mail.letter", "mail.html"}
"""The demo's letter box shows all mails of the demo; outside the demo it does not exist."""

NOT_THEIRS = {("reviewer", "commitments.update"), ("second_owner", "commitments.update")}
"""Reviewers may own commitments, so their audience is admitted; this commitment is somebody else's."""


def test_the_whole_access_table(settings: Settings) -> None:
    """Read it: each address with its methods, and who may use it."""
    everyday = create_app(replace(settings, demo=False))
    in_the_demo = create_app(replace(settings, demo=True))
    assert _said(everyday) == TABLE
    assert _said(in_the_demo) == TABLE | IN_THE_DEMO


def _said(app: Flask) -> dict[str, set[str]]:
    return {f"{' '.join(row.methods)} {row.rule}": set(row.audiences) for row in access.table(app)}


def test_a_view_without_an_audience_stops_the_start(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "")
    with pytest.raises(LookupError, match="forgotten names no audience"):
        access.check(app)


@pytest.fixture
def settings(database_url: str, tmp_path: Any) -> Settings:
    """With the demo's letter box, so that the walk passes it too."""
    return replace(settings_for(database_url, tmp_path / "instance"), demo=True)


@pytest.fixture
def ids(app: Flask, cast: Cast) -> dict[str, Any]:
    """One row of each kind in Buton, by the names that addresses give to their ids."""
    with app.app_context():
        series = Series(region_id=cast.region_id, name="Forum Kemitraan", rhythm=Rhythm.YEARLY)
        db.session.add(series)
        db.session.flush()
        forum = Forum(
            region_id=cast.region_id, series_id=series.id, title=SECRET, held_on=date(2025, 7, 24),
            minutes_text=SECRET, made_at=AT, published_at=AT,
        )  # fmt: skip
        db.session.add(forum)
        db.session.flush()
        settings: Settings = app.config["SETTINGS"]
        store = FileStore(settings.evidence_path, settings.upload_limit)
        kept = store.keep(BytesIO(PDF), allowed=frozenset({Kind.PDF}))
        file = MinutesFile(
            forum_id=forum.id, name="notula.pdf", media_type=kept.media_type, size=kept.size,
            sha256=kept.sha256, kept_at=AT,
        )  # fmt: skip
        draft = Draft(
            forum_id=forum.id, number=1, start=0, end=len(SECRET), quote=SECRET, action=SECRET, kind="plan"
        )
        decision = Decision(forum_id=forum.id, number=1, quote=SECRET, start=0, end=len(SECRET), made_at=AT)
        db.session.add_all([file, draft, decision])
        db.session.flush()
        commitment = Commitment(
            region_id=cast.region_id, forum_id=forum.id, decision_id=decision.id, action=SECRET, measure="",
            owner_post_id=cast.owner.post_id, owner_office_id=cast.owner.office_id, due_on=date(2025, 8, 29),
            original_due_on=date(2025, 8, 29), status=Status.IN_PROGRESS, made_at=AT, published_at=AT,
        )  # fmt: skip
        db.session.add(commitment)
        db.session.flush()
        update = Update(
            commitment_id=commitment.id, at=AT, tenure_id=cast.owner.tenure_id, door=Door.PAGE,
            answer=Answer.MORE_TIME, note=SECRET,
        )  # fmt: skip
        db.session.add(update)
        db.session.flush()
        commitment.last_update_id = update.id
        evidence = Evidence(
            update_id=update.id,
            name="bukti.pdf",
            media_type=kept.media_type,
            size=kept.size,
            sha256=kept.sha256,
        )
        asked = Extension(
            commitment_id=commitment.id, update_id=update.id, asked_at=AT, asked_due_on=date(2026, 12, 1)
        )
        message = outbox.queue(
            key="k", kind="invitation", period="2025", to_email="a@b.example", to_name="A",
            composed=Composed("S", "T", "<html><head><title>T</title></head><p>T</p></html>"), at=AT,
        )  # fmt: skip
        assert message is not None
        db.session.add_all([evidence, asked])
        db.session.commit()
        return {
            "forum_id": forum.id, "file_id": file.id, "draft_id": draft.id, "commitment_id": commitment.id,
            "evidence_id": evidence.id, "office_id": cast.owner.office_id, "post_id": cast.owner.post_id,
            "tenure_id": cast.second_owner.tenure_id, "id": message.id, "token": "tidak.dikenal", "name": "favicon.svg",
        }  # fmt: skip


def walk(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every address with each of its methods; signing out comes last."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint == "security.logout", rule.rule))
    for rule in rules:
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            yield rule, method


def opened(client: PageClient, rule: Rule, method: str, ids: dict[str, Any]) -> TestResponse:
    """What the address answers; a letter in its frame, and what has no body, are no pages to be checked."""
    client.check_pages = method != "HEAD" and rule.endpoint != "mail.html"
    values = {name: ids[name] for name in rule.arguments}
    path = client.application.url_map.bind("localhost").build(rule.endpoint, values, method=method)
    return client.open(path, method=method)


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
        assert SECRET not in answer.text, about


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
            assert SECRET not in answer.text, about
        elif (who, rule.endpoint) in NOT_THEIRS:
            assert answer.status_code == 404, about
        elif who != "second_owner":
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
        assert SECRET not in answer.text, about
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
        if rule.endpoint.split(".", maxsplit=1)[0] in {"people", "regions", "forums", "commitments"} and any(
            isinstance(ids[name], int) for name in rule.arguments
        ):
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
        assert SECRET not in answer.text, about
        if not (worn & OPEN or "signed in" in worn):
            assert answer.status_code == 403, about
            assert method == "HEAD" or "tidak memegang jabatan" in answer.text, about


@pytest.mark.parametrize("number", [2**31, 2**63 - 1, 2**63, 10**30])
def test_a_number_that_no_row_can_have_is_not_found(
    app: Flask, client: PageClient, cast: Cast, sign_in: SignIn, number: int
) -> None:
    for who in (cast.reviewer, cast.operator):
        sign_in(client, who)
        for rule in app.url_map.iter_rules():
            names = rule.arguments - {"token", "name"}
            if names and "GET" in (rule.methods or set()):
                path = rule.rule
                for name in names:
                    path = path.replace(f"<int:{name}>", str(number))
                assert client.get(path).status_code in {403, 404}, path
        client.submit("/me", action="/sign-out")
