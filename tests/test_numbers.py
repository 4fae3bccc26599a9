"""Numbers in addresses that no row can have: not found, or as if not given, on either database."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from config import Settings
from tests.cast import Cast, SignIn, cast, sign_in
from tests.client import PageClient
from tests.database import settings_for
from tests.one_of_each import one_of_each

__all__ = ["cast", "sign_in"]


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """With the demo's letter box, which has addresses of its own."""
    return replace(settings_for(database_url, tmp_path / "instance"), demo=True)


@pytest.fixture
def ids(app: Flask, cast: Cast) -> dict[str, Any]:
    return one_of_each(app, cast)


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


@pytest.mark.parametrize("number", [0, -1, 2**31, 2**63, 10**30])
def test_a_number_in_a_question_that_no_row_can_have_is_harmless(
    client: PageClient, cast: Cast, sign_in: SignIn, ids: dict[str, Any], number: int
) -> None:
    sign_in(client, cast.reviewer)
    for address in (
        "/commitments?before=", "/mail?before=", "/forums?page=", f"/forums/{ids['forum_id']}/drafts?draft=",
        "/review?office=", "/review?forum=", "/review?after=2025-01-01.",
    ):  # fmt: skip
        assert client.get(f"{address}{number}").status_code == 200, address
