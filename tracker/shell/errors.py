"""What a person or a program is told when something goes wrong, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

PAGES = frozenset({400, 403, 404, 405, 410, 413, 429})
FOR_PROGRAMS = ("/api/", "/healthz", "/metrics")
HIDDEN = ("password", "token", "secret", "csrf")

LAST_RESORT = """<!doctype html><html lang="id"><meta charset="utf-8"><title>Gangguan</title>
<h1>Ada gangguan pada sistem</h1><p>Muat ulang halaman ini beberapa saat lagi.</p>
<p lang="en">Something went wrong here. Please load this page again in a moment.</p></html>"""


def init_app(app: Flask) -> None:
    app.register_error_handler(CSRFError, form_expired)
    app.register_error_handler(HTTPException, refused)


def refused(error: HTTPException) -> Any:
    """The page of an error; one that brings its own answer (a redirect, a page of its slice) keeps it."""
    if _brings_its_answer(error):
        return error
    code = error.code or 500
    if for_program():
        return _problem(code, error)
    if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _crash_page(), code
    template = f"errors/{code}.html" if code in PAGES else "errors/400.html"
    return _with_headers(current_app.make_response((render_template(template), code)), error)


def form_expired(error: CSRFError) -> Any:
    """Shows what was typed, so that it can be copied; it is not sent on, since a foreign site may have sent it."""
    if for_program():
        return _problem(400, error)
    return render_template("errors/form_expired.html", typed=list(typed())), 400


def _crash_page() -> str:
    """Made without the context processors, which ask the database: it may be what is broken."""
    try:
        return current_app.jinja_env.get_template("errors/500.html").render(reference=g.get("request_id"))
    except Exception:
        current_app.logger.exception("The crash page itself could not be made.")
        return LAST_RESORT


def _brings_its_answer(error: HTTPException) -> bool:
    own_page = type(error).get_response is not HTTPException.get_response
    return own_page or error.response is not None or (error.code or 500) < HTTPStatus.BAD_REQUEST


def for_program() -> bool:
    """Programs get JSON, people get pages."""
    return request.path.startswith(FOR_PROGRAMS)


def typed() -> Iterator[str]:
    """The sentences of the form that was refused: no secrets, and no choices, which are quickly made again."""
    for name, text in request.form.items(multi=True):
        if len(text.split()) > 1 and not any(word in name.lower() for word in HIDDEN):
            yield text


def _problem(code: int, error: HTTPException) -> Response:
    """RFC 9457; the description of a crash stays inside."""
    body = {"type": "about:blank", "title": HTTPStatus(code).phrase, "status": code}
    if code < HTTPStatus.INTERNAL_SERVER_ERROR:
        body["detail"] = error.description or ""
    response = jsonify(body)
    response.status_code = code
    response.mimetype = "application/problem+json"
    return _with_headers(response, error)


def _with_headers(response: Response, error: HTTPException) -> Response:
    """Keeps `Allow` and `Retry-After`, which the error knows."""
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After", "WWW-Authenticate"}:
            response.headers[name] = value
    return response
