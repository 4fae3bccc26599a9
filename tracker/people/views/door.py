"""The door: home, first start, one's own page, and the operator's pages of persons and posts."""

from __future__ import annotations

from datetime import date

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import login_user
from wtforms.fields.choices import SelectChoice

from tracker import clock
from tracker.extensions import db
from tracker.people import access, actions, queries
from tracker.people.access import Audience
from tracker.people.forms import REFUSALS, EndForm, PersonForm, PostForm, StartForm, TenureForm
from tracker.people.models import Post
from tracker.people.rules import Asker, Duty, Refusal, Refused, TenureKind
from tracker.people.views.blueprint import pages
from tracker.regions import queries as regions
from tracker.regions.rules import local_day
from tracker.shell.forms import BaseForm

HOMES = (
    (Audience.REVIEWER, "review.board"),
    (Audience.OWNER, "commitments.mine"),
    (Audience.LEADER, "review.board"),
    (Audience.OPERATOR, "people.index"),
)


@pages.get("/")
@access.signed_in
def home() -> ResponseReturnValue:
    """To where this person's work is; without a post, to the page that explains."""
    who = access.asker()
    for audience, endpoint in HOMES:
        if who.has(audience):
            return redirect(url_for(endpoint))
    raise access.NoPost


@pages.get("/me")
@access.signed_in
def me() -> ResponseReturnValue:
    return render_template("people/me.html", asker=access.asker())


@pages.route("/start/<token>", methods=["GET", "POST"])
@access.link_holder
def start(token: str) -> ResponseReturnValue:
    """The first operator makes an account and opens the region. GET shows, POST acts."""
    at = clock.now()
    found = actions.invitation(token, at=at)
    if found is None or queries.anyone_yet():
        return render_template("people/start_gone.html"), 410
    form = StartForm()
    form.region.choices = [SelectChoice(r.code, f"{r.name} ({r.code})") for r in regions.all_regions()]
    if form.validate_on_submit():
        region = regions.by_code(form.region.data) or abort(400)
        try:
            person = actions.start(
                found,
                region=region,
                name=form.name.data,
                email=form.email.data,
                password=form.password.data,
                at=at,
            )
        except Refused:  # somebody else was first, with the same link
            db.session.rollback()
            return render_template("people/start_gone.html"), 410
        db.session.commit()
        login_user(person)
        flash(_("The region is open. Add its offices first, then posts and people."), "success")
        return redirect(url_for("regions.offices"))
    return render_template("people/start.html", form=form), _code(form)


@pages.get("/people")
@access.only(Audience.OPERATOR)
def index() -> ResponseReturnValue:
    """Posts by office with today's holders; vacant ones are said."""
    held = access.holding(Duty.OPERATOR)
    today = local_day(clock.now(), held.zone)
    posts = queries.posts_of(held.region_id)
    holders = queries.holders([post.id for post in posts], today=today)
    return render_template("people/index.html", posts=posts, holders=holders, today=today, region=held.region)


@pages.route("/people/new", methods=["GET", "POST"])
@access.only(Audience.OPERATOR)
def new_person() -> ResponseReturnValue:
    """Adds a person and mails the way to a first password."""
    held = access.holding(Duty.OPERATOR)
    form = PersonForm()
    if form.validate_on_submit():
        by, at = access.acting(held.region_id, Duty.OPERATOR), clock.now()
        try:
            person = actions.add_person(
                name=form.name.data, email=form.email.data, by=by, at=at, region_id=held.region_id
            )
        except Refused:
            form.email.errors = [_("Somebody with this address is here already.")]
        else:
            actions.invite(person, at=at)
            db.session.commit()
            flash(
                _(
                    "%(name)s was added and gets a mail to set a password. Now choose the post.",
                    name=person.name,
                ),
                "success",
            )
            return redirect(url_for("people.index"))
    return render_template("people/person.html", form=form), _code(form)


