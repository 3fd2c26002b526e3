import datetime
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.handover.again import actions, queries, telling
from tandem.handover.again.forms import AgainForm
from tandem.handover.again.words import Came
from tandem.marketing.care.models import Purchase
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_change_sales
from tandem.office.business.queries import business_zone
from tandem.office.changes.forms import refusals_on, way_back
from tandem.office.journal.models import JournalLine
from tandem.people.persons.queries import name_all
from tandem.sales.steps.words import Whose
from tandem.sales.today.views import whose_asked
from tandem.ui.moments import when_words
from tandem.ui.pages import done, page
from tandem.ui.tables import page_of

ON_A_PAGE = 25


def again(request: HttpRequest) -> HttpResponseBase:
    """The whole list of those who may need something again, the most due first."""
    now, seller, interval = timezone.now(), can_change_sales(request.user), queries.the_interval()
    whose = whose_asked(request, Whose.MINE if seller else Whose.EVERYONES)
    user = request.user if isinstance(request.user, User) else None
    context: dict[str, Any] = {"whose": whose, "choices": Whose.choices, "may_change": seller}
    due = queries.all_due(user if whose == Whose.MINE else None, interval, now)
    shown = page_of(request, due, ON_A_PAGE)
    rows = telling.rows_of(queries.reachable(list(shown)), telling.teller_for(interval, user, now))
    usual = telling.usual_words(interval) if interval else ""
    context |= {"page": shown, "rows": rows, "usual": usual}
    return page(request, "handover/again/again.html", context)


@dataclass(frozen=True)
class Told:
    """What is said when it is done, where one goes on, and how to take it back."""

    sentence: str
    url: str = ""
    undo: JournalLine | None = None


def spoken(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What came of getting in touch with one of them, and what comes next."""
    row = get_object_or_404(Purchase.objects.select_related("person__organisation"), pk=pk)
    now, back = timezone.now(), way_back(request, reverse("sales:today"))
    form = AgainForm(request.POST or None, today=now.astimezone(business_zone()).date())
    if form.is_valid():
        with refusals_on(form):
            told = TOLD[Came(form.cleaned_data["came"])](row, form, request.user, now)
            return done(request, told.url or back, told.sentence, undo=told.undo)
    name_all([row.person])
    where = reverse("sales:today") if back.startswith(request.path) else back
    open_to_say = form.is_bound or queries.is_due(row, now)
    context = {"purchase": row, "form": form, "back": where, "open_to_say": open_to_say}
    status = 422 if form.is_bound else 200
    return page(request, "handover/again/spoken.html", context, status=status, partial="dialog")


def wants(row: Purchase, form: AgainForm, by: Actor, at: datetime.datetime) -> Told:
    step = form.step
    opportunity = actions.came_again(
        purchase=row, wanted=form.cleaned_data["wanted"], talk=form.talk, next_step=step, by=by, at=at
    )
    sentence = _("It is an enquiry of theirs, and with you. What comes next?")
    if step is not None:
        sentence = _("It is an enquiry of theirs, and with you. Next: %(step)s") % {"step": step.words}
    url = reverse("sales:opportunity", args=[opportunity.pk])
    return Told(sentence, url, undo=queries.line_of_coming(opportunity))


def later(row: Purchase, form: AgainForm, by: Actor, at: datetime.datetime) -> Told:
    line = actions.put_off(purchase=row, on=form.cleaned_data["ask_on"], talk=form.talk, by=by, at=at)
    said = {"person": row.person, "day": when_words(form.cleaned_data["ask_on"])}
    return Told(_("%(person)s is asked again on %(day)s.") % said, undo=line)


def missed(row: Purchase, form: AgainForm, by: Actor, at: datetime.datetime) -> Told:
    line = actions.not_reached(purchase=row, talk=form.talk, by=by, at=at)
    said = {"person": row.person, "day": when_words(queries.tried_again_on(row, at))}
    return Told(_("%(person)s was not reached; again %(day)s.") % said, undo=line)


def peace(row: Purchase, form: AgainForm, by: Actor, at: datetime.datetime) -> Told:
    line = actions.leave(purchase=row, talk=form.talk, by=by, at=at)
    return Told(_("%(person)s is left in peace.") % {"person": row.person}, undo=line)


TOLD = {Came.WANTS: wants, Came.LATER: later, Came.MISSED: missed, Came.PEACE: peace}
