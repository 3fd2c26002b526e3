from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.people.persons.queries import persons
from tandem.people.privacy import actions
from tandem.people.privacy.queries import shares_of
from tandem.ui.pages import done, page


def export(request: HttpRequest, pk: int) -> HttpResponse:
    """What there is about a person, and the button that gives it out."""
    person = get_object_or_404(persons(), pk=pk)
    if request.method != "POST":
        context = {"person": person, "shares": shares_of(person)}
        return page(request, "people/privacy/export.html", context)
    archive = actions.export(person=person, by=request.user, at=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="person-{person.pk}.zip"'}
    return HttpResponse(archive, content_type="application/zip", headers=headers)


def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what goes and what the law keeps, and asks."""
    person = get_object_or_404(persons(), pk=pk)
    agreed = request.POST.get("agreed") == "yes"
    if request.method == "POST" and agreed:
        actions.erase(person=person, by=request.user, at=timezone.now())
        return done(request, "people:persons", _("Everything about this person is gone."))
    context = {"person": person, "shares": shares_of(person), "not_agreed": request.method == "POST"}
    return page(
        request, "people/privacy/erase.html", context, status=422 if request.method == "POST" else 200
    )
