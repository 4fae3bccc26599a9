"""Mail goes only to a server that can prove its name."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from flask import Flask

from tests.mail.conftest import PostOffice
from tests.smtp import MailServer
from tracker.mail.rules import MessageState

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for `localhost` that nobody but itself has signed, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


@pytest.fixture
def smtp(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A server that offers STARTTLS with that certificate and takes nothing in clear."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)

    def encrypted() -> SMTP:
        return SMTP(server, ident="tests", tls_context=context, require_starttls=True)

    server = MailServer()
    monkeypatch.setattr(server._controller, "factory", encrypted)
    with server:
        yield server


def use(app: Flask, **changes: object) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], **changes)


def test_a_server_with_an_unknown_certificate_gets_nothing(
    office: PostOffice, smtp: MailServer, app: Flask
) -> None:
    use(app, mail_server="localhost", mail_use_tls=True)
    office.put("p0")
    done = office.deliver()
    assert (done.sent, done.left, smtp.received) == (0, 1, [])
    assert "CERTIFICATE_VERIFY_FAILED" in (done.trouble or "")
    assert office.letter("p0").attempts == 0


def test_a_server_whose_authority_the_operator_named_gets_the_mail(
    office: PostOffice, smtp: MailServer, app: Flask, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    use(app, mail_server="localhost", mail_use_tls=True)
    office.put("p0")
    assert office.deliver().sent == 1
    assert office.states() == {"p0": MessageState.SENT}


def test_a_server_under_another_name_gets_nothing(
    office: PostOffice, smtp: MailServer, app: Flask, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    use(app, mail_server="127.0.0.1", mail_use_tls=True)
    office.put("p0")
    assert "CERTIFICATE_VERIFY_FAILED" in (office.deliver().trouble or "")
    assert smtp.received == []


def test_a_server_without_encryption_gets_nothing_when_it_is_asked_for(
    office: PostOffice, app: Flask
) -> None:
    with MailServer() as plain:
        use(app, mail_port=plain.port, mail_use_tls=True)
        office.put("p0")
        done = office.deliver()
        assert (done.sent, done.left, plain.received) == (0, 1, [])
        assert "STARTTLS" in (done.trouble or "")
