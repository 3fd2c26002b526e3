from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.handover.pages import tabs
from tandem.handover.reminders import actions
from tandem.handover.reminders.queries import wants_mails
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import can_capture
from tandem.office.business.queries import the_business
from tandem.office.mail.queries import is_set_up
from tandem.ui.pages import done, page


def reminders(request: HttpRequest) -> HttpResponseBase:
    """Whether I am told by mail when a promise is near its end; every such mail leads here."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    if request.method == "POST":
        wanted = request.POST.get("wanted") == "1"
        actions.choose_mails(wanted=wanted, by=user, at=timezone.now())
        said = _("You are reminded by mail.") if wanted else _("No more of these mails.")
        return done(request, "handover:reminders", said)
    context = {
        "tabs": tabs(""),
        "wanted": wants_mails(user),
        "may_choose": can_capture(user),
        "mail_is_set_up": is_set_up(),
        "is_sample": the_business().is_sample,
    }
    return page(request, "handover/reminders/reminders.html", context)
