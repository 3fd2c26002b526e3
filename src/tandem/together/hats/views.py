import datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.business.queries import the_business
from tandem.office.changes.forms import version_of, way_back
from tandem.office.changes.words import NotAllowed, Refused
from tandem.together.hats import actions
from tandem.together.hats.brought import brought_in
from tandem.together.hats.finding import figure_of, sentence_of
from tandem.together.hats.forms import CutForm, HoursForm, asked_for
from tandem.together.hats.models import Stretch
from tandem.together.hats.queries import guesses_for, hours_of, left_on, spent
from tandem.together.hats.rules import has_two_jobs
from tandem.together.hats.shown import asked_of, days_of, line_of, offered, week_asked
from tandem.together.hats.slots import open_hours
from tandem.together.hats.times import ONE_WEEK, monday_of, since_words, today_at, week_words
from tandem.together.hats.weeks import weeks_of
from tandem.together.hats.words import hat_words, hours_words
from tandem.ui.pages import done, page

PAGE = "together:hats"


def me(request: HttpRequest) -> User:
    """Whose hours are shown: one's own, and nobody else's."""
    if not isinstance(request.user, User):
        raise NotAllowed
    return request.user


def own(request: HttpRequest, pk: int) -> Stretch:
    """Another's hours are not there."""
    return get_object_or_404(hours_of(me(request)).filter(is_work=True), pk=pk)


def hats(request: HttpRequest) -> HttpResponseBase:
    """Which hat is on, what is to be answered, and how the time of the last weeks went to each."""
    user, at = me(request), timezone.now()
    weeks, monday = weeks_of(user, at=at), week_asked(request.GET.get("week", ""), at=at)
    context = {
        **worn(open_hours(request, user), at=at),
        "asked": [asked_of(one, at=at) for one in left_on(open_hours(request, user), at=at)],
        "offered": [offered(guess) for guess in guesses_for(user, at=at)],
        "sentence": sentence_of(weeks, has_two_jobs=has_two_jobs(user)),
        "figure": figure_of(weeks, today=today_at(at)),
        "brought": brought_in(weeks, currency=the_business().currency),
        "days": days_of(user, monday, at=at),
        "week": week_shown(monday, at=at),
    }
    return page(request, "together/hats/hats.html", context)


def worn(rows: list[Stretch], *, at: datetime.datetime) -> dict[str, Any]:
    """The hat that is on, in words, or that it was forgotten."""
    running = next((row for row in rows if row.ended_at is None), None)
    told = spent(running, at=at) if running else None
    if running is None or told is None:
        return {}
    words = {"hat": hat_words(running.hat), "since": since_words(running.started_at, at)}
    if told.was_left_on:
        return {"stayed_on": _("Your %(hat)s stayed on, since %(since)s.") % words}
    title = _("Your %(hat)s has been on since %(since)s") % words
    return {"running": running, "running_title": title, "running_took": hours_words(told.took)}


def week_shown(monday: datetime.date, *, at: datetime.datetime) -> dict[str, Any]:
    this = monday_of(today_at(at))
    words = _("This week") if monday == this else _("The week of %(day)s") % {"day": week_words(monday, this)}
    later = monday + ONE_WEEK
    return {"words": words, "earlier": monday - ONE_WEEK, "later": later if later <= this else None}


def done_for_today(request: HttpRequest) -> HttpResponseBase:
    stretch = actions.take_off(by=request.user, at=timezone.now())
    sentence = _("Your hat is off. The time is kept.") if stretch else _("Your hat was off already.")
    return done(request, way_back(request, reverse(PAGE)), sentence)


def add(request: HttpRequest) -> HttpResponseBase:
    form = HoursForm(request.POST or None, initial=asked_for(request.GET.dict()))
    if request.method == "POST" and form.is_valid() and form.hours.ended_at:
        told = form.hours
        try:
            line = actions.add(
                hat=told.hat,
                started_at=told.started_at,
                ended_at=form.hours.ended_at,
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            return done(request, week_url(told.started_at), _("Written down."), undo=line)
    return page(request, "together/hats/add.html", {"form": form}, status=422 if form.errors else 200)


def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    row, at = own(request, pk), timezone.now()
    told = spent(row, at=at)
    form = HoursForm(request.POST or None, row=row, until=told.until if told.is_asked else None)
    if request.method == "POST" and form.is_valid():
        try:
            line = actions.put_right(
                row=row,
                expected_version=version_of(request),
                hat=form.hours.hat,
                started_at=form.hours.started_at,
                ended_at=form.hours.ended_at,
                by=request.user,
                at=at,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            return done(request, week_url(form.hours.started_at), _("Put right."), undo=line)
    return changing(request, row, form, CutForm(), 422 if form.errors else 200)


def changing(
    request: HttpRequest, row: Stretch, form: HoursForm, cut: CutForm, status: int
) -> HttpResponseBase:
    context = {"row": row, "line": line_of(spent(row, at=timezone.now())), "form": form, "cut": cut}
    return page(request, "together/hats/change.html", context, status=status)


def split(request: HttpRequest, pk: int) -> HttpResponseBase:
    row, form = own(request, pk), CutForm(request.POST)
    if form.is_valid():
        try:
            line = actions.split(
                row=row,
                expected_version=version_of(request),
                cut_at=form.cut_at(row),
                hat=other_hat(row),
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error("cut", refused.sentence)
        else:
            return done(request, week_url(row.started_at), _("Two hats now."), undo=line)
    return changing(request, row, HoursForm(row=row), form, 422)


def other_hat(row: Stretch) -> str:
    return "sales" if row.hat == "marketing" else "marketing"


def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = own(request, pk)
    back = week_url(row.started_at)
    line = actions.remove(row=row, expected_version=version_of(request), by=request.user, at=timezone.now())
    return done(request, back, _("Taken out."), undo=line)


def right(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = own(request, pk)
    version = version_of(request)
    line = actions.say_right(row=row, expected_version=version, by=request.user, at=timezone.now())
    return done(request, PAGE, _("Good. So it stays."), undo=line)


def guessed(request: HttpRequest) -> HttpResponseBase:
    is_work = request.POST.get("answer") != "no"
    line = actions.answer_guesses(
        keys=request.POST.getlist("guess"), is_work=is_work, by=request.user, at=timezone.now()
    )
    return done(request, PAGE, _("Counted.") if is_work else _("Left out."), undo=line)


def forget(request: HttpRequest) -> HttpResponseBase:
    if request.POST.get("sure") != "yes":
        raise Refused(_("Tick that they are to be deleted for good. Nothing was deleted."))
    actions.forget_all(by=request.user, at=timezone.now())
    return done(request, PAGE, _("All your hours are deleted."))


def week_url(moment: datetime.datetime) -> str:
    return f"{reverse(PAGE)}?week={monday_of(today_at(moment)).isoformat()}#days"
