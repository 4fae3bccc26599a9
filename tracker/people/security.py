"""Sign-in by Flask-Security: which parts are used, its words, and its mails through our outbox."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from datetime import timedelta
from typing import Any

from flask import Flask, Response, after_this_request, current_app, g, request
from flask_login import current_user
from flask_security import Security, user_authenticated
from flask_security.core import RoleMixin
from flask_security.datastore import SQLAlchemyUserDatastore
from flask_security.mail_util import MailUtil
from werkzeug.exceptions import TooManyRequests

from config import ROOT, Settings
from tracker import clock
from tracker.extensions import db
from tracker.mail import compose, outbox
from tracker.people import forms, throttle
from tracker.people.models import Person
from tracker.shell.urls import external

SIGN_IN = "security.login"
TRIES = {SIGN_IN: 10, "security.forgot_password": 5}
TRIES_BY_ADDRESS = 60
WINDOW = timedelta(minutes=15)
MAILS = {"reset_instructions", "reset_notice", "change_notice"}


class NoRole(RoleMixin):
    """Flask-Security asks for a model of roles; ours come from posts."""


class Mailer(MailUtil):
    """Flask-Security's mails become rows of the outbox, in our layout and the person's language.

    Links are made from PUBLIC_URL: the Host that a request names may be an attacker's.
    """

    def normalize(self, email: str) -> str:
        """Addresses are kept in small letters; phones like to begin with a capital and to end with a space."""
        return super().normalize(email.strip()).lower()

    def validate(self, email: str) -> str:
        return super().validate(email.strip()).lower()

    def send_mail(self, template: str, subject: str, recipient: Any, *_args: Any, **context: Any) -> None:
        name = template.rsplit("/", 1)[-1]
        if name not in MAILS:
            raise LookupError(f"no mail for {name}")
        person: Person = context["user"]
        kind, at = name.replace("_", "-"), clock.now()
        token = context.get("reset_token")
        link = external("security.reset_password", token=token) if token else ""
        composed = compose.compose(kind, locale=person.locale or "id", person=person, link=link)
        outbox.queue(
            key=f"{kind}/person-{person.id}/{secrets.token_hex(8)}", kind=kind, period=f"{at:%Y-%m-%d}",
            to_email=person.email, to_name=person.name, composed=composed, at=at,
        )  # fmt: skip
        after_this_request(_keep_mail)


def _keep_mail(response: Response) -> Response:
    """Flask-Security's views do not all commit what a mail wrote."""
    db.session.commit()
    return response


def init_app(app: Flask) -> None:
    settings: Settings = app.config["SETTINGS"]
    app.config.update(_options(settings))
    app.extensions["people_security"] = Security(
        app,
        SQLAlchemyUserDatastore(db, Person, NoRole),
        mail_util_cls=Mailer,
        register_blueprint=True,
        login_form=forms.SignInForm,
        forgot_password_form=forms.ForgottenForm,
        reset_password_form=forms.ResetForm,
        change_password_form=forms.ChangeForm,
    )
    user_authenticated.connect(_forget_tries, app)
    app.before_request(_throttle)
    app.before_request(_choose_locale)


def _options(settings: Settings) -> dict[str, Any]:
    plain = settings.password_hash == "plaintext"
    return {
        "SECURITY_PASSWORD_HASH": settings.password_hash,
        "SECURITY_PASSWORD_SCHEMES": ["plaintext"] if plain else ["argon2"],
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        "SECURITY_PASSWORD_SINGLE_HASH": True,
        # What a reset link holds of the password's hash: that one is salted and slow already, once more would only
        # let anybody who asks for links keep a processor busy.
        "SECURITY_HASHING_SCHEMES": ["hex_sha512"],
        "SECURITY_DEPRECATED_HASHING_SCHEMES": [],
        "SECURITY_PASSWORD_LENGTH_MIN": 10,
        "SECURITY_PASSWORD_SALT": hashlib.sha256(f"salt:{settings.secret_key}".encode()).hexdigest(),
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_RESET_URL": "/password/forgotten",
        "SECURITY_CHANGE_URL": "/password",
        "SECURITY_RECOVERABLE": True,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_REGISTERABLE": False,
        "SECURITY_JOIN_USER_ROLES": False,
        "SECURITY_RESET_PASSWORD_WITHIN": timedelta(days=3),
        "SECURITY_AUTO_LOGIN_AFTER_RESET": False,
        "SECURITY_FRESHNESS": timedelta(minutes=-1),
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_EMAIL_SENDER": settings.mail_sender,
        "SECURITY_EMAIL_PLAINTEXT": False,
        "SECURITY_EMAIL_HTML": False,
        "SECURITY_I18N_DOMAIN": "flask_security",
        "SECURITY_I18N_DIRNAME": ["builtin", str(ROOT / "translations" / "security")],
        "SECURITY_MSG_UNAUTHENTICATED": ("You must sign in to view this resource.", "info"),
        "SECURITY_LOGIN_USER_TEMPLATE": "people/sign_in.html",
        "SECURITY_FORGOT_PASSWORD_TEMPLATE": "people/forgot_password.html",
        "SECURITY_RESET_PASSWORD_TEMPLATE": "people/reset_password.html",
        "SECURITY_CHANGE_PASSWORD_TEMPLATE": "people/change_password.html",
        "SECURITY_POST_LOGIN_VIEW": "/",
        "SECURITY_POST_LOGOUT_VIEW": "/sign-in",
        "SECURITY_POST_RESET_VIEW": "/sign-in",
        "SECURITY_POST_CHANGE_VIEW": "/me",
    }


def _throttle() -> None:
    """Counts tries at the doors that can be guessed at, by what was typed and by address; 429 when it is too much."""
    if request.method != "POST" or request.endpoint not in TRIES:
        return
    at = clock.now()
    place = throttle.key(f"{request.endpoint}@", request.remote_addr or "")
    too_often = throttle.count(_typed(), window=WINDOW, at=at) > TRIES[request.endpoint]
    too_many = throttle.count(place, window=WINDOW, at=at) > TRIES_BY_ADDRESS
    db.session.commit()
    if too_often or too_many:
        raise TooManyRequests(retry_after=int(WINDOW.total_seconds()))


def _typed() -> str:
    """The counter of the address that was typed, in the one form under which it is looked up."""
    typed = request.form.get("email", "")[:254]
    with suppress(ValueError):  # what is no address is counted as it stands
        typed = current_app.extensions["people_security"].mail_util.normalize(typed)
    return throttle.key(str(request.endpoint), typed)


def _forget_tries(_app: Flask, **_about: Any) -> None:
    """Who has signed in begins anew; the view commits."""
    if request.endpoint == SIGN_IN:
        throttle.forget(_typed())


def _choose_locale() -> None:
    """The person's own language; pictures and styles have none, and need not ask who is there."""
    if request.endpoint != "shell.asset" and current_user.is_authenticated and current_user.locale:
        g.locale = current_user.locale
