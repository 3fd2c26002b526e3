from allauth.account.adapter import get_adapter
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.config.first_run import actions
from tandem.config.first_run.forms import AgreementForm, BusinessForm, OwnerForm
from tandem.config.first_run.fresh_start import start_own
from tandem.config.first_run.queries import is_claimed, is_empty, typed_into
from tandem.config.first_run.sample_start import ask_for_sample
from tandem.config.first_run.words import CLAIM, Step
from tandem.handover.agreement.actions import agree
from tandem.handover.agreement.trades import trade_of
from tandem.office.accounts.models import User
from tandem.office.business.actions import dismiss_checklist
from tandem.office.business.forms import WeekForm
from tandem.office.business.places import countries
from tandem.office.business.queries import the_business, working_week
from tandem.office.changes.words import Refused
from tandem.office.journal.queries import shown
from tandem.office.mail.queries import is_set_up
from tandem.office.tokens.queries import find
from tandem.office.users.actions import invite as send_invitation
from tandem.office.users.forms import InvitationForm
from tandem.ui.pages import SeeOther, done, page

GONE = 410
FOLDER = "config/first_run/"


def _country_of(request: HttpRequest) -> str:
    """The region that the browser's language names, else the United Kingdom."""
    wanted = request.headers.get("Accept-Language", "").split(",")[0].split(";")[0].strip()
    region = wanted.partition("-")[2].upper()
    return region if region in countries() else "GB"


def begin(request: HttpRequest, token: str) -> HttpResponse:
    """Step 1 on a site that nobody owns yet: the business and its owner, in one form."""
    if is_claimed() or find(token, purpose=CLAIM, at=timezone.now()) is None:
        return page(request, FOLDER + "used.html", {"claimed": is_claimed()}, status=GONE)
    data = request.POST if request.method == "POST" else None
    form = BusinessForm(data, initial={"country": _country_of(request)})
    owner, week = OwnerForm(data), WeekForm(data, week=working_week())
    if data is None or not (form.is_valid() & owner.is_valid() & week.is_valid()):
        return _first_step(request, form, week, owner=owner)
    person = owner.cleaned_data
    user = actions.claim(
        token=token,
        owner_name=person["name"],
        email=person["email"],
        password=person["password"],
        week=week.week(),
        at=timezone.now(),
        **form.columns(),
    )
    get_adapter().login(request, user)
    return SeeOther(reverse("start:agreement"))


def _first_step(
    request: HttpRequest, form: BusinessForm, week: WeekForm, owner: OwnerForm | None = None
) -> HttpResponse:
    wrong = form.errors or week.errors or (owner is not None and owner.errors)
    signed_in = request.user.is_authenticated
    skip = reverse("start:agreement") if signed_in else ""
    context = {"step": Step(1), "form": form, "week": week, "owner": owner, "skip": skip}
    return page(request, FOLDER + "business.html", context, status=422 if wrong else 200)


def business(request: HttpRequest) -> HttpResponse:
    """Step 1 for an owner who is signed in: after the sample, or once more."""
    known, user = the_business(), request.user
    nameless = isinstance(user, User) and not user.has_usable_password()
    initial = {
        "business": "" if known.is_sample else known.name,
        "trade": known.trade or "other",
        "country": known.country,
        # What is set up already is not changed by looking at it again.
        "prices": "" if known.is_sample or known.set_up_at is None else known.prices,
    }
    data = request.POST if request.method == "POST" else None
    form, week = BusinessForm(data, initial=initial), WeekForm(data, week=working_week())
    # Who came in by a link only has to say who they are, or could never come in again.
    owner = OwnerForm(data) if nameless else None
    if data is None or not (form.is_valid() & week.is_valid() & (owner is None or owner.is_valid())):
        return _first_step(request, form, week, owner=owner)
    if owner is not None and isinstance(user, User):
        update_session_auth_hash(
            request, actions.become_owner(user=user, at=timezone.now(), **owner.cleaned_data)
        )
    actions.set_up(week=week.week(), by=user, at=timezone.now(), **form.columns())
    return SeeOther(reverse("start:agreement"))


def agreement(request: HttpRequest) -> HttpResponse:
    """Step 2: what is a good enquiry? With `look` it only shows the example beside the form."""
    known = the_business()
    looking = request.method == "GET" and "look" in request.GET
    data = request.POST if request.method == "POST" else request.GET if looking else None
    form = AgreementForm(data, business=known)
    if request.method == "POST" and form.is_valid():
        agree(
            criteria=form.criteria(),
            pass_within_hours=form.cleaned_data["passes_within"],
            answer_within_hours=form.cleaned_data["answers_within"],
            by=request.user,
            at=timezone.now(),
        )
        return SeeOther(reverse("start:beginning"))
    context = {
        "step": Step(2),
        "form": form,
        "example": trade_of(known.trade),
        "skip": reverse("start:beginning"),
    }
    wrong = request.method == "POST"
    return page(
        request,
        FOLDER + "agreement.html",
        context,
        status=422 if wrong else 200,
        partial="example" if looking else None,
    )


def beginning(request: HttpRequest) -> HttpResponse:
    """Step 3: with the sample, a spreadsheet, or empty."""
    context = {"step": Step(3), "skip": reverse("start:invite"), "may_look": is_empty()}
    return page(request, FOLDER + "beginning.html", context)


def sample(request: HttpRequest) -> HttpResponse:
    """The sample is made in the background; its page leads to Together."""
    job = ask_for_sample(by=request.user, at=timezone.now())
    return SeeOther(reverse("office:job", args=[job.pk]))


def invite(request: HttpRequest) -> HttpResponse:
    """Step 4: who works with you?"""
    form = InvitationForm(request.POST or None)
    # Who begins with a spreadsheet walks all steps first, and comes to it from the last one.
    brings_list = request.GET.get("then") == "spreadsheet"
    after = reverse("exchange:imports" if brings_list else "home")
    context = {
        "step": Step(4),
        "form": form,
        "skip": after,
        "after": after,
        "brings_list": brings_list,
        "mail_is_set_up": is_set_up(),
    }
    if request.method == "POST" and form.is_valid():
        try:
            invitation, link = send_invitation(by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            context |= {"form": InvitationForm(), "link": link, "invited": invitation.email}
            return page(request, FOLDER + "invite.html", context)
    return page(request, FOLDER + "invite.html", context, status=422 if form.errors else 200)


def own(request: HttpRequest) -> HttpResponse:
    """From the sample to the own business; what was typed into the sample is listed before it is left."""
    known = the_business()
    if request.method == "POST":
        if isinstance(request.user, User):
            start_own(by=request.user, at=timezone.now())
        return done(request, "start:business", _("A fresh start. The sample stays as it was."))
    if not known.is_sample:
        return SeeOther(reverse("start:business"))
    lines = shown(typed_into(known), currency=known.currency)
    return page(request, FOLDER + "own.html", {"lines": lines})


def dismiss(request: HttpRequest) -> HttpResponse:
    dismiss_checklist(by=request.user, at=timezone.now())
    return done(request, "home", _("Put away. Everything stands under Settings too."))
