from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
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
    back = way_back(request, reverse("office:journal"))
    try:
        actions.undo(line_id=line.pk, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.sentence)
        return SeeOther(back)
    return done(request, back, _("Taken back."))
