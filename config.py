"""Settings, read once from the environment (and `.env`): a frozen dataclass, so that nothing changes them later."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
MEBIBYTE = 1024 * 1024
LARGEST = 10**9


class SettingsError(Exception):
    """The environment does not make a runnable product; the message is one line for the operator."""


@dataclass(frozen=True)
class Settings:
    """Everything the environment decides. Sizes in bytes, durations in seconds."""

    secret_key: str
    database_url: str
    instance_path: Path
    public_url: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    port: int = 8000
    demo: bool = False
    testing: bool = False
    mail_server: str = ""
    mail_port: int = 25
    mail_username: str = ""
    mail_password: str = ""
    mail_use_tls: bool = False
    mail_use_ssl: bool = False
    mail_sender: str = "tindak-lanjut@localhost"
    mail_timeout: int = 20
    mail_batch: int = 50
    mail_lease: int = 300
    mail_per_minute: int = 0
    mail_retry: int = 60
    mail_connections: int = 1
    mail_keep_days: int = 400
    tick_seconds: int = 300
    delivery_seconds: int = 15
    link_days: int = 14
    upload_limit: int = 20 * MEBIBYTE
    password_hash: str = "argon2"
    proxies: int = 0
    clock_offset: int = 0
    log_format: str = "text"

    @property
    def evidence_path(self) -> Path:
        """The folder of stored files, named by their SHA-256."""
        return self.instance_path / "evidence"

    @classmethod
    def from_env(cls, env: dict[str, str] | None = None) -> Settings:
        """Settings from `env` (default: the process environment after `.env`); SettingsError where it can't run.

        A key is made and kept in the instance folder for a loopback or demo start; an instance that is reachable
        from outside must be given one, because a key that was forgotten is a key nobody rotates.
        """
        if env is None:
            _load_dotenv()
            env = dict(os.environ)
        instance = Path(env.get("INSTANCE_PATH") or ROOT / "instance").resolve()
        demo = _flag(env, "DEMO")
        if _flag(env, "MAIL_USE_TLS") and _flag(env, "MAIL_USE_SSL"):
            raise SettingsError("Set MAIL_USE_TLS (STARTTLS) or MAIL_USE_SSL, not both.")
        host, port = env.get("HOST") or "127.0.0.1", _number(env, "PORT", 8000, most=65535)
        return cls(
            secret_key=_secret_key(env, instance, demo=demo, host=host),
            database_url=env.get("DATABASE_URL")
            or f"sqlite:///{instance / ('demo.db' if demo else 'tracker.db')}",
            instance_path=instance,
            public_url=(env.get("PUBLIC_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
            host=host,
            port=port,
            demo=demo,
            mail_server=env.get("MAIL_SERVER", ""),
            mail_port=_number(env, "MAIL_PORT", 25, most=65535),
            mail_username=env.get("MAIL_USERNAME", ""),
            mail_password=env.get("MAIL_PASSWORD", ""),
            mail_use_tls=_flag(env, "MAIL_USE_TLS"),
            mail_use_ssl=_flag(env, "MAIL_USE_SSL"),
            mail_sender=env.get("MAIL_SENDER") or "tindak-lanjut@localhost",
            mail_timeout=_number(env, "MAIL_TIMEOUT", 20, least=1),
            mail_batch=_number(env, "MAIL_BATCH", 50, least=1),
            mail_lease=_number(env, "MAIL_LEASE", 300, least=1),
            mail_per_minute=_number(env, "MAIL_PER_MINUTE", 0),
            mail_retry=_number(env, "MAIL_RETRY", 60, least=1),
            mail_connections=_number(env, "MAIL_CONNECTIONS", 1, least=1, most=50),
            mail_keep_days=_number(env, "MAIL_KEEP_DAYS", 400),
            tick_seconds=_number(env, "TICK_SECONDS", 300, least=1),
            delivery_seconds=_number(env, "DELIVERY_SECONDS", 15, least=1),
            link_days=_number(env, "LINK_DAYS", 14, least=1),
            upload_limit=_number(env, "UPLOAD_LIMIT_MB", 20, least=1) * MEBIBYTE,
            proxies=_number(env, "PROXIES", 0),
            clock_offset=_number(env, "CLOCK_OFFSET_SECONDS", 0, least=-LARGEST),
            log_format=env.get("LOG_FORMAT") or "text",
        )


def _load_dotenv() -> None:
    from dotenv import load_dotenv

    load_dotenv(ROOT / ".env")


def _flag(env: dict[str, str], name: str) -> bool:
    return env.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def _number(env: dict[str, str], name: str, default: int, *, least: int = 0, most: int = LARGEST) -> int:
    text = env.get(name, "").strip()
    if not text:
        return default
    try:
        number = int(text)
    except ValueError:
        raise SettingsError(f"{name} must be a whole number, not {text!r}.") from None
    if not least <= number <= most:
        raise SettingsError(f"{name} must be a number from {least} to {most}, not {number}.")
    return number


def _secret_key(env: dict[str, str], instance: Path, *, demo: bool, host: str) -> str:
    if env.get("SECRET_KEY"):
        return env["SECRET_KEY"]
    if _flag(env, "PRODUCTION") or not (demo or host in {"127.0.0.1", "localhost", "::1"}):
        raise SettingsError(
            "SECRET_KEY is not set. A start that others can reach needs one, for example from "
            "`python -c 'import secrets; print(secrets.token_urlsafe(48))'`, in the environment or in .env."
        )
    return _kept_key(instance / "secret-key")


def _kept_key(path: Path) -> str:
    """The key of a single-machine start: made once, readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _put_whole(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def _put_whole(path: Path, text: str) -> None:
    """Of several processes that start at once the first one's text stays, and none reads it half-written."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii"
    ) as file:
        file.write(text)
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
