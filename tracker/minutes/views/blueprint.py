"""The blueprint that the pages of minutes hang on."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("minutes", __name__)
