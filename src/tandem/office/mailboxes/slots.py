"""What mailboxes add to the pages of others: a notice when one fails, and mail that waits."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.office.accounts.rules import can_manage
from tandem.office.mailboxes.queries import in_trouble, number_undecided
from tandem.ui.moments import when_words
from tandem.ui.slots import Content, Item


def mail_today(request: HttpRequest | None, *, desk: str = "", **others: Any) -> Sequence[Content]:
    """Who may set mailboxes up is told of those that fail, once and on Together; marketing of what waits. A
    query each.
    """
    if request is None:
        return []
    told = desk not in ("marketing", "sales") and can_manage(request.user)
    failing = [failing_item(mailbox) for mailbox in in_trouble()] if told else []
    if desk == "sales":
        return failing
    waiting = number_undecided(request.user)
    if not waiting:
        return failing
    words = ngettext("%(number)d message waits", "%(number)d messages wait", waiting)
    item = Item(
        title=words % {"number": waiting},
        url=reverse("office:messages"),
        why=_("An enquiry, somebody’s timeline, or nothing: you say what it is."),
        icon="mail",
        order=50,
        minutes=5,
    )
    return [*failing, item]


def failing_item(mailbox: Any) -> Item:
    last = (
        _("Last read %(when)s.") % {"when": when_words(mailbox.last_good_at)} if mailbox.last_good_at else ""
    )
    return Item(
        title=_("Mail to %(address)s is not read") % {"address": mailbox},
        url=reverse("office:mailbox", args=[mailbox.pk]),
        why=" ".join(filter(None, [mailbox.trouble_sentence, last])),
        icon="circle-alert",
        urgent=True,
        order=5,
        minutes=5,
    )
