"""Addresses inside this product: a safe way back, and the same page at another place in its list."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from flask import request

HOME = "/"
LARGEST = 2**31 - 1
"""The largest number of a row: what PostgreSQL's integer holds."""


def local_or_home(target: str | None) -> str:
    """`target` when it is a path on this host, else the home page: never a way out to a foreign site."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return HOME
    if "\\" in target or any(ord(sign) < 0x21 for sign in target):
        return HOME
    parts = urlsplit(target)
    return HOME if parts.scheme or parts.netloc else target


def here() -> str:
    """The address asked for, to come back to; without its query where the page was sent by a form."""
    address = request.full_path if request.method == "GET" and request.query_string else request.path
    return local_or_home(address)


def page_url(number: int) -> str:
    """This page's address with all its filters, at page `number` of the list."""
    filters = [(name, text) for name, text in request.args.items(multi=True) if name != "page"]
    return f"{request.path}?{urlencode([*filters, ('page', str(number))])}"


def number(text: str) -> int:
    """For `request.args.get(name, type=number)`: what no row and no page can have counts as not given (ValueError)."""
    found = int(text)
    if not 0 <= found <= LARGEST:
        raise ValueError(text)
    return found
