"""Reply addresses cannot be forged and fit into a mail; numbers in an answer are read as people write them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from config import Settings, SettingsError
from tests.database import settings_for
from tracker import create_app
from tracker.commitments import replying
from tracker.commitments.mail_rules import Said, said
from tracker.commitments.replying import Reply


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    settings = settings_for("sqlite://", tmp_path_factory.mktemp("instance"))
    return create_app(replace(settings, mail_inbox="Jawab@Buton.Example"))


@pytest.fixture(autouse=True)
def _inside(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.mark.parametrize("tenure_id", [1, 127, 128, 16_384, 2**31 - 1])
@pytest.mark.parametrize("commitment_id", [None, 1, 300, 2**31 - 1, 2**63 - 1])
def test_an_address_says_who_and_what_whatever_its_case(tenure_id: int, commitment_id: int | None) -> None:
    address = replying.reply_to(tenure_id, commitment_id)
    assert address is not None
    assert len(address.partition("@")[0]) <= 64
    for written in (address, address.lower(), address.upper()):
        assert replying.find(["other@x.example", written]) == Reply(tenure_id, commitment_id)


def test_no_changed_address_is_believed() -> None:
    chance = random.Random(1)
    address = replying.reply_to(12, 345) or ""
    local, _, host = address.partition("@")
    for _ in range(3000):
        at = chance.randrange(len("jawab+"), len(local))
        wrong = (
            local[:at]
            + chance.choice("abcdefghijklmnopqrstuvwxyz234567=+")
            + local[at + chance.randrange(2) :]
        )
        if wrong != local:
            found = replying.find([f"{wrong}@{host}"])
            assert found in {None, Reply(12, 345)}, "unused bits at the end may differ, the meaning may not"
            assert found is None or wrong[:-1] == local[:-1]


@pytest.mark.parametrize(
    "address",
    ["", "@", "jawab@buton.example", "jawab+@buton.example", "jawab+aaaa@buton.example", "lain+aa@buton.example",
     "jawab+" + "a" * 500 + "@buton.example", "jawab+ääää@buton.example", "jawab+1890@buton.example"],
)  # fmt: skip
def test_other_addresses_say_nothing(address: str) -> None:
    assert replying.find([address]) is None


def test_the_key_of_another_start_signs_nothing_here(app: Flask) -> None:
    address = replying.reply_to(1, 2) or ""
    settings: Settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(
        settings, secret_key="another key, as long as the first one was or longer"
    )
    try:
        assert replying.find([address]) is None
    finally:
        app.config["SETTINGS"] = settings


@pytest.mark.parametrize(
    "inbox",
    [
        "jawab",
        "a b@x.example",
        "jawab+x@x.example",
        "sangatpanjangsekali@x.example",
        "jawab@x.example\nBcc: y",
    ],
)
def test_an_address_that_cannot_carry_a_token_stops_the_start(tmp_path: Path, inbox: str) -> None:
    with pytest.raises(SettingsError, match="MAIL_INBOX"):
        Settings.from_env({"INSTANCE_PATH": str(tmp_path), "MAIL_INBOX": inbox})


@pytest.mark.parametrize(
    "line",
    [
        "2. Sudah",
        "2) Sudah",
        "2: Sudah",
        "No. 2. Sudah",
        "nomor 2: Sudah",
        "#22 Sudah",
        "# 22: Sudah",
        "#22. Sudah",
        " 2. Sudah",
    ],
)
def test_a_line_that_begins_with_a_number_is_about_that_commitment(line: str) -> None:
    assert said(line, {1: 11, 2: 22}) == [Said(22, "Sudah")]


@pytest.mark.parametrize(("ssl", "port"), [("", 993), ("1", 993), ("0", 143)])
def test_imap_is_encrypted_unless_said_otherwise(tmp_path: Path, ssl: str, port: int) -> None:
    env = {"INSTANCE_PATH": str(tmp_path), "IMAP_SERVER": "mail.example"} | (
        {"IMAP_USE_SSL": ssl} if ssl else {}
    )
    settings = Settings.from_env(env)
    assert (settings.imap_use_ssl, settings.imap_port) == (port == 993, port)


@pytest.mark.parametrize(
    "line",
    [
        "2 puskesmas aktif",
        "Sudah 2. Dua lagi",
        "08.05 rapat",
        "2.5 miliar",
        "3. Sudah",
        "Nomor surat 2/2025",
        "2-3 hari",
    ],
)
def test_other_numbers_are_about_the_work(line: str) -> None:
    assert said(line, {1: 11, 2: 22}) == []


def test_words_before_the_first_number_belong_to_it_and_lists_within_stay_whole() -> None:
    text = "Yth. Kesra\n1. Aktif:\n- a\n- b\n\n2. Belum\n1. tambahan"
    assert said(text, {1: 11, 2: 22}) == [
        Said(11, "Yth. Kesra\nAktif:\n- a\n- b\n\ntambahan"),
        Said(22, "Belum"),
    ]
