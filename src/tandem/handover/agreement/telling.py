"""The letter to whoever may answer a proposal: what would change, who asks for it, and why."""

import datetime
from contextlib import suppress

from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.handover.agreement.models import Proposal
from tandem.handover.agreement.queries import those_who_agree
from tandem.handover.agreement.terms import Line, Terms, lines_between
from tandem.handover.agreement.words import Side
from tandem.office.accounts.models import User
from tandem.office.business.queries import the_business
from tandem.office.mail.actions import send
from tandem.office.mail.words import BadHeader
from tandem.office.outbox import actions as outbox
from tandem.office.users.queries import address


def tell_the_other_side(proposal: Proposal, before: Terms, after: Terms, *, at: datetime.datetime) -> None:
    """One letter to each who may put the second name to it; the people of the sample are made up."""
    if the_business().is_sample:
        return
    text = letter(proposal, lines_between(before, after))
    for user in those_who_agree(proposal.other_side, but=proposal.proposed_by):
        with suppress(BadHeader):
            send(
                to=user.email,
                subject=_("A change to your agreement waits for your name"),
                text=text,
                effect_key=letter_key(proposal, user.pk),
                at=at,
            )


def letter_key(proposal: Proposal, user_id: int) -> str:
    return f"handover.proposal:{proposal.pk}:to:{user_id}"


def letter_keys(proposal: Proposal) -> list[str]:
    """Whoever may have got one, also who is not asked any more."""
    return [letter_key(proposal, pk) for pk in User.objects.order_by().values_list("pk", flat=True)]


def keep_back_letters(proposal: Proposal, *, at: datetime.datetime) -> None:
    """It ended: what has not left yet would ask for an answer that nobody waits for."""
    outbox.withdraw_keys(effect_keys=letter_keys(proposal), at=at)


def send_letters_after_all(proposal: Proposal, *, at: datetime.datetime) -> None:
    """It waits for an answer again, of whoever may give it now. Who had got the letter gets no second one."""
    asked = those_who_agree(proposal.other_side, but=proposal.proposed_by)
    outbox.put_back(effect_keys=[letter_key(proposal, user.pk) for user in asked], at=at)


def letter(proposal: Proposal, lines: list[Line]) -> str:
    asks = _("%(name)s of %(side)s proposes a change to what both desks agreed:") % {
        "name": proposal.proposed_by or _("Somebody"),
        "side": Side(proposal.side).label.lower(),
    }
    parts = [asks, "\n".join(f"- {line_words(line)}" for line in lines)]
    if proposal.note:
        parts.append(_("Why: “%(note)s”") % {"note": proposal.note})
    parts.append(_("Agree to it, send it back with a word, or propose something else:"))
    return "\n\n".join([part for part in parts if part] + [address(reverse("handover:agreement"))]) + "\n"


def line_words(line: Line) -> str:
    """“First answer within: 4 working hours → 2 working hours”."""
    if not line.before:
        return _("%(what)s, new: %(after)s") % {"what": line.words, "after": line.after}
    if not line.after:
        return _("%(what)s, left out: %(before)s") % {"what": line.words, "before": line.before}
    return f"{line.words}: {line.before} → {line.after}"
