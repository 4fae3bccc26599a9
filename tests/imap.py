"""A real IMAP server (pymap, in memory) on a port of this machine, ended with the test."""

from __future__ import annotations

import contextlib
import imaplib
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from config import Settings

HOST = "127.0.0.1"
USER, PASSWORD = "jawab@buton.example", "rahasia"
PATIENCE = 20.0


@dataclass
class ImapServer:
    """One mailbox; `put` delivers into it, `flags` tells what became of each mail."""

    port: int

    def put(self, *mails: bytes) -> None:
        with self._open() as box:
            for mail in mails:
                status, said = box.append("INBOX", "", imaplib.Time2Internaldate(datetime.now(UTC)), mail)
                assert status == "OK", said

    def folder(self, name: str) -> None:
        with self._open() as box:
            assert box.create(name)[0] == "OK"

    def flags(self, folder: str = "INBOX") -> list[bool]:
        """For each mail of the folder, in order, whether it is marked as read."""
        with self._open() as box:
            box.select(folder, readonly=True)
            _, found = box.search(None, "ALL")
            numbers = (found[0] or b"").split()
            said = [box.fetch(number.decode(), "(FLAGS)")[1][0] for number in numbers]
            return [b"\\Seen" in flags for flags in said if isinstance(flags, bytes)]

    def settings(self, settings: Settings) -> Settings:
        """These settings, with answers by mail from this server."""
        return replace(
            settings,
            mail_inbox="jawab@buton.example",
            mail_sender="tindak-lanjut@buton.example",
            imap_server=HOST,
            imap_port=self.port,
            imap_username=USER,
            imap_password=PASSWORD,
            imap_use_ssl=False,
        )

    def _open(self) -> imaplib.IMAP4:
        box = imaplib.IMAP4(HOST, self.port, timeout=PATIENCE)
        box.login(USER, PASSWORD)
        return box


class Running:
    """`with Running() as server:`"""

    def __enter__(self) -> ImapServer:
        with socket.create_server((HOST, 0)) as free:
            port = free.getsockname()[1]
        code = "import sys; from pymap.main import main; sys.exit(main())"
        backend = ["dict", "--demo-data", "--demo-user", USER, "--demo-password", PASSWORD]
        options = [
            "--host",
            HOST,
            "--port",
            str(port),
            "--no-tls",
            "--no-service",
            "admin",
            "--no-service",
            "managesieve",
        ]
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", code, *options, *backend], stderr=subprocess.PIPE
        )
        server = ImapServer(port)
        end = time.monotonic() + PATIENCE
        while not self._answers(server):
            assert self.process.poll() is None, self.process.stderr and self.process.stderr.read()
            assert time.monotonic() < end, "the IMAP server did not start"
            time.sleep(0.1)
        return server

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.communicate(timeout=PATIENCE)

    @staticmethod
    def _answers(server: ImapServer) -> bool:
        """Empties the mailbox of what the server brings along."""
        with contextlib.suppress(OSError, imaplib.IMAP4.error), server._open() as box:
            box.select("INBOX")
            box.store("1:*", "+FLAGS", "\\Deleted")
            box.expunge()
            return True
        return False
