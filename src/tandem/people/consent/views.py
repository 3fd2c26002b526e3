from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.people.consent.actions import tell
from tandem.people.consent.forms import ConsentForm
from tandem.people.consent.models import ConsentEvent
from tandem.people.consent.words import Basis
from tandem.people.persons.queries import persons
from tandem.ui.pages import done, page


def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that a person said we may do, and a form for the newest word."""
    person = get_object_or_404(persons(), pk=pk)
    form = ConsentForm(request.POST or None, initial={"use": request.GET.get("use")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["basis"] != Basis.OBJECTED
        tell(person=person, given=given, by=request.user, at=timezone.now(), **form.cleaned_data)
        return done(request, person, _("Written down."))
    events = ConsentEvent.objects.filter(person=person).select_related("by")
    context = {"person": person, "form": form, "events": events}
    status = 422 if request.method == "POST" else 200
    return page(request, "people/consent/consent.html", context, status=status)
