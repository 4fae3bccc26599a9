"""Stylesheets and scripts: from installed packages and `static/`, compressed once, cached for a year by content."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

from flask import Blueprint, Flask, Response, abort, current_app, request, url_for

from config import ROOT
from tracker.shell.packages import folder_of

YEAR = 365 * 24 * 60 * 60
SOURCE_MAP = re.compile(rb"\s*(?:/\*|//)# sourceMappingURL=\S+(?:\s*\*/)?\s*$")
OWN_SUFFIXES = frozenset({".css", ".js", ".svg"})


@dataclass(frozen=True)
class Asset:
    """A file as it is sent: its bytes plain and compressed, and the digest that names this content."""

    plain: bytes
    packed: bytes
    digest: str
    media_type: str


def init_app(app: Flask, shell: Blueprint) -> None:
    app.extensions["assets"] = {name: read(path) for name, path in sources()}
    app.jinja_env.globals["asset"] = url_of
    shell.add_url_rule("/assets/<name>", view_func=asset)


def sources() -> Iterator[tuple[str, Path]]:
    """The names pages may ask for, and the files behind them."""
    yield "bootstrap.css", folder_of("flask_bootstrap") / "static/bootstrap5/css/bootstrap.min.css"
    yield "htmx.js", folder_of("js_lib_htmx") / "static/htmx/htmx.min.js"
    for path in sorted((ROOT / "static").iterdir()):
        if path.suffix in OWN_SUFFIXES:
            yield path.name, path


def read(path: Path) -> Asset:
    """The reference to a source map is cut off: we do not serve one, and browsers would ask for it."""
    plain = SOURCE_MAP.sub(b"", path.read_bytes())
    return _packed(plain, mimetypes.guess_type(path.name)[0] or "application/octet-stream")


@lru_cache(64)
def _packed(plain: bytes, media_type: str) -> Asset:
    """Remembered, since a process that makes several apps (tests, commands) packs the same bytes each time."""
    return Asset(plain, gzip.compress(plain, 9, mtime=0), hashlib.sha256(plain).hexdigest()[:16], media_type)


def url_of(name: str) -> str:
    """The address of this very content; KeyError for a name no file has."""
    return url_for("shell.asset", name=name, v=_all()[name].digest)


def asset(name: str) -> Response:
    """An address that names old content gets today's, uncached: pages of two versions live side by side for a while."""
    found = _all().get(name) or abort(404)
    packs = request.accept_encodings["gzip"] > 0

    response = Response(found.packed if packs else found.plain, content_type=_content_type(found))
    if packs:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(f"{found.digest}-gzip" if packs else found.digest)
    if request.args.get("v") == found.digest:
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    else:
        response.headers["Cache-Control"] = "public, no-cache"
    response.make_conditional(request)
    return response


def _content_type(found: Asset) -> str:
    return f"{found.media_type}; charset=utf-8"


def _all() -> dict[str, Asset]:
    return cast("dict[str, Asset]", current_app.extensions["assets"])
