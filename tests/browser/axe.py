"""What axe says about a page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}


def violations(page: Page) -> str:
    """A report of the violations of WCAG 2.2 AA and of axe's good practices; empty when there are none."""
    results = Axe().run(page, options=OPTIONS)
    return str(results.generate_report()) if results.violations_count else ""
