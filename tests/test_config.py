"""Settings come from the environment; a start that cannot be safe or cannot work is refused in one line."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from config import ROOT, Settings, SettingsError

KEY = "a key that only tests use, long enough to be one"


def settings(folder: Path, **env: str) -> Settings:
    return Settings.from_env({"INSTANCE_PATH": str(folder), **env})


@pytest.mark.parametrize("env", [{"HOST": "0.0.0.0"}, {"HOST": "192.168.1.4"}, {"PRODUCTION": "1"}])  # noqa: S104 -- the case in question
def test_a_start_that_others_reach_needs_a_key_of_its_own(tmp_path: Path, env: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"^SECRET_KEY is not set\..*[^\n]$"):
        settings(tmp_path, **env)
    assert not (tmp_path / "secret-key").exists()
    assert settings(tmp_path, SECRET_KEY=KEY, **env).secret_key == KEY


def test_the_refusal_is_one_line_of_the_program(tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "INSTANCE_PATH": str(tmp_path), "HOST": "0.0.0.0", "SECRET_KEY": ""}  # noqa: S104 -- same
    done = subprocess.run(
        [sys.executable, "run.py"], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("Tindak Lanjut did not start. SECRET_KEY is not set.")


def test_on_one_machine_a_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    first = settings(tmp_path / "data").secret_key
    kept = tmp_path / "data" / "secret-key"
    assert len(first) >= 48
    assert settings(tmp_path / "data").secret_key == first == kept.read_text()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [file.name for file in kept.parent.iterdir()] == ["secret-key"]


def test_starts_at_the_same_time_agree_on_the_key(tmp_path: Path) -> None:
    code = "from config import Settings; print(Settings.from_env().secret_key)"
    env = {"PATH": os.environ["PATH"], "INSTANCE_PATH": str(tmp_path), "HOST": "127.0.0.1"}

    def start(_number: int) -> str:
        return subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
        ).stdout.strip()

    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(start, range(4)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 48


def test_production_zero_is_no_production(tmp_path: Path) -> None:
    assert settings(tmp_path, PRODUCTION="0").secret_key


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"PORT": "abc"}, "PORT must be a whole number, not 'abc'."),
        ({"PORT": "70000"}, "PORT must be a number from 0 to 65535, not 70000."),
        ({"MAIL_PORT": "-1"}, "MAIL_PORT must be a number from 0 to 65535, not -1."),
        ({"LINK_DAYS": "0"}, "LINK_DAYS must be a number from 1 to 1000000000, not 0."),
        ({"UPLOAD_LIMIT_MB": "1.5"}, "UPLOAD_LIMIT_MB must be a whole number, not '1.5'."),
        (
            {"MAIL_USE_TLS": "1", "MAIL_USE_SSL": "1"},
            "Set MAIL_USE_TLS (STARTTLS) or MAIL_USE_SSL, not both.",
        ),
    ],
)
def test_numbers_that_cannot_be_are_named(tmp_path: Path, env: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError) as refused:
        settings(tmp_path, **env)
    assert str(refused.value) == said


def test_what_is_left_empty_is_the_default(tmp_path: Path) -> None:
    found = settings(tmp_path, PORT=" ", HOST="", DATABASE_URL="", MAIL_SENDER="", UPLOAD_LIMIT_MB="")
    assert (found.port, found.host) == (8000, "127.0.0.1")
    assert found.database_url == f"sqlite:///{tmp_path / 'tracker.db'}"
    assert found.upload_limit == 20 * 1024 * 1024
    assert found.public_url == "http://127.0.0.1:8000"


def test_the_demo_keeps_to_its_own_database(tmp_path: Path) -> None:
    found = settings(tmp_path, DEMO="yes", PORT="8123")
    assert found.database_url.endswith("/demo.db")
    assert found.public_url == "http://127.0.0.1:8123"


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://a.example", "hc-ping.com/kunci-rahasia", "http://"]
)
def test_only_an_address_of_the_web_can_be_pinged(tmp_path: Path, address: str) -> None:
    with pytest.raises(SettingsError, match=r"^PING_URL must be an address that begins with http") as refused:
        settings(tmp_path, PING_URL=address)
    assert "rahasia" not in str(refused.value)
    assert settings(tmp_path, PING_URL="https://hc.example.org/k/").ping_url == "https://hc.example.org/k"


def test_settings_do_not_change_later(tmp_path: Path) -> None:
    with pytest.raises(FrozenInstanceError):
        settings(tmp_path).port = 1  # type: ignore[misc]  # the attempt is the test


def test_every_setting_is_named_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text()
    code = (ROOT / "config.py").read_text()
    names = {
        line.split('"')[1] for line in code.splitlines() if '_number(env, "' in line or '_flag(env, "' in line
    }
    assert names - {"CLOCK_OFFSET_SECONDS"} <= {
        line.lstrip("#").split("=")[0] for line in example.splitlines()
    }
