"""What is asked of every page: fit for its screen and for all who read, and light on the network."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from tests.browser.axe import violations

MOST_REQUESTS, MOST_BYTES = 8, 80 * 1024


@dataclass
class Visit:
    """A page in somebody's browser, counting what the network really carried."""

    page: Page
    faults: list[str] = field(default_factory=list)
    _requests: int = 0
    _bytes: float = 0

    def __post_init__(self) -> None:
        network = self.page.context.new_cdp_session(self.page)
        network.send("Network.enable")
        network.send("Network.setCacheDisabled", {"cacheDisabled": True})
        network.on("Network.requestWillBeSent", self._asked)
        network.on("Network.loadingFinished", self._got)

    def see(self, path: str) -> None:
        self._requests, self._bytes = 0, 0
        response = self.page.goto(path, wait_until="load")
        assert response is not None
        self._check(response.status < 500, path, f"answered {response.status}")
        self._check(self._requests <= MOST_REQUESTS, path, f"{self._requests} requests")
        self._check(self._bytes <= MOST_BYTES, path, f"{self._bytes / 1024:.0f} kB on a first load")
        self._check(bool(self.page.title().split("·")[0].strip()), path, "no title")
        self._check(self.page.locator("h1").count() == 1, path, "not one h1")
        self._check(
            self.page.locator(".btn-primary:visible").count() <= 1, path, "more than one filled button"
        )
        beyond = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        self._check(beyond <= 0, path, f"{beyond} px wider than the screen")
        said = violations(self.page)
        self._check(not said, path, said)

    def _check(self, fine: bool, path: str, fault: str) -> None:
        if not fine:
            self.faults.append(f"{path}: {fault}")

    def _asked(self, event: dict[str, Any]) -> None:
        self._requests += not event["request"]["url"].startswith("data:")

    def _got(self, event: dict[str, Any]) -> None:
        self._bytes += event["encodedDataLength"]
