from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from tandem.handover.agreeing import queries as versions_agreed
from tandem.handover.agreeing.facts import facts
from tandem.handover.agreeing.forms import AgreementForm, AloneForm, as_it_stands, with_tick
from tandem.handover.agreement import actions, proposing, queries
from tandem.handover.agreement.models import Agreement, Proposal
from tandem.handover.agreement.rules import can_agree, can_answer, can_propose, is_proposer
from tandem.handover.agreement.terms import Terms, told, usual_terms
from tandem.handover.agreement.trades import examples_of, kit_of, trade_of
from tandem.handover.agreement.words import ANSWERED, Side
from tandem.handover.pages import tabs
from tandem.office.accounts.models import User
from tandem.office.business.queries import the_business
from tandem.office.changes.forms import version_of
from tandem.office.changes.middleware import changes_nothing
from tandem.office.changes.words import Refused
from tandem.ui.pages import SeeOther, done, page

PAGE = "handover:agreement"
OFFERED_ALONE = 3


def agreement(request: HttpRequest) -> HttpResponseBase:
    current, waits = queries.current_agreement(), queries.open_proposal()
    criteria = queries.criteria_of(current)
    promises = told(queries.as_terms(current, criteria))
    context = {
        "tabs": tabs("agreement"),
        "agreement": current,
        "criteria": criteria,
        "marketing": [promise for promise in promises if promise.desk == Side.MARKETING],
        "sales": [promise for promise in promises if promise.desk == Side.SALES],
        "answered": current.counts_as_answered or ANSWERED,
        "alone": queries.stands_alone(),
        "may_agree": can_agree(request.user),
        "may_propose": can_propose(request.user),
    }
    if waits:
        context |= waiting(request, waits, current)
    elif isinstance(request.user, User):
        context["came_back"] = queries.of_today(request.user, now=timezone.now())[1]
    return page(request, "handover/agreeing/agreement.html", context)


def waiting(request: HttpRequest, proposal: Proposal, current: Agreement) -> dict[str, Any]:
    """What is proposed just now, and what whoever looks may do about it."""
    return {
        "proposal": proposal,
        "changes": queries.changes_of(proposal, current),
        "may_answer": can_answer(proposal, request.user),
        "may_withdraw": is_proposer(proposal, request.user),
        "waits_for": queries.those_who_agree(proposal.other_side, but=proposal.proposed_by),
    }


def versions(request: HttpRequest) -> HttpResponseBase:
    context = {
        "tabs": tabs("agreement"),
        "versions": versions_agreed.versions(),
        "came_to_nothing": versions_agreed.came_to_nothing(),
    }
    return page(request, "handover/agreeing/versions.html", context)


def edit(request: HttpRequest) -> HttpResponseBase:
    """The next version, beginning with the one in force, or with what the other side proposes."""
    instead, current = asked_instead(request), queries.current_agreement()
    if instead and request.method != "POST" and not can_answer(instead, request.user):
        return SeeOther(reverse(PAGE))
    form = AgreementForm(request.POST or None, initial=as_it_stands(stands_now(current, instead)))
    if request.method == "POST" and form.is_valid():
        try:
            return agreed_or_proposed(request, form, instead)
        except Refused as refused:
            form.refuse(refused)
    return form_page(request, form, instead, status=422 if request.method == "POST" else 200)


def stands_now(current: Agreement, instead: Proposal | None) -> Terms:
    if instead:
        return queries.terms_proposed(instead)
    # Where nothing was agreed yet, what is usual is offered.
    return queries.terms_of(current) if current.pk else usual_terms()


def asked_instead(request: HttpRequest) -> Proposal | None:
    """The proposal that something else is proposed for, if any."""
    asked = request.POST.get("instead") or request.GET.get("instead") or ""
    if not asked.isascii() or not asked.isdigit() or len(asked) > 18:
        return None
    return get_object_or_404(queries.proposals(), pk=int(asked))


def agreed_or_proposed(
    request: HttpRequest, form: AgreementForm, instead: Proposal | None
) -> HttpResponseBase:
    """Whose name counts for both sides may agree at once, or ask first."""
    by, at, terms = request.user, timezone.now(), form.terms()
    if instead is None and can_agree(by) and request.POST.get("how") != "propose":
        columns = terms.columns() | {"criteria": terms.criteria}
        made = actions.agree(by=by, at=at, expected_number=version_of(request), **columns)
        sentence = _("Version %(number)d is agreed. Enquiries from now on go by it.")
        return done(request, PAGE, sentence % {"number": made.number})
    note, version = form.cleaned_data["note"], version_of(request)
    if instead:
        proposal = proposing.propose_instead(
            proposal=instead, expected_version=version, terms=terms, note=note, by=by, at=at
        )
    else:
        proposal = proposing.propose(terms=terms, expected_number=version, note=note, by=by, at=at)
    verb = "countered" if instead else "proposed"
    sentence = _("Proposed. It waits for a name of %(side)s.") % {"side": proposal.other_side.label}
    return done(request, PAGE, sentence, undo=queries.line_of(proposal, verb))


def form_page(
    request: HttpRequest, form: AgreementForm, instead: Proposal | None, status: int = 200
) -> HttpResponseBase:
    business, user = the_business(), request.user
    agrees_at_once = can_agree(user) and instead is None
    context = {
        "tabs": tabs("agreement"),
        "form": form,
        "seen": instead or queries.current_agreement(),
        "instead": instead,
        "waits": queries.open_proposal(),
        "kit": form.not_there_yet(kit_of(business)),
        "examples": form.not_there_yet(examples_of(business)),
        # Not asked for where only the ticks are drawn anew.
        "facts": SimpleLazyObject(partial(facts, now=timezone.now())),
        "may_agree": agrees_at_once,
        "may_propose": not agrees_at_once or (isinstance(user, User) and queries.others_at_work(user)),
    }
    return page(request, "handover/agreeing/form.html", context, status=status, partial="ticks")


@changes_nothing
def kit(request: HttpRequest) -> HttpResponseBase:
    """One sentence more, or one less; nothing is written down yet, and nothing that was typed is lost."""
    business = the_business()
    typed = with_tick(request.POST, [*kit_of(business), *examples_of(business)])
    return form_page(request, AgreementForm(initial=typed), asked_instead(request))


def alone(request: HttpRequest) -> HttpResponseBase:
    """Agree with yourself: for whoever holds both jobs, while no name stands under anything yet."""
    current = queries.current_agreement()
    if current.is_signed or not queries.stands_alone():
        return SeeOther(reverse("handover:agreement_edit"))
    business = the_business()
    offered = examples_of(business)[:OFFERED_ALONE]
    form = AloneForm(request.POST if request.method == "POST" else None, offered=offered)
    if request.method == "POST" and form.is_valid():
        hours = form.cleaned_data
        actions.agree(
            criteria=form.criteria(),
            expected_number=version_of(request),
            by=request.user,
            at=timezone.now(),
            **hours,
        )
        return done(request, PAGE, _("Agreed, with yourself. You can change it whenever you like."))
    context = {"tabs": tabs("agreement"), "form": form, "seen": current, "trade": trade_of(business.trade)}
    status = 422 if request.method == "POST" else 200
    return page(request, "handover/agreeing/alone.html", context, status=status)