@pages.route("/posts/new", methods=["GET", "POST"])
@access.only(Audience.OPERATOR)
def new_post() -> ResponseReturnValue:
    held = access.holding(Duty.OPERATOR)
    form = PostForm()
    offices = {office.id: office for office in regions.offices_of(held.region_id)}
    form.office.choices = [SelectChoice(office.id, office.name) for office in offices.values()]
    if form.validate_on_submit():
        by = access.acting(held.region_id, Duty.OPERATOR)
        try:
            post = actions.add_post(
                offices[form.office.data],
                title=form.title.data,
                duty=Duty(form.duty.data),
                by=by,
                at=clock.now(),
            )
        except Refused:
            form.title.errors = [_("This office has a post of that title.")]
        else:
            db.session.commit()
            return redirect(url_for("people.post", post_id=post.id))
    return render_template("people/new_post.html", form=form, offices=offices), _code(form)


@pages.get("/posts/<int:post_id>")
@access.only(Audience.OPERATOR)
def post(post_id: int) -> ResponseReturnValue:
    """A post: who holds it, who held it, and the form for the next holder."""
    found = queries.post_visible_to(access.asker(), post_id) or abort(404)
    return _post_page(found, _tenure_form(access.asker()), EndForm(formdata=None))


@pages.post("/posts/<int:post_id>/tenures")
@access.only(Audience.OPERATOR)
def hold(post_id: int) -> ResponseReturnValue:
    """Puts a person on the post."""
    found = queries.post_visible_to(access.asker(), post_id) or abort(404)
    form = _tenure_form(access.asker())
    if form.validate_on_submit():
        person = queries.person(form.person.data) or abort(400)  # one of the choices, so visible to the asker
        by = access.acting(found.office.region_id, Duty.OPERATOR)
        try:
            actions.hold(
                found, person, kind=TenureKind(form.kind.data), from_on=form.from_on.data,
                until_on=form.until_on.data, by=by, at=clock.now(),
            )  # fmt: skip
        except Refused as refused:
            form.until_on.errors = [_said(refused.reason)]
        else:
            db.session.commit()
            flash(_("%(name)s holds the post.", name=person.name), "success")
            return redirect(url_for("people.post", post_id=post_id))
    return _post_page(found, form, EndForm(formdata=None)), 422


@pages.post("/tenures/<int:tenure_id>/end")
@access.only(Audience.OPERATOR)
def end(tenure_id: int) -> ResponseReturnValue:
    """Ends a tenure; links in its holder's mails stop working after that day."""
    tenure = queries.tenure_visible_to(access.asker(), tenure_id) or abort(404)
    form = EndForm()
    if form.validate_on_submit():
        by = access.acting(tenure.post.office.region_id, Duty.OPERATOR)
        try:
            actions.end(tenure, until_on=form.until_on.data, by=by, at=clock.now())
        except Refused as refused:
            form.until_on.errors = [_said(refused.reason)]
        else:
            db.session.commit()
            return redirect(url_for("people.post", post_id=tenure.post_id))
    return _post_page(tenure.post, _tenure_form(access.asker(), blank=True), form), 422


def _code(form: BaseForm) -> int:
    return 422 if form.errors else 200


def _tenure_form(who: Asker, *, blank: bool = False) -> TenureForm:
    form = TenureForm(formdata=None) if blank else TenureForm()
    form.person.choices = [
        SelectChoice(p.id, f"{p.name} ({p.email})") for p in queries.persons_visible_to(who)
    ]
    return form


def _post_page(found: Post, form: TenureForm, end_form: EndForm) -> str:
    today = _today(found)
    return render_template(
        "people/post.html",
        post=found,
        tenures=queries.tenures_of(found.id),
        form=form,
        end_form=end_form,
        today=today,
    )


def _today(found: Post) -> date:
    return local_day(clock.now(), found.office.region.zone)


def _said(reason: Refusal) -> str:
    return str(REFUSALS[reason])
