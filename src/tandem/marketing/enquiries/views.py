from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.campaigns.queries import met_in_person_on
from tandem.marketing.cards.reading import read_cards
from tandem.marketing.channels.queries import every_channel
from tandem.marketing.enquiries import actions, joining, queries
from tandem.marketing.enquiries.forms import (
    BY_HAND,
    CaptureForm,
    CardForm,
    CorrectForm,
    SetAsideForm,
    SiftForm,
)
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.touches import way_words
from tandem.marketing.enquiries.words import DOOR_ICONS, Door, Heard, State, asked_before_words, read_who
from tandem.marketing.pages import tabs
from tandem.office.accounts.rules import can_capture, can_change_marketing
from tandem.office.business.queries import business_zone, the_business
from tandem.office.changes.forms import version_of, way_back
from tandem.office.changes.middleware import changes_nothing
from tandem.office.changes.words import Refused
from tandem.office.journal.models import JournalLine
from tandem.office.journal.queries import history_of
from tandem.people.consent.actions import tell
from tandem.people.consent.words import Basis, Use
from tandem.ui.pages import done, page
from tandem.ui.tables import PAGE_SIZE, ordering

# One tap says how they asked and writes them down.
AT_ONCE: dict[Door, Any] = {Door.PHONE: gettext_lazy("By phone"), Door.WALK_IN: gettext_lazy("Walked in")}
SORTS = {"heard": "heard_at"}


def enquiries(request: HttpRequest) -> HttpResponseBase:
    sift = SiftForm(request.GET)
    sift.is_valid()
    asked = sift.cleaned_data
    sifted = queries.Sifted(
        state=asked.get("state") or "",
        channel=asked.get("channel"),
        campaign=asked.get("campaign"),
        words=asked.get("q") or "",
    )
    rows = sifted.rows().order_by(*ordering(request, SORTS, "-heard"))
    paginator = queries.CappedPaginator(rows, PAGE_SIZE)
    context = {
        "tabs": tabs("enquiries"),
        "page": paginator.get_page(request.GET.get("page")),
        "more_than_counted": paginator.count >= queries.COUNTED,
        "sifted": sifted,
        "states": State.choices,
        "channels": every_channel(),
        "campaigns": list(Campaign.objects.order_by("-starts_on", "name")),
        "icons": DOOR_ICONS,
        "may_capture": can_capture(request.user),
    }
    return page(request, "marketing/enquiries/enquiries.html", context, partial="rows")


