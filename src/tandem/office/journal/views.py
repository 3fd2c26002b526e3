from urllib.parse import urlsplit

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import get_script_prefix, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.changes.forms import way_back
from tandem.office.changes.words import Refused
from tandem.office.journal import actions
from tandem.office.journal.forms import ALL, FilterForm
from tandem.office.journal.models import JournalLine
from tandem.office.journal.queries import lines, shown
from tandem.ui.pages import SeeOther, done, page
from tandem.ui.tables import page_of


def journal(request: HttpRequest) -> HttpResponse:
    """Who did what and when."""
    asked = request.GET.keys() & FilterForm.base_fields.keys()
    form = FilterForm({"area": ALL, "by": ALL, **request.GET.dict()} if asked else None)
    rows = page_of(request, lines(**form.chosen()))
    currency = request.business.currency  # type: ignore[attr-defined]
    context = {"form": form, "page": rows, "lines": shown(rows, currency=currency)}
    return page(request, "office/journal/journal.html", context)


def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what a line tells. The action of its verb decides who may, and whether it is still safe."""
    line = get_object_or_404(JournalLine, pk=pk)
    journal_url = reverse("office:journal")
    back = way_back(request, journal_url)
    try:
        actions.undo(line_id=line.pk, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.sentence)
        return SeeOther(nearest(back, otherwise=journal_url))
    return done(request, nearest(back, otherwise=journal_url), _("Taken back."))


def nearest(address: str, *, otherwise: str) -> str:
    """The address, or the first page above it: what was taken back may have been what the page showed."""
    if not shows_what_is_gone(address):
        return address
    parts = urlsplit(address).path.strip("/").split("/")
    above = (f"/{'/'.join(parts[:length])}/" for length in range(len(parts) - 1, 0, -1))
    return next((path for path in above if is_page(path) and not shows_what_is_gone(path)), otherwise)


def shows_what_is_gone(address: str) -> bool:
    """A page is named after what it shows: `marketing:enquiry` shows the row `pk` of `marketing.Enquiry`."""
    try:
        found = resolve(path_of(address))
        model = apps.get_model(found.namespace, (found.url_name or "").split("_")[0])
    except (Http404, LookupError):
        return False
    return "pk" in found.kwargs and not model._default_manager.filter(pk=found.kwargs["pk"]).exists()


def is_page(address: str) -> bool:
    try:
        return bool(resolve(path_of(address)))
    except Http404:
        return False


def path_of(address: str) -> str:
    return f"/{urlsplit(address).path.removeprefix(get_script_prefix())}"
