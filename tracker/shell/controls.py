"""What ties a form's control to its words: the attributes by which hint and error are read out with it."""

from __future__ import annotations

from typing import Any

from flask import Flask


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(control_aria=aria, control_described=described, control_target=target)


def aria(field: Any, hint: str | None = None) -> dict[str, str]:
    """The attributes of a control with this hint and its own errors."""
    attributes = {"aria-invalid": "true"} if field.errors else {}
    ids = described(field, hint)
    return {**attributes, "aria-describedby": ids} if ids else attributes


def described(field: Any, hint: str | None = None) -> str:
    """The ids of the sentences that belong to the field, in the order they stand on the page."""
    ids = [f"{field.id}-hint"] if hint or field.description else []
    return " ".join([*ids, f"{field.id}-error"] if field.errors else ids)


def target(field: Any) -> str:
    """The id a link to the field must name: a question with cards is reached by its first card."""
    return f"{field.id}-0" if field.type == "RadioField" else str(field.id)
