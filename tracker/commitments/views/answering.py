"""The page behind the link in a mail: one commitment, no sign-in, no session, and opening it changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import abort, current_app, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.commitments import actions, queries
from tracker.commitments.forms import ProofForm
from tracker.commitments.queries import Behind
from tracker.commitments.rules import may_add, may_answer
from tracker.commitments.views.blueprint import pages
from tracker.commitments.views.reporting import (
    asked_and_limit,
    blank,
    late,
    take,
    take_late,
    why_sent_back,
)
from tracker.extensions import csrf, db
from tracker.people import access, links, throttle
from tracker.people.rules import Actor, Door
from tracker.regions.rules import local_day

POSTS = 30
POSTS_WITHIN = timedelta(hours=1)
RENEWALS = 3
RENEWALS_WITHIN = timedelta(days=1)


@pages.route("/answer/<token>", methods=["GET", "POST"])
@access.link_holder
@csrf.exempt  # the signed token in the address is the authority here, so that it works where cookies are blocked
def answer(token: str) -> ResponseReturnValue:
    """GET shows, POST acts: scanners of mail open links."""
    at = clock.now()
    _throttle(token, at)
    link, behind = _opened(token, at)
    if link is None or behind is None:
        return _gone(token)
    today = local_day(at, behind.commitment.region.zone)
    commitment, tenure = behind
    by = Actor(tenure.person_id, tenure.id, tenure.signed, Door.LINK)
    if may_add(commitment.status):
        added = late(token_is_authority=True)
        if added.validate_on_submit() and take_late(added, commitment, tenure, by=by, at=at):
            db.session.commit()
            return private(redirect(url_for(".thanks", token=token), 303))
        return _page(token, link, behind, added, at=at)
    form = blank(commitment, token_is_authority=True)
    answered = may_answer(commitment.status) and form.validate_on_submit()
    if answered and take(form, commitment, tenure, by=by, at=at, today=today):
        db.session.commit()
        return private(redirect(url_for(".thanks", token=token), 303))
    return _page(token, link, behind, form, at=at)


@pages.get("/answer/thanks/<token>")
@access.link_holder
def thanks(token: str) -> ResponseReturnValue:
    """What was recorded, and what happens next."""
    at = clock.now()
    _, behind = _opened(token, at)
    if behind is None:
        return _gone(token)
    html = render_template(
        "commitments/thanks.html",
        token=token,
        commitment=behind.commitment,
        tenure=behind.tenure,
        news=queries.news(behind.commitment, limit=1),
        place=behind.commitment.region.name,
    )
    return private(make_response(html))


@pages.post("/answer/<token>/renewal")
@access.link_holder
@csrf.exempt  # as above; and it does no more than mail the holder
def renewal(token: str) -> ResponseReturnValue:
    """Mails a fresh link to the holder's own address; the answer is the same whoever asks and whatever comes of it."""
    at = clock.now()
    link = links.read(token)
    if link and link.expired(at) and not _too_often(f"{link.tenure_id}/{link.commitment_id}", at):
        behind = queries.behind_link(link, at=at)
        if behind and may_answer(behind.commitment.status):
            actions.queue_new_link(behind.commitment, behind.tenure, at=at)
    db.session.commit()
    back = url_for(".answer", token=token)
    return private(make_response(render_template("commitments/renewed.html", here=lambda: back)))


def _opened(token: str, at: datetime) -> tuple[links.Link | None, Behind | None]:
    link = links.read(token)
    if link is None or link.expired(at):
        return link, None
    behind = queries.behind_link(link, at=at)
    if behind and behind.tenure.person.locale:
        g.locale = behind.tenure.person.locale
    return link, behind


def _throttle(token: str, at: datetime) -> None:
    """A link that is sent to again and again is in the wrong hands, or in a loop."""
    if request.method != "POST":
        return
    tries = throttle.count(throttle.key("answer", token), window=POSTS_WITHIN, at=at)
    db.session.commit()
    if tries > POSTS:
        abort(429)


def _too_often(what: str, at: datetime) -> bool:
    return throttle.count(throttle.key("renewal", what), window=RENEWALS_WITHIN, at=at) > RENEWALS


def _page(
    token: str, link: links.Link, behind: Behind, form: ProofForm, *, at: datetime
) -> ResponseReturnValue:
    commitment = behind.commitment
    asked, limit = asked_and_limit(commitment)
    html = render_template(
        "commitments/answer.html",
        token=token,
        commitment=commitment,
        tenure=behind.tenure,
        form=form,
        may_answer=may_answer(commitment.status),
        may_add=may_add(commitment.status),
        asked=asked,
        limit=limit,
        news=queries.news(commitment),
        reason=why_sent_back(commitment),
        today=local_day(at, commitment.region.zone),
        expires_on=local_day(link.expires_at, commitment.region.zone),
        sent_on=local_day(
            link.expires_at - timedelta(days=current_app.config["SETTINGS"].link_days), commitment.region.zone
        ),
        place=commitment.region.name,
        footer={"place": commitment.region.name, "at": at, "zone": commitment.region.zone},
    )
    return private(make_response(html, 422 if form.errors else 200))


def _gone(token: str) -> ResponseReturnValue:
    return private(make_response(render_template("commitments/gone.html", token=token), 410))


def private(response: ResponseReturnValue) -> ResponseReturnValue:
    """The address is the key: it may not be kept by a cache nor told to the next page."""
    answered = make_response(response)
    answered.headers["Referrer-Policy"] = "no-referrer"
    answered.headers["Cache-Control"] = "no-store"
    answered.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answered
