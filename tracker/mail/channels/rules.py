"""What a channel is told, which addresses it may have, how much of one is shown, and when to give up. Pure."""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from tracker.mail.rules import LAST_ATTEMPT

LONGEST_ADDRESS = 1000
LONGEST_TEXT = 1000
STALE_AFTER = timedelta(days=3)
"""A count that is older misleads; it is given up rather than told."""


class ChannelKind(StrEnum):
    """What a channel may be told; each channel chooses."""

    WEEKLY = "weekly summary"
    ESCALATIONS = "escalations"
    PUBLISHED = "forum published"


class Trouble(StrEnum):
    """Why a text was not taken, in words that hold nothing of the address."""

    LOCKED = "address must be entered again"
    UNREADABLE = "address not understood"
    FORBIDDEN = "host not allowed"
    UNREACHABLE = "host not reached"
    ANSWERED = "answered"
    REFUSED = "not taken"
    SILENT = "no answer in time"
    STALE = "too old to be told"


class Fault(NamedTuple):
    """Why a text was not taken; `code` is the service's HTTP answer, where it gave one."""

    trouble: Trouble
    code: int | None = None

    def __str__(self) -> str:
        return f"{self.trouble.value} {self.code}" if self.code else self.trouble.value


class Refusal(StrEnum):
    """Why an address is not kept at all."""

    NO_ADDRESS = "no address"
    SERVICE = "service"
    OPTION = "option"
    PRIVATE_HOST = "private host"


class Service(NamedTuple):
    """A service that an address may name; `hosted`: on a server that the address names."""

    name: str
    hosted: bool = False


SERVICES: dict[str, Service] = {
    "tgram": Service("Telegram"),
    "slack": Service("Slack"),
    "gchat": Service("Google Chat"),
    "matrix": Service("Matrix", hosted=True),
    "matrixs": Service("Matrix", hosted=True),
    "mmost": Service("Mattermost", hosted=True),
    "mmosts": Service("Mattermost", hosted=True),
    "rocket": Service("Rocket.Chat", hosted=True),
    "rockets": Service("Rocket.Chat", hosted=True),
    "nctalk": Service("Nextcloud Talk", hosted=True),
    "nctalks": Service("Nextcloud Talk", hosted=True),
    "zulip": Service("Zulip"),
    "gotify": Service("Gotify", hosted=True),
    "gotifys": Service("Gotify", hosted=True),
    "ntfy": Service("ntfy"),
    "ntfys": Service("ntfy"),
    "signal": Service("Signal", hosted=True),
    "signals": Service("Signal", hosted=True),
    "smseagle": Service("SMSEagle", hosted=True),
    "smseagles": Service("SMSEagle", hosted=True),
    "clickatell": Service("Clickatell SMS"),
    "d7sms": Service("D7 SMS"),
    "httpsms": Service("httpSMS"),
    "infobip": Service("Infobip SMS"),
    "msgbird": Service("MessageBird SMS"),
    "sinch": Service("Sinch SMS"),
    "twilio": Service("Twilio SMS"),
    "vonage": Service("Vonage SMS"),
    "mailto": Service("E-mail", hosted=True),
    "mailtos": Service("E-mail", hosted=True),
    "json": Service("JSON", hosted=True),
    "jsons": Service("JSON", hosted=True),
    "form": Service("Web form", hosted=True),
    "forms": Service("Web form", hosted=True),
}
"""Services that only speak HTTP or SMTP; those that write files, start programs or reach a local bus are not here."""

OPTIONS = frozenset(
    "to from name reply cc bcc smtp method format mode priority token key apikey secret sid region channel channels "
    "team botname thread topic silent preview image workspace version msgtype source unicode batch status webhook "
    "auth xtags url_prefix spi ttl".split()
)
"""Options after `?`. Others could name a file to be read, follow redirects or leave certificates unchecked."""

OWN_FIELDS = ("+", "-", ":")
"""What begins with these is a header, parameter or field of a JSON or form address."""


def refusal(address: str, *, private_hosts: bool) -> Refusal | None:
    """Why this address may not be kept; None: it may. Where its host really leads is checked again when speaking."""
    schema, mark, rest = address.partition("://")
    if not mark or not rest or len(address) > LONGEST_ADDRESS or not _is_plain(address):
        return Refusal.NO_ADDRESS
    service = SERVICES.get(schema.lower())
    if service is None:
        return Refusal.SERVICE
    if not _options_allowed(rest):
        return Refusal.OPTION
    if service.hosted and not private_hosts and is_private(host_of(address)):
        return Refusal.PRIVATE_HOST
    return None


def _is_plain(address: str) -> bool:
    """One address of visible ASCII: blanks and commas would begin a second one."""
    return all("!" <= char <= "~" for char in address) and "," not in address


def _options_allowed(rest: str) -> bool:
    _, mark, query = rest.partition("?")
    if not mark:
        return True
    if "?" in query or ";" in query:
        return False
    names = [pair.partition("=")[0] for pair in query.split("&")]
    return all(name.lower() in OPTIONS or name.startswith(OWN_FIELDS) for name in names if name)


def host_of(address: str) -> str:
    """The host that an address names, in lower case; empty where it names none."""
    try:
        return unquote(urlsplit("//" + address.partition("://")[2]).hostname or "")
    except ValueError:
        return ""


def is_private(host: str) -> bool:
    """Whether this host, by its name or number, is this machine or one of the house."""
    try:
        number = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        name = host.rstrip(".")
        return "." not in name or name.rpartition(".")[2] in {"local", "localhost", "internal", "lan", "home"}
    return not is_public(number)


def is_public(number: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether a number belongs to the internet at large, also when it wraps another one."""
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour or (number.teredo and number.teredo[1])
        if inner is None and number in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return number.is_global and not number.is_multicast


def masked(address: str) -> str:
    """What may be shown of an address: its service, and the host where that is one of the customer's own."""
    schema = address.partition("://")[0].lower()
    service = SERVICES.get(schema)
    host = host_of(address)[:60] if service and service.hosted else ""
    return f"{schema}://{host}/…" if host else f"{schema}://…"


def is_hopeless(fault: Fault, attempts: int) -> bool:
    """Whether to give a text up: at once where no repeat can help, else after about two days of trying."""
    return fault.trouble in {Trouble.FORBIDDEN, Trouble.STALE} or attempts >= LAST_ATTEMPT


def is_stale(queued_at: datetime, at: datetime) -> bool:
    return at - queued_at > STALE_AFTER
