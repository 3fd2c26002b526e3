from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import can_change_people
from tandem.office.journal.models import JournalLine
from tandem.people.duplicates import actions, queries
from tandem.people.duplicates.forms import MergeForm
from tandem.people.persons.models import Person
from tandem.people.persons.queries import name_all, persons, persons_found, with_addresses
from tandem.ui.pages import done, page

MOST_FOUND = 20


def duplicates(request: HttpRequest) -> HttpResponse:
    """Who might be one and the same."""
    context = {"offers": queries.offers(), "may_change": can_change_people(request.user)}
    return page(request, "people/duplicates/duplicates.html", context)


def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for the other entry of a person."""
    person = get_object_or_404(persons(), pk=pk)
    search = request.GET.get("q", "")[:200]
    matching = with_addresses(persons_found(search)).exclude(pk=pk).order_by("folded", "pk")
    found = list(matching[:MOST_FOUND]) if search else []
    name_all(found)
    context = {
        "person": person,
        "search": search,
        "found": found,
        "alike": queries.offers_for(person),
    }
    return page(request, "people/duplicates/choose.html", context, partial="found")


def merge(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Both side by side; what to keep is chosen, and the first one stays."""
    both = persons().select_related("organisation").prefetch_related("emails", "phones")
    kept, gone = get_object_or_404(both, pk=pk), get_object_or_404(both, pk=other)
    form = MergeForm(request.POST or None, kept=kept, gone=gone)
    if request.method == "POST" and form.is_valid():
        made = actions.merge(
            kept=kept,
            gone=gone,
            from_gone=form.from_gone(),
            kept_version=form.cleaned_data["version"],
            gone_version=form.cleaned_data["other_version"],
            by=request.user,
            at=timezone.now(),
        )
        line = JournalLine.objects.get(verb="people.person.merged", after__merge=made.pk)
        return done(request, kept, _("The two are one now."), undo=line)
    context = {"kept": kept, "gone": gone, "form": form, "choices": form.choices_shown()}
    status = 422 if request.method == "POST" else 200
    return page(request, "people/duplicates/merge.html", context, status=status)


def different(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    one, two = get_object_or_404(Person, pk=pk), get_object_or_404(Person, pk=other)
    actions.not_the_same(one=one, other=two, by=request.user, at=timezone.now())
    return done(request, "people:duplicates", _("They stay two, and are not offered again."))
