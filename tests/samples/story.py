"""The demo's story as the tests of the samples read it."""

from __future__ import annotations

import tomllib
from datetime import datetime
from typing import Any

from samples.notula.make import HERE as NOTULA

Row = dict[str, Any]
SAMPLES = NOTULA.parent
STORY: Row = tomllib.loads((SAMPLES / "demo.toml").read_text(encoding="utf-8"))
NOW = datetime.fromisoformat(STORY["clock"]["now"])

REGIONS: list[Row] = STORY["region"]
FORUMS: list[Row] = STORY["forum"]
OFFICES = {office["key"]: office for region in REGIONS for office in region["office"]}
POSTS = {post["key"]: post | {"region": region["code"]} for region in REGIONS for post in region["post"]}
DECISIONS = {row["key"]: row | {"forum": forum} for forum in FORUMS for row in forum["decision"]}
