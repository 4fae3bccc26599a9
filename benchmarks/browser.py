"""A browser without a screen: cookies, one kept-open connection, compressed answers, and what a page asks for."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from time import perf_counter
from typing import NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

ASKED_FOR = re.compile(
    r"""<(?:script|img)\b[^>]*?\ssrc="([^"]+)|<link\b(?=[^>]*\srel="(?:stylesheet|icon))[^>]*?\shref="([^"]+)"""
)
IN_STYLES = re.compile(r"""(?:url\(\s*|@import\s+)['"]?([^'")\s]+)""")


class Answer(NamedTuple):
    """What came back; `size` in bytes as sent, `seconds` until the last of them."""

    status: int
    text: str
    size: int
    seconds: float
    location: str


class Weight(NamedTuple):
    """A first load: bytes of all bodies as sent, and requests."""

    size: int
    requests: int


class Browser:
    """One visitor of one server."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self._cookies: SimpleCookie = SimpleCookie()

    def get(self, address: str) -> Answer:
        return self._ask("GET", address)

    def post(self, address: str, fields: Mapping[str, str]) -> Answer:
        return self._ask("POST", address, fields)

    def first_load(self, address: str) -> Weight:
        """The page with its styles, scripts, pictures and icon, each once; LookupError when one is not there."""
        page = self._there(address)
        size, asked = page.size, _asked_for(page.text)
        waiting, seen = list(asked), set(asked)
        while waiting:
            name = waiting.pop()
            part = self._there(urljoin(address, name))
            size += part.size
            inner = [urljoin(name, found) for found in _in_styles(name, part.text)]
            waiting += [found for found in inner if found not in seen]
            seen.update(inner)
        return Weight(size, 1 + len(seen))

    def _there(self, address: str) -> Answer:
        answer = self.get(address)
        if answer.status != 200:
            raise LookupError(f"{address} answered {answer.status}")
        return answer

    def _ask(self, method: str, address: str, fields: Mapping[str, str] | None = None) -> Answer:
        headers = {"Accept-Encoding": "gzip", "Accept-Language": "id"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={kept.value}" for name, kept in self._cookies.items())
        body = None
        if fields is not None:
            body = urlencode(fields).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = perf_counter()
        self._connection.request(method, address, body, headers)
        response = self._connection.getresponse()
        data = response.read()
        seconds = perf_counter() - started
        for line in response.headers.get_all("Set-Cookie") or []:
            self._cookies.load(line)
        plain = gzip.decompress(data) if response.headers["Content-Encoding"] == "gzip" else data
        return Answer(
            response.status,
            plain.decode("utf-8", "replace"),
            len(data),
            seconds,
            response.headers.get("Location", ""),
        )


def _asked_for(page: str) -> list[str]:
    """Addresses that a browser loads together with the page; pictures drawn in the page itself cost none."""
    found = dict.fromkeys(script or link for script, link in ASKED_FOR.findall(page))
    return [address.replace("&amp;", "&") for address in found if not address.startswith("data:")]


def _in_styles(name: str, text: str) -> list[str]:
    if not urlsplit(name).path.endswith(".css"):
        return []
    return [found for found in IN_STYLES.findall(text) if not found.startswith(("data:", "#"))]
