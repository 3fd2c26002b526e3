import datetime
from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from tandem.exchange.exports.actions import NAME, ask, folder, made_exports
from tandem.exchange.exports.offer_list import FILE as OFFERS_FILE
from tandem.exchange.exports.offer_list import offers_csv
from tandem.exchange.exports.own_hours import own_hours_csv
from tandem.offers.catalogue.rules import can_see_costs
from tandem.office.accounts.models import User
from tandem.office.business.queries import business_zone
from tandem.office.changes.words import NotAllowed
from tandem.ui.pages import SeeOther, page


@dataclass(frozen=True)
class MadeExport:
    name: str
    megabytes: float
    made_at: datetime.datetime


def export(request: HttpRequest) -> HttpResponseBase:
    if request.method == "POST":
        job = ask(by=request.user, at=timezone.now())
        return SeeOther(reverse("office:job", args=[job.pk]))
    made = [
        MadeExport(
            file.name,
            file.stat().st_size / 1_000_000,
            datetime.datetime.fromtimestamp(file.stat().st_mtime, datetime.UTC),
        )
        for file in made_exports()
    ]
    return page(request, "exchange/exports/export.html", {"made": made})


def export_file(request: HttpRequest, name: str) -> FileResponse:
    """The ZIP, to be saved; the name is one that we gave."""
    file = folder() / name
    if not NAME.fullmatch(name) or not file.is_file():
        raise Http404
    response = FileResponse(
        file.open("rb"), as_attachment=True, filename=name, content_type="application/zip"
    )
    response["Cache-Control"] = "private, no-store"
    return response


def offers(request: HttpRequest) -> HttpResponse:
    """What is sold, in the columns that come in again; costs only for who sells. `?lists=all` has the prices
    of every list and those to come as well.
    """
    today = timezone.localdate(timezone=business_zone())
    every_list = request.GET.get("lists") == "all"
    told = offers_csv(today, with_costs=can_see_costs(request.user), every_list=every_list)
    response = HttpResponse(told, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{OFFERS_FILE}"'
    response["Cache-Control"] = "private, no-store"
    return response


def own_hours(request: HttpRequest) -> HttpResponse:
    """The hours of who asks, and of nobody else."""
    if not isinstance(request.user, User):
        raise NotAllowed
    response = HttpResponse(
        own_hours_csv(request.user, at=timezone.now()), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="hours.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
