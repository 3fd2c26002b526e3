"""“What helps here”, on the page of an opportunity."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import can_change_sales
from tandem.office.changes.forms import version_of
from tandem.sales.helping.actions import ask, mark, say
from tandem.sales.helping.queries import help_for
from tandem.sales.helping.words import LONGEST_ANSWER
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import for_page, key_in
from tandem.sales.opportunities.words import STEP_ICONS, StepKind
from tandem.sales.playbook.actions import add_line
from tandem.sales.playbook.models import GuideLine, Said
from tandem.sales.playbook.queries import standing
from tandem.sales.playbook.words import LONGEST_LINE, LineKind, Mark
from tandem.ui import slots
from tandem.ui.pages import done


def panel(request: HttpRequest | None, *, opportunity: Opportunity, **_context: Any) -> list[slots.Panel]:
    """The guide of its stage while it is open; what was said, and whether it helped, also afterwards."""
    may_change = request is not None and can_change_sales(request.user)
    is_open = opportunity.won_at is None and opportunity.lost_at is None
    found = help_for(opportunity)
    if found.page.is_empty and not (found.earlier or found.said_earlier or (is_open and may_change)):
        return []
    guide = found.page.guide
    context = {
        "opportunity": opportunity,
        "help": found,
        "is_open": is_open,
        "may_change": may_change,
        "step_icon": STEP_ICONS[StepKind(guide.step_kind)] if guide else "",
        "marks": Mark.choices,
        "longest": LONGEST_ANSWER,
        "longest_line": LONGEST_LINE,
    }
    return [slots.Panel("sales/helping/panel.html", context)]


def found(pk: int) -> Opportunity:
    return get_object_or_404(for_page(pk))


def address(opportunity_id: int, place: str) -> str:
    return f"{reverse('sales:opportunity', args=[opportunity_id])}#{place}"


def line_named(request: HttpRequest, name: str) -> GuideLine:
    lines = GuideLine.objects.select_related("guide__stage", "under")
    return get_object_or_404(lines, pk=key_in(request.POST.get(name, "")))


def asked(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ticked, and their answer onto the timeline."""
    row, question = found(pk), line_named(request, "question")
    words = request.POST.get("words", "")
    line = ask(opportunity=row, question=question, words=words, by=request.user, at=timezone.now())
    sentence = _("Written down, in their words.") if words.strip() else _("Ticked.")
    return done(request, address(row.pk, "helps"), sentence, undo=line)


def said(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One of our answers was given; with `words` a new one, which joins the playbook."""
    row, at = found(pk), timezone.now()
    if "answer" in request.POST:
        answer = line_named(request, "answer")
    else:
        under = get_object_or_404(
            standing().select_related("guide__stage"), pk=key_in(request.POST.get("under", ""))
        )
        words = request.POST.get("words", "")
        answer = add_line(
            stage=under.guide.stage, kind=LineKind.ANSWER, words=words, under=under, by=request.user, at=at
        )
    line = say(opportunity=row, answer=answer, by=request.user, at=at)
    return done(
        request, address(row.pk, "helps"), _("Noted. Whether it helped can be said later."), undo=line
    )


def marked(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Whether it helped; nothing takes the mark out again."""
    row = get_object_or_404(Said, pk=pk)
    chosen = request.POST.get("mark", "")
    line = mark(
        said=row, expected_version=version_of(request), mark=chosen, by=request.user, at=timezone.now()
    )
    sentence = _("Counted.") if chosen else _("Not counted until it ends.")
    return done(request, address(row.opportunity_id, "helps"), sentence, undo=line)
