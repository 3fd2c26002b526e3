from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.codes import drawing, queries
from tandem.marketing.forms.queries import open_form_of
from tandem.marketing.links import actions
from tandem.marketing.links.forms import PlaceForm
from tandem.marketing.links.jobs import count_opening
from tandem.marketing.links.models import Place
from tandem.marketing.links.queries import code_address, opened_places
from tandem.marketing.links.views import led_to, put_row_away, too_many
from tandem.marketing.links.words import PlaceKind
from tandem.marketing.pages import tabs
from tandem.office.accounts.rules import can_change_marketing
from tandem.office.business.queries import the_business
from tandem.office.business.reach import unreachable_now
from tandem.office.changes.forms import version_of
from tandem.office.changes.words import Refused
from tandem.ui.pages import done, page

FORM = "marketing/codes/form.html"
KINDS = {"png": "image/png", "svg": "image/svg+xml"}


def scan(request: HttpRequest, code: str) -> HttpResponseBase:
    """Public: somebody scanned a code of ours, or typed what stands under it."""
    if busy := too_many(request, "q"):
        return busy
    row = get_object_or_404(rows(), code=code.lower())
    now = timezone.now()
    count_opening(request, row, at=now)
    if address := queries.where_it_goes(row, at=now):
        return led_to(address)
    return page(request, "marketing/codes/not_yet.html", {"business": the_business()})


def rows() -> "QuerySet[Place]":
    return Place.objects.select_related("campaign", "link")


def place(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(rows(), pk=pk)
    context = {
        "tabs": tabs("campaigns"),
        "place": row,
        "address": code_address(row),
        "opened": opened_places([row]).get(row.pk, 0),
        "trouble": unreachable_now(),
        "form": open_form_of(row.campaign),
        "may_change": can_change_marketing(request.user),
    }
    return page(request, "marketing/codes/place.html", context)


def add(request: HttpRequest, pk: int) -> HttpResponseBase:
    campaign = get_object_or_404(Campaign, pk=pk)
    first = PlaceKind.STAND if campaign.is_met_in_person else PlaceKind.WHOLE
    form = PlaceForm(request.POST or None, campaign=campaign, initial={"kind": first})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add_place(campaign=campaign, by=request.user, at=timezone.now(), **form.columns())
        except Refused as refused:
            form.refuse(refused)
        else:
            return done(request, reverse("marketing:place", args=[row.pk]), _("The code is ready."))
    return asked(request, form, campaign)


def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_object_or_404(rows(), pk=pk)
    initial = {name: getattr(row, name) for name in ("kind", "name", "sentence", "link")}
    form = PlaceForm(request.POST or None, campaign=row.campaign, place=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = version_of(request)
        try:
            line = actions.edit_place(
                place=row, expected_version=version, by=request.user, at=timezone.now(), **form.columns()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            return done(request, reverse("marketing:place", args=[pk]), _("Saved."), undo=line)
    return asked(request, form, row.campaign, row)


def asked(
    request: HttpRequest, form: PlaceForm, campaign: Campaign, row: Place | None = None
) -> HttpResponseBase:
    context = {"tabs": tabs("campaigns"), "form": form, "campaign": campaign, "place": row}
    return page(request, FORM, context, status=422 if request.method == "POST" else 200)


def put_away(request: HttpRequest, pk: int) -> HttpResponseBase:
    return put_row_away(request, get_object_or_404(rows(), pk=pk))


def picture(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """The code alone, for one's own print."""
    row = get_object_or_404(rows(), pk=pk)
    holds = code_address(row)
    answer = HttpResponse(
        drawing.png(holds) if kind == "png" else drawing.svg(holds), content_type=KINDS[kind]
    )
    if "save" in request.GET:
        answer["Content-Disposition"] = f'attachment; filename="{file_name(row)}.{kind}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def sheet(request: HttpRequest, pk: int, paper: str) -> HttpResponseBase:
    """A sheet to print, but none that would lead nobody anywhere."""
    # typst takes a while to import, and few requests make a document.
    from tandem.marketing.codes.sheet import Sheet, pdf_of  # noqa: PLC0415

    row = get_object_or_404(rows(), pk=pk)
    if trouble := unreachable_now():
        return page(
            request, "marketing/codes/not_printed.html", {"trouble": trouble, "place": row}, status=422
        )
    said = Sheet(
        business=str(the_business()),
        sentence=row.sentence or _("Scan this and ask us"),
        holds=code_address(row),
        typed=queries.short_address(row),
        place=f"{row.campaign.name} · {row}",
    )
    answer = HttpResponse(
        pdf_of(said, paper=paper, made_on=timezone.localdate()), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'inline; filename="{file_name(row)}-{paper}.pdf"'
    return answer


def file_name(row: Place) -> str:
    return slugify(f"{row.campaign.name} {row}")[:80] or row.code
