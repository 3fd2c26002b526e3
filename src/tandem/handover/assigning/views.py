"""How enquiries are shared out, who takes part, and passing one on by that rule or by hand."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.handover.assigning import actions
from tandem.handover.assigning.forms import PartForm, SharingForm
from tandem.handover.assigning.queries import candidates, sharing
from tandem.handover.assigning.rules import can_set_sharing
from tandem.handover.pages import tabs
from tandem.handover.passing.actions import pass_on as pass_to
from tandem.handover.passing.models import Passing
from tandem.handover.passing.queries import has_ticks, line_of, ticks_words
from tandem.handover.passing.views import found, ticked
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import can_change_sales
from tandem.office.changes.forms import version_of
from tandem.office.changes.words import Refused
from tandem.ui.pages import done, page


def pass_on(request: HttpRequest, pk: int) -> HttpResponseBase:
    """To whom the form names; where it leaves it to the rule, to whose turn it is when this is saved."""
    enquiry, version = found(pk), version_of(request)
    owner, at = ticked(request, enquiry).cleaned_data["owner"], timezone.now()
    if owner:
        passing = pass_to(enquiry=enquiry, expected_version=version, owner=owner, by=request.user, at=at)
    else:
        passing = actions.pass_by_rule(enquiry=enquiry, expected_version=version, by=request.user, at=at)
    url = reverse("handover:inbox")
    return done(request, url, passed_words(passing, told=not owner), undo=line_of(enquiry, "passed"))


def passed_words(passing: Passing, *, told: bool) -> str:
    """Fewer ticks than agreed is no reason to keep somebody waiting, and no secret either."""
    said = {"person": passing.enquiry, "ticks": ticks_words(passing), "owner": passing.owner}
    with_sales = _("%(person)s is with sales now.") if has_ticks(passing) else ""
    with_sales = with_sales or _("%(person)s is with sales now, with %(ticks)s")
    return " ".join([with_sales % said, *([_("%(owner)s takes it on.") % said] if told else [])])


def sharing_out(request: HttpRequest) -> HttpResponseBase:
    row = sharing()
    form = SharingForm(request.POST or None, initial={"way": row.way})
    if request.method == "POST" and form.is_valid():
        way, version = form.cleaned_data["way"], version_of(request)
        line = actions.set_sharing(way=way, expected_version=version, by=request.user, at=timezone.now())
        return done(request, "handover:sharing", _("Saved."), undo=line)
    context = {
        "tabs": tabs(""),
        "sharing": row,
        "form": form,
        "part_form": PartForm(),
        "rows": candidates(at=timezone.now(), with_load=True),
        "may_set": can_set_sharing(request.user),
        "may_take_part": can_change_sales(request.user),
    }
    return page(request, "handover/assigning/sharing.html", context, status=422 if form.errors else 200)


def my_part(request: HttpRequest) -> HttpResponseBase:
    user = request.user
    return part(request, user.pk if isinstance(user, User) else 0)


def part(request: HttpRequest, pk: int) -> HttpResponseBase:
    form = PartForm(request.POST)
    if not form.is_valid():
        raise Refused(_("We can’t read that date. Try 2026-12-18."))
    user = get_object_or_404(User, pk=pk)
    line = actions.set_part(user=user, by=request.user, at=timezone.now(), **form.cleaned_data)
    away = form.cleaned_data["away"]
    sentence = _("%(name)s is passed over for now.") if away else _("%(name)s takes part.")
    return done(request, "handover:sharing", sentence % {"name": user}, undo=line)
