"""Runs the product's commands as an operator or another program would."""

from __future__ import annotations

from click.testing import Result
from flask.testing import FlaskCliRunner


def run(runner: FlaskCliRunner, *words: object) -> Result:
    return runner.invoke(args=[str(word) for word in words])


def said(runner: FlaskCliRunner, *words: object) -> str:
    done = run(runner, *words)
    assert done.exit_code == 0, done.output
    return done.stdout
