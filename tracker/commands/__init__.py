"""`flask --app tracker …`: the product's commands. Each reads its words, calls one action and says what happened."""

from __future__ import annotations

from flask import Flask

from tracker.commands import inbox, mail, minutes, people, reminders, upkeep


def init_app(app: Flask) -> None:
    for command in (
        minutes.group,
        reminders.group,
        mail.group,
        inbox.group,
        people.person,
        people.access,
        people.audit,
        upkeep.demo,
        upkeep.search,
        upkeep.doctor,
    ):
        app.cli.add_command(command)
