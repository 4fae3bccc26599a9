"""Reads the board as a person sees it: rows, bands, and what each filter promises."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from tests import pages
from tests.client import PageClient


def tree(client: PageClient, address: str = "/review") -> Element:
    answer = client.get(address)
    assert answer.status_code == 200
    return pages.parse(answer.text)


def shown(page: Element) -> list[int]:
    """Ids of the commitments on a page, from the top."""
    links = [a.get("href", "") for a in page.iter("a") if a.get("class") == "title"]
    return [int(link.partition("?")[0].rsplit("/", 1)[-1]) for link in links]


def ages(page: Element) -> list[str]:
    return [pages.text(row) for row in page.iter("tr") if row.get("class") == "band"]


def counts(page: Element) -> dict[str, int]:
    """What each filter's link says it would leave."""
    aside = next(page.iter("aside"))
    found = {}
    for link in aside.iter("a"):
        label, number = pages.text(link), pages.text(next(link.iter("span")))
        found[label.removesuffix(number).strip()] = int(number)
    return found


def _leads_elsewhere(part: Element) -> bool:
    return bool({"tabs", "sorts"} & set(part.get("class", "").split()))


def address_of(page: Element, words: str) -> str:
    parts = [part for part in page.iter() if part.tag in {"aside", "nav"} and not _leads_elsewhere(part)]
    [link] = [a for part in parts for a in part.iter("a") if pages.text(a).startswith(words)]
    return link.get("href", "")
