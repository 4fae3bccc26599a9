"""The files that prove a report: handed out as they were kept, and the small pictures that were made of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Response, abort, send_file

from tracker.commitments import actions, queries
from tracker.commitments.proof_columns import ProofColumns
from tracker.commitments.views.blueprint import pages
from tracker.commitments.views.showing import READERS
from tracker.people import access
from tracker.shell.photos import MEDIA_TYPE


@pages.get("/evidence/<int:evidence_id>")
@access.only(*READERS)
def evidence(evidence_id: int) -> Response:
    """The file as it was kept; never shown inside our own pages, whatever it contains."""
    return handed_out(queries.evidence_visible_to(access.asker(), evidence_id) or abort(404))


@pages.get("/evidence/<int:evidence_id>/preview")
@access.only(*READERS)
def preview(evidence_id: int) -> Response:
    """The small picture, which was made here and is of one kind always; for those who may have the file."""
    file = queries.evidence_visible_to(access.asker(), evidence_id) or abort(404)
    if file.preview_width is None:
        abort(404)
    response = _sealed(actions.store().preview(file.sha256), MEDIA_TYPE)
    response.headers["Content-Disposition"] = "inline"
    return response


def handed_out(file: ProofColumns) -> Response:
    """As a download, under its harmless name."""
    path = actions.store().path(file.sha256)
    return _sealed(path, file.media_type, as_attachment=True, download_name=file.name)


def _sealed(path: Path, media_type: str, **options: Any) -> Response:
    """Bytes that no browser takes for anything else and no page can use as its own."""
    if not path.exists():
        abort(404)
    response = send_file(path, mimetype=media_type, etag=False, **options)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response