def enquiry(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(queries.enquiries_with_everything(), pk=pk)
    return page(request, "marketing/enquiries/enquiry.html", shown(request, row, SetAsideForm()))


def shown(request: HttpRequest, row: Enquiry, form: SetAsideForm) -> dict[str, Any]:
    may_change = can_change_marketing(request.user)
    twins = queries.twins_of(row) if row.state == State.HEARD else []
    before = [one for one in queries.asked_before(row) if one not in twins]
    return {
        "tabs": tabs("enquiries"),
        "enquiry": row,
        "icon_name": DOOR_ICONS[row.door],
        "way": way_words(row.first_touch, row.last_touch),
        "before": [(one, told_before(one)) for one in before],
        "joined": queries.joined_into(row),
        "twins": twins,
        "may_change": may_change,
        "may_set_aside": may_change and row.state in (State.HEARD, State.DECLINED),
        "form": form,
        "history": history_of(row, currency=the_business().currency),
    }


def correct(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(queries.enquiries_with_everything(), pk=pk)
    if request.method != "POST":
        context = {"tabs": tabs("enquiries"), "enquiry": row, "form": CorrectForm(instance=row)}
        return page(request, "marketing/enquiries/correct.html", context)
    form = CorrectForm(request.POST, instance=Enquiry.objects.get(pk=pk))
    if not form.is_valid():
        context = {"tabs": tabs("enquiries"), "enquiry": row, "form": form}
        return page(request, "marketing/enquiries/correct.html", context, status=422)
    columns = {name: form.cleaned_data[name] for name in ("segment", "interest", "promised", "wanted_by")}
    columns["channel_id"] = form.cleaned_data["channel"].pk
    columns["campaign_id"] = form.cleaned_data["campaign"].pk if form.cleaned_data["campaign"] else None
    line = actions.correct(
        enquiry=row, expected_version=version_of(request), by=request.user, at=timezone.now(), **columns
    )
    return done(request, reverse("marketing:enquiry", args=[pk]), _("Saved."), undo=line)


def set_aside(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(queries.enquiries_with_everything(), pk=pk)
    form = SetAsideForm(request.POST)
    if not form.is_valid():
        return page(request, "marketing/enquiries/enquiry.html", shown(request, row, form), status=422)
    line = actions.set_aside(
        enquiry=row,
        expected_version=version_of(request),
        reason=form.cleaned_data["reason"],
        by=request.user,
        at=timezone.now(),
    )
    sentence = _("Set aside: %(reason)s.") % {"reason": row.get_set_aside_reason_display()}
    back = reverse("marketing:enquiry", args=[pk])
    return done(request, way_back(request, back) if "next" in request.POST else back, sentence, undo=line)


def told_before(row: Enquiry) -> str:
    month = date_format(timezone.localtime(row.heard_at, business_zone()), "F Y")
    return asked_before_words(row.state, row.outcome, row.declined_reason, row.set_aside_reason, month)


def join(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(queries.enquiries_with_everything(), pk=pk)
    other = request.POST.get("into", "")
    into = get_object_or_404(Enquiry, pk=int(other) if other.isdecimal() and len(other) < 19 else 0)
    line = joining.join(
        enquiry=row, expected_version=version_of(request), into=into, by=request.user, at=timezone.now()
    )
    sentence = _("Joined. What was said there stands here now too.")
    return done(request, reverse("marketing:enquiry", args=[into.pk]), sentence, undo=line)


def take_up(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(Enquiry.objects.select_related("person"), pk=pk)
    line = actions.take_up_again(enquiry=row, by=request.user, at=timezone.now())
    return done(request, reverse("marketing:enquiry", args=[pk]), _("Taken up again."), undo=line)


def capture(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        return capture_page(request, CaptureForm(initial=expected(request)))
    form = CaptureForm(answers_of(request))
    if not form.is_valid():
        return capture_page(request, form, status=422)
    try:
        heard, line = written_down(request, form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return capture_page(request, form, status=422)
    sentence = _("Written down: %(person)s.") % {"person": heard}
    url = reverse("marketing:enquiry", args=[heard.pk])
    if "next" in request.POST:
        campaign = f"&campaign={heard.campaign_id}" if heard.campaign_id else "&campaign="
        url = f"{reverse('marketing:capture')}?door={heard.door}{campaign}"
    return done(request, url, sentence, undo=line)


def answers_of(request: HttpRequest) -> QueryDict:
    """What was sent; a button that saves at once tells the door as well."""
    at_once = request.POST.get("at_once", "")
    if at_once not in AT_ONCE:
        return request.POST
    answers = request.POST.copy()
    answers["door"] = at_once
    return answers


@changes_nothing
def card(request: HttpRequest) -> HttpResponseBase:
    """A business card becomes a form that is filled in already; nothing is written down yet."""
    if request.method != "POST":
        return card_page(request, CardForm())
    form = CardForm(request.POST, request.FILES)
    if not form.is_valid():
        return card_page(request, form, status=422)
    try:
        read = read_cards(form.sent())
    except Refused as refused:
        form.refuse(refused)
        return card_page(request, form, status=422)
    if len(read.cards) > 1:
        return page(request, "marketing/cards/cards.html", {"read": read})
    [one] = read.cards
    filled = {"who": one.who[:400], "organisation": one.organisation}
    return capture_page(request, CaptureForm(initial=expected(request) | filled), troubles=read.troubles)


def card_page(request: HttpRequest, form: CardForm, status: int = 200) -> HttpResponseBase:
    return page(request, "marketing/cards/card.html", {"form": form}, status=status)


def expected(request: HttpRequest) -> dict[str, Any]:
    """As asked for in the address, else where one stands today: at a fair, people are written down one after
    another. No other campaign is chosen by itself, or it would be given what it did not bring.
    """
    here = [str(fair.pk) for fair in met_in_person_on(timezone.localdate(timezone=business_zone()))]
    campaign = request.GET.get("campaign", here[0] if len(here) == 1 else "")
    door = request.GET.get("door", "")
    if door not in BY_HAND:
        door = Door.EVENT if campaign in here else Door.PHONE
    return {"door": door, "campaign": campaign}


def written_down(request: HttpRequest, answers: dict[str, Any]) -> tuple[Enquiry, JournalLine | None]:
    now, channel = timezone.now(), answers["channel"]
    row = Heard(
        contact=replace(read_who(answers["who"]), organisation=answers["organisation"]),
        heard_at=answers["heard_at"] or now,
        door=answers["door"],
        source=channel.source if channel else answers["source"],
        medium=channel.medium if channel else "",
        campaign=answers["campaign"],
        **{name: answers[name] for name in ("words", "interest", "promised", "wanted_by")},
    )
    heard, line = actions.hear_row(row=row, by=request.user, at=now)
    if answers["newsletter"]:
        wording = str(CaptureForm.base_fields["newsletter"].label)
        source = str(Door(answers["door"]).label)
        tell(
            person=heard.person, use=Use.NEWSLETTER, given=True, basis=Basis.CONSENT, source=source,
            wording=wording, by=request.user, at=now,
        )  # fmt: skip
    return heard, line


def capture_page(
    request: HttpRequest, form: CaptureForm, status: int = 200, troubles: Sequence[str] = ()
) -> HttpResponseBase:
    campaign = chosen_campaign(form)
    form.ask_first_time()
    context = {
        "form": form,
        "campaign": campaign,
        "so_far": queries.heard_of_campaign(campaign) if campaign else 0,
        "doors": [(door.value, door.label, DOOR_ICONS[door]) for door in BY_HAND],
        "at_once": [(door.value, words, DOOR_ICONS[door]) for door, words in AT_ONCE.items()],
        "door": str(form["door"].value()),
        "troubles": troubles,
    }
    return page(request, "marketing/enquiries/capture.html", context, status=status)


def chosen_campaign(form: CaptureForm) -> Campaign | None:
    value = str(form["campaign"].value() or "")
    return Campaign.objects.filter(pk=int(value)).first() if value.isdecimal() and len(value) < 19 else None
