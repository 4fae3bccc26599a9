"""The pages of the meetings."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("meetings", __name__)
