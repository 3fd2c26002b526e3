from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import can_capture, can_manage
from tandem.office.jobs import actions as jobs
from tandem.office.mail.queries import is_set_up, mail_standing
from tandem.office.outbox import actions as outbox
from tandem.office.outbox.queries import not_known
from tandem.office.settings.jobs import KIND
from tandem.office.settings.queries import SHOWN, kept_backups
from tandem.ui.pages import SeeOther, done, page
from tandem.ui.slots import Item


def settings(request: HttpRequest) -> HttpResponse:
    """Everything that is set up once, in one place."""
    may_manage = can_manage(request.user)
    context = {
        "own": own_rows(),
        "shared": shared_rows(may_manage, may_capture=can_capture(request.user)),
        "may_manage": may_manage,
    }
    if may_manage:
        context |= {
            "backups": kept_backups()[:SHOWN],
            "mail_is_set_up": is_set_up(),
            "mail": mail_standing(),
            "unknown": not_known()[:20],
        }
    return page(request, "office/settings/settings.html", context)


def own_rows() -> list[Item]:
    return [
        Item(
            title=_("Your account"),
            url=reverse("office:profile"),
            why=_("Name, time zone, light or dark, where you are signed in"),
            icon="users",
        ),
        Item(
            title=_("Password"),
            url=reverse("account_change_password"),
            why=_("A new one signs out every other browser"),
            icon="pen-line",
        ),
        Item(
            title=_("Second step when signing in"),
            url=reverse("mfa_index"),
            why=_("A code from your phone, and recovery codes"),
            icon="circle-check",
        ),
        Item(
            title=_("Keys for other programs"),
            url=reverse("office:keys"),
            why=_("For a website, a till or bookkeeping that hands in enquiries or reads"),
            icon="key",
        ),
    ]


def shared_rows(may_manage: bool, *, may_capture: bool) -> list[Item]:
    journal = Item(
        title=_("Journal"), url=reverse("office:journal"), why=_("Who did what, and when"), icon="clock"
    )
    received = Item(
        title=_("Received mail"),
        url=reverse("office:messages"),
        why=_("What came and belongs to nobody yet"),
        icon="mail",
    )
    if not may_manage:
        return [received, journal] if may_capture else [journal]
    return [
        Item(
            title=_("Business"),
            url=reverse("office:business"),
            why=_("Name, currency, working hours, closed days"),
            icon="store",
        ),
        Item(
            title=_("Who works here"),
            url=reverse("office:users"),
            why=_("Users and what each may change; invite somebody"),
            icon="users",
        ),
        Item(
            title=_("Mailboxes"),
            url=reverse("office:mailboxes"),
            why=_("Which are read, how each stands, what was not read and why"),
            icon="inbox",
        ),
        received,
        journal,
        Item(
            title=_("Parts"),
            url=reverse("ui:parts"),
            why=_("Every part of these pages, to look at"),
            icon="layers",
        ),
    ]


def backup_now(request: HttpRequest) -> HttpResponse:
    job = jobs.start(kind=KIND, payload={}, by=request.user, at=timezone.now())
    return SeeOther(reverse("office:job", args=[job.pk]))


def backup(request: HttpRequest, name: str) -> FileResponse:
    """A finished backup, to be taken away. Only names that stand in the list are looked up."""
    kept = next((kept for kept in kept_backups() if kept.name == name), None)
    if kept is None:
        raise Http404
    response = FileResponse(kept.path.open("rb"), as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    outbox.send_again(row_id=pk, by=request.user, at=timezone.now())
    return done(request, "office:settings", _("It is being sent again."))


def leave_unsent(request: HttpRequest, pk: int) -> HttpResponse:
    outbox.leave(row_id=pk, by=request.user, at=timezone.now())
    return done(request, "office:settings", _("Left as it is."))
