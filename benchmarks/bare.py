"""The limit of a list page: Flask, Jinja and one SQL statement over the driver itself, no more.

`python -m benchmarks.bare PORT TODAY` serves the 50 oldest overdue commitments of DATABASE_URL's opened regions at `/`,
on the product's own server with as many threads.
"""

from __future__ import annotations

import os
import sys
import threading
from datetime import date
from typing import Any

import waitress
from flask import Flask
from sqlalchemy import make_url

from run import THREADS

ROWS = """
SELECT c.id, c.action, c.due_on, c.status, p.title, o.short, f.title
FROM commitments c
JOIN posts p ON p.id = c.owner_post_id
JOIN offices o ON o.id = c.owner_office_id
JOIN forums f ON f.id = c.forum_id
JOIN regions r ON r.id = c.region_id
WHERE r.opened_at IS NOT NULL AND c.status IN ('not started', 'in progress', 'sent back')
AND c.due_on < ? AND c.published_at IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM extensions e WHERE e.commitment_id = c.id AND e.state = 'asked')
AND NOT EXISTS (SELECT 1 FROM petitions a WHERE a.commitment_id = c.id AND a.state = 'asked')
ORDER BY c.due_on, c.id LIMIT 50
"""
PAGE = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Terlambat</title></head>
<body><h1>Terlambat</h1><table>
{% for id, action, due_on, status, owner, office, forum in rows %}
<tr><td><a href="/commitments/{{ id }}">{{ action }}</a></td><td>{{ due_on }}</td><td>{{ status }}</td>
<td>{{ owner }}</td><td>{{ office }}</td><td>{{ forum }}</td></tr>
{% endfor %}</table></body></html>"""


def create_app(database_url: str, today: date) -> Flask:
    """One page; `today` decides what is overdue."""
    app = Flask(__name__)
    template = app.jinja_env.from_string(PAGE)
    database = app.extensions["bare"] = Database(database_url)

    @app.get("/")
    def overdue() -> str:
        return template.render(rows=database.rows(ROWS, today.isoformat()))

    return app


class Database:
    """A connection for each thread, kept open."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._local = threading.local()

    def rows(self, statement: str, *values: str) -> list[tuple[Any, ...]]:
        if not hasattr(self._local, "connection"):
            self._local.connection = self._connected()
        if self._url.get_backend_name() == "postgresql":
            statement = statement.replace("?", "%s")
        found: list[tuple[Any, ...]] = self._local.connection.execute(statement, values).fetchall()
        return found

    def close(self) -> None:
        """Ends this thread's connection."""
        self._local.connection.close()

    def _connected(self) -> Any:
        if self._url.get_backend_name() == "postgresql":
            import psycopg

            address = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
            return psycopg.connect(address, autocommit=True, prepare_threshold=0)
        import sqlite3

        return sqlite3.connect(str(self._url.database))


if __name__ == "__main__":
    app = create_app(os.environ["DATABASE_URL"], date.fromisoformat(sys.argv[2]))
    waitress.serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=THREADS)
