"""Pages of this slice."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("minutes", __name__)
