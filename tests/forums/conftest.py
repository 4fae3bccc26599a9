"""The fixtures of the minutes' tests serve the forums' tests too."""

from __future__ import annotations

from tests.minutes.conftest import at_the_forum, cast, forum_id, reviewer, sign_in

__all__ = ["at_the_forum", "cast", "forum_id", "reviewer", "sign_in"]
