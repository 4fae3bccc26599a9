"""Notices a request that answered well but left changes that were never committed."""

from __future__ import annotations

from flask import Flask, Response
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction

from tracker.extensions import db

WRITTEN = "written but not committed"
LEFT = "tests.unsaved"


@event.listens_for(Session, "after_flush")
def _note_flush(session: Session, _context: object) -> None:
    session.info[WRITTEN] = True


@event.listens_for(Session, "do_orm_execute")
def _note_statement(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info[WRITTEN] = True


@event.listens_for(Session, "after_transaction_end")
def _settle(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(WRITTEN, None)


def watch_unsaved(app: Flask) -> None:
    """Keeps in the app what its last request left unsaved; an error page may leave anything, it was given up."""

    @app.after_request
    def look(response: Response) -> Response:
        app.extensions[LEFT] = _left(db.session()) if response.status_code < 400 else ""
        return response


def left_by_last_request(app: Flask) -> str:
    """What the last request left unsaved, for a reader; empty when nothing."""
    return str(app.extensions.pop(LEFT, ""))


def _left(session: Session) -> str:
    pending = [*session.new, *session.deleted, *(row for row in session.dirty if session.is_modified(row))]
    if pending:
        return ", ".join(type(row).__name__ for row in pending)
    return "statements that were run" if session.info.get(WRITTEN) else ""
