"""Settings of mailboxes, their status, and the list of what came."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.business.queries import business_zone
from tandem.office.changes.forms import version_of, way_back
from tandem.office.changes.middleware import before_transaction
from tandem.office.changes.words import Refused
from tandem.office.files.views import download
from tandem.office.mailboxes import actions, queries
from tandem.office.mailboxes.forms import MailboxForm
from tandem.office.mailboxes.jobs import Tried, try_mailbox
from tandem.office.mailboxes.models import Mailbox, ReceivedMessage
from tandem.office.mailboxes.routes import told_of
from tandem.office.mailboxes.words import Outcome, Reason
from tandem.ui.pages import done, page
from tandem.ui.tables import page_of

SHOWN = ("to_decide", "automatic", "all")
PER_PAGE = 30


def mailboxes(request: HttpRequest) -> HttpResponse:
    """Which mailboxes are read, and how each stands."""
    if request.method != "POST":
        today = timezone.localdate(timezone=business_zone())
        return _all_shown(request, MailboxForm(initial={"since": today}))
    form = MailboxForm(request.POST)
    if form.is_valid():
        try:
            row = actions.add_mailbox(
                password=form.cleaned_data["password"], by=request.user, at=timezone.now(), **form.columns()
            )
        except Refused as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            return done(request, "office:mailboxes", _("Mail to %(address)s is read now.") % {"address": row})
    return _all_shown(request, form, status=422)


def _all_shown(request: HttpRequest, form: MailboxForm, *, status: int = 200) -> HttpResponse:
    context = {"standings": queries.standings(), "form": form}
    return page(request, "office/mailboxes/mailboxes.html", context, status=status)


def mailbox(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Mailbox.objects.select_related("whose"), pk=pk)
    form = MailboxForm(request.POST or None, instance=get_object_or_404(Mailbox, pk=pk))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_mailbox(
                mailbox=row,
                expected_version=version_of(request),
                password=form.cleaned_data["password"],
                by=request.user,
                at=timezone.now(),
                **form.columns(),
            )
        except Refused as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            return done(request, "office:mailboxes", _("Saved."))
    return _one_shown(request, row, form, status=422 if form.errors else 200)


def _one_shown(
    request: HttpRequest, row: Mailbox, form: MailboxForm, *, tried: Tried | None = None, status: int = 200
) -> HttpResponse:
    context = {"row": row, "form": form, "tried": tried}
    return page(request, "office/mailboxes/mailbox.html", context, status=status)


def _try_first(request: HttpRequest, pk: int) -> None:
    """The slow talk with the server, before the transaction of the POST."""
    row = Mailbox.objects.filter(pk=pk).first()
    if row is not None:
        request.tried = try_mailbox(row)  # type: ignore[attr-defined]


@before_transaction(_try_first)
def mailbox_try(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether it can be read, in words; if so, it is read."""
    row = get_object_or_404(Mailbox.objects.select_related("whose"), pk=pk)
    tried: Tried = request.tried  # type: ignore[attr-defined]
    if not tried.trouble:
        actions.look_now(mailbox=row, at=timezone.now())
    return _one_shown(request, row, MailboxForm(instance=row), tried=tried)


def mailbox_switch(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Mailbox, pk=pk)
    line = actions.switch_mailbox(
        mailbox=row,
        expected_version=version_of(request),
        is_active=not row.is_active,
        by=request.user,
        at=timezone.now(),
    )
    words = (
        _("Mail to %(address)s is read again.")
        if row.is_active
        else _("Mail to %(address)s is read no more.")
    )
    return done(request, "office:mailboxes", words % {"address": row}, undo=line)


def messages(request: HttpRequest) -> HttpResponse:
    """What came and belongs to nobody yet; what programs sent; everything."""
    asked = request.GET.get("show", "")
    show = asked if asked in SHOWN else SHOWN[0]
    rows = queries.messages_for(request.user) if show == "all" else queries.undecided_for(request.user)
    if show != "all":
        sent_by_programs = {"reason__in": [Reason.AUTOMATIC, Reason.LIST, Reason.SPAM, Reason.BOUNCE]}
        rows = rows.filter(**sent_by_programs) if show == "automatic" else rows.exclude(**sent_by_programs)
    found = page_of(request, rows.order_by("-received_at", "-pk"), PER_PAGE)
    told = told_of(list(found.object_list))
    shown = [(one, told.get(one.pk)) for one in found.object_list]
    context = {"tabs": _tabs(show), "show": show, "page": found, "shown": shown}
    return page(request, "office/mailboxes/messages.html", context, partial="rows")


def _tabs(show: str) -> list[dict[str, Any]]:
    named = {"to_decide": _("To decide"), "automatic": _("Sent by programs"), "all": _("Everything")}
    return [{"name": name, "url": f"?show={key}", "current": key == show} for key, name in named.items()]


def message(request: HttpRequest, pk: int) -> HttpResponse:
    rows = queries.messages_for(request.user).prefetch_related("attachments__stored")
    row = get_object_or_404(rows, pk=pk)
    context = {
        "message": row,
        "became": told_of([row]).get(row.pk),
        "is_undecided": row.outcome in (Outcome.WAITS, Outcome.NOT_READ),
    }
    return page(request, "office/mailboxes/message.html", context)


def message_file(request: HttpRequest, pk: int, file: int) -> FileResponse:
    attached = queries.attachment_for(request.user, message_id=pk, attachment_id=file)
    if attached is None or attached.stored is None:
        raise Http404
    return download(request, attached.stored.key)


def message_leave(request: HttpRequest, pk: int) -> HttpResponse:
    row: ReceivedMessage = get_object_or_404(queries.messages_for(request.user), pk=pk)
    line = actions.leave(message=row, by=request.user, at=timezone.now())
    return done(request, way_back(request, "/office/messages/"), _("Left as it is."), undo=line)
