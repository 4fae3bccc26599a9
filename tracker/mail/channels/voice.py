"""The process that speaks: it alone loads Apprise, and may connect to nothing but the internet at large.

Started by `speaking`, never imported by the product. A line of JSON in, a line of JSON out. An audit hook, which no
plug-in can take off again, refuses every connection to this machine or house and every new process. What Apprise logs
holds addresses; it is read for its error code and dropped.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import os
import re
import socket
import sys
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

import apprise

from tracker.mail.channels.rules import Fault, Trouble, is_public

PRIVATE_HOSTS = "--private-hosts"
NEVER = frozenset(
    {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty", "os.startfile"}
)
CODE = re.compile(r"error=(\d{3})\b")

_blocked: list[str] = []


class Log(logging.Handler):
    """What Apprise said about the text at hand."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def fault(self) -> Fault:
        said = "\n".join(self.lines)
        if found := CODE.search(said):
            return Fault(Trouble.ANSWERED, int(found[1]))
        return Fault(Trouble.UNREACHABLE if "onnection" in said else Trouble.REFUSED)


def main() -> None:
    """Answers until there is no more to say."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a plug-in prints is no answer
    log = _only_log()
    apprise.Apprise.instantiate(
        "json://localhost"
    )  # loads the plug-ins, which is no part of anybody's time-out
    _confine(private_hosts=PRIVATE_HOSTS in sys.argv)
    print("{}", file=out, flush=True)
    for line in sys.stdin:
        fault = _answer(json.loads(line), log)
        print(json.dumps(fault and [fault.trouble.value, fault.code]), file=out, flush=True)


def _only_log() -> Log:
    log = Log()
    logger = logging.getLogger("apprise")
    logger.handlers, logger.propagate = [log], False
    logger.setLevel(logging.INFO)
    return log


def _answer(asked: dict[str, Any], log: Log) -> Fault | None:
    """None: the service took it, or, where there is nothing to say, the address can be understood."""
    log.lines.clear()
    _blocked.clear()
    service = apprise.Apprise.instantiate(asked["address"], asset=_asset())
    if service is None:
        return Fault(Trouble.UNREADABLE)
    if not asked["text"]:
        return None
    try:
        taken = service.notify(body=asked["text"], title=asked["title"])
    except Exception:
        taken = False
    if taken:
        return None
    return Fault(Trouble.FORBIDDEN) if _blocked else log.fault()


def _asset() -> apprise.AppriseAsset:
    return apprise.AppriseAsset(
        app_id="Tindak Lanjut",
        storage_mode="memory",
        allow_templates=False,
        http_redirects=False,
        pgp_autogen=False,
        pem_autogen=False,
        secure_logging=True,
    )


def _confine(*, private_hosts: bool) -> None:
    """From here on this process starts no other and, unless it may, reaches no host of the house."""
    doors = _proxies()

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        if event in NEVER:
            raise PermissionError(event)
        if event == "socket.connect" and not private_hosts and not _may_reach(arguments[1], doors):
            _blocked.append(event)
            raise PermissionError("host not allowed")

    sys.addaudithook(look)


def _proxies() -> frozenset[str]:
    """Numbers of the proxies that the operator set for the whole machine: they may stand in the house."""
    names = {urlsplit(address).hostname or "" for address in getproxies().values()}
    found: set[str] = set()
    for name in names - {""}:
        try:
            found |= {str(entry[4][0]) for entry in socket.getaddrinfo(name, None)}
        except OSError:
            continue
    return frozenset(found)


def _may_reach(address: Any, doors: frozenset[str]) -> bool:
    try:
        host = str(address[0]).partition("%")[0]
        return host in doors or is_public(ipaddress.ip_address(host))
    except (TypeError, ValueError, IndexError):
        return False


if __name__ == "__main__":
    main()
