"""Which addresses a channel may have, what is shown of one, and how it is kept."""

from __future__ import annotations

import ipaddress
import re
from datetime import UTC, datetime, timedelta

import pytest

from config import ROOT
from tracker.mail.channels.rules import (
    LONGEST_ADDRESS,
    SERVICES,
    Fault,
    Refusal,
    Trouble,
    is_hopeless,
    is_public,
    is_stale,
    masked,
    refusal,
)
from tracker.mail.channels.seals import opened, seal
from tracker.mail.rules import LAST_ATTEMPT

GOOD = "tgram://123456789:AbCdEf/12315544/"


@pytest.mark.parametrize(
    "address",
    [
        GOOD,
        "tgram://bot-token/-100123?silent=yes&topic=12",
        "slack://token/#umum",
        "jsons://user:pass@pesan.butonkab.go.id/masuk?+X-Kunci=abc&method=PUT&:jenis=pengingat",
        "mailto://user:pass@sms.example.co.id?to=6281234567890@sms.example.co.id&from=kesra@butonkab.go.id",
        "matrixs://user:pass@matrix.example.org/!room",
    ],
)
def test_what_offices_use_is_let_in(address: str) -> None:
    assert refusal(address, private_hosts=False) is None


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", Refusal.NO_ADDRESS),
        ("tgram://", Refusal.NO_ADDRESS),
        ("tgram:/token", Refusal.NO_ADDRESS),
        (f"{GOOD} json://b.example.org", Refusal.NO_ADDRESS),
        (f"{GOOD},json://b.example.org", Refusal.NO_ADDRESS),
        (f"{GOOD}\njson://b.example.org", Refusal.NO_ADDRESS),
        ("tgram://" + "x" * LONGEST_ADDRESS, Refusal.NO_ADDRESS),
        ("file:///etc/passwd", Refusal.SERVICE),
        ("syslog://", Refusal.NO_ADDRESS),
        ("syslog://local0", Refusal.SERVICE),
        ("dbus://x", Refusal.SERVICE),
        ("windows://x", Refusal.SERVICE),
        ("fcm://project@apikey/?keyfile=/etc/passwd", Refusal.SERVICE),
        ("https://hooks.slack.com/services/a/b/c", Refusal.SERVICE),
        ("slack://token/#umum?template=/etc/passwd", Refusal.OPTION),
        ("slack://token/?to=a;template=/etc/passwd", Refusal.OPTION),
        ("slack://token/?to=a?template=/etc/passwd", Refusal.OPTION),
        ("slack://token/?%74emplate=/etc/passwd", Refusal.OPTION),
        ("slack://token/? template=x", Refusal.NO_ADDRESS),
        ("json://a.example.org/?verify=no", Refusal.OPTION),
        ("json://a.example.org/?redirect=yes", Refusal.OPTION),
        ("mailto://a:b@example.org?pgp=yes&pgppub=/etc/x", Refusal.OPTION),
        ("json://127.0.0.1/", Refusal.PRIVATE_HOST),
        ("json://[::1]/", Refusal.PRIVATE_HOST),
        ("json://user:pass@10.1.2.3:8080/x", Refusal.PRIVATE_HOST),
        ("json://169.254.169.254/latest", Refusal.PRIVATE_HOST),
        ("json://localhost/", Refusal.PRIVATE_HOST),
        ("json://server-kesra/", Refusal.PRIVATE_HOST),
        ("json://%31%32%37.0.0.1/", Refusal.PRIVATE_HOST),
        ("json://data.internal/", Refusal.PRIVATE_HOST),
    ],
)
def test_what_could_read_run_or_reach_into_the_house_is_refused(address: str, reason: Refusal) -> None:
    assert refusal(address, private_hosts=False) is reason


def test_a_house_that_wants_it_may_use_its_own_hosts() -> None:
    assert refusal("json://10.1.2.3/x", private_hosts=True) is None
    assert refusal("file:///etc/passwd", private_hosts=True) is Refusal.SERVICE


def test_the_page_for_operators_lists_what_is_allowed() -> None:
    page = (ROOT / "docs" / "channels.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`([a-z0-9]+)://`", page)) == set(SERVICES)


def test_no_allowed_service_is_one_that_stays_on_the_machine() -> None:
    local = set("file syslog rsyslog dbus kde qt glib gnome macosx windows blink1 fcm vapid".split())
    assert not local & set(SERVICES)


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("192.168.1.4", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 -- a number to be judged, nothing listens there
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_numbers_of_the_house_are_known_also_in_disguise(number: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(number)) is public


def test_nothing_secret_is_shown() -> None:
    assert masked(GOOD) == "tgram://…"
    assert (
        masked("jsons://user:pass@pesan.butonkab.go.id:8443/kunci?+X=y") == "jsons://pesan.butonkab.go.id/…"
    )
    assert masked("ntfy://topik-rahasia") == "ntfy://…"


def test_an_address_is_kept_sealed_and_only_its_own_key_opens_it() -> None:
    sealed = seal(GOOD, "kunci satu")
    assert "AbCdEf" not in sealed
    assert seal(GOOD, "kunci satu") != sealed
    assert opened(sealed, "kunci satu") == GOOD
    assert opened(sealed, "kunci dua") is None
    assert opened("rusak", "kunci satu") is None
    assert opened("", "kunci satu") is None


def test_a_text_is_given_up_where_repeating_is_no_use_and_after_two_days() -> None:
    assert is_hopeless(Fault(Trouble.FORBIDDEN), 1)
    assert is_hopeless(Fault(Trouble.STALE), 1)
    assert not is_hopeless(Fault(Trouble.ANSWERED, 503), LAST_ATTEMPT - 1)
    assert is_hopeless(Fault(Trouble.ANSWERED, 503), LAST_ATTEMPT)
    at = datetime(2025, 10, 13, tzinfo=UTC)
    assert not is_stale(at - timedelta(days=3), at)
    assert is_stale(at - timedelta(days=3, seconds=1), at)
