"""What the agreement asks of somebody today: a name of their side, or a look at what came back."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.handover.agreement.models import Proposal
from tandem.handover.agreement.queries import of_today
from tandem.handover.agreement.rules import can_answer, can_propose
from tandem.handover.agreement.words import Side
from tandem.office.accounts.models import User
from tandem.ui.moments import when_words
from tandem.ui.slots import Content, Item


def to_answer_today(request: HttpRequest | None, *, desk: str = "", **others: Any) -> Sequence[Content]:
    user = request.user if request else None
    if not isinstance(user, User) or not can_propose(user):
        return []
    waits, came_back = of_today(user, now=timezone.now())
    items = []
    if waits and can_answer(waits, user):
        items.append(to_answer(waits))
    if came_back:
        items.append(to_look_at(came_back))
    return [item for item in items if desk not in Side.values or item.desk == desk]


def to_answer(proposal: Proposal) -> Item:
    name = {"name": proposal.proposed_by.first_word if proposal.proposed_by else _("Somebody")}
    return Item(
        title=_("%(name)s proposes a change to your agreement") % name,
        url=reverse("handover:agreement"),
        why=proposal.note or _("Agree to it, or send it back with a word."),
        when=_("since %(when)s") % {"when": when_words(proposal.proposed_at)},
        icon="scale",
        desk=proposal.other_side,
        order=20,
        minutes=3,
    )


def to_look_at(proposal: Proposal) -> Item:
    name = {"name": proposal.ended_by.first_word if proposal.ended_by else _("Somebody")}
    return Item(
        title=_("%(name)s sent your change of the agreement back") % name,
        url=reverse("handover:agreement"),
        why=proposal.answer,
        icon="scale",
        desk=str(proposal.side),
        order=20,
        minutes=3,
    )
