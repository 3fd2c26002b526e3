"""Who may put a name to what, and what can be agreed at all."""

from django.utils.translation import gettext as _

from tandem.handover.agreement.models import Agreement, Proposal
from tandem.handover.agreement.terms import Terms
from tandem.handover.agreement.words import (
    LONGEST_ANSWER,
    LONGEST_DETAIL,
    LONGEST_NOTE,
    LONGEST_REASON,
    LONGEST_SENTENCE,
    MOST_ENQUIRIES,
    MOST_HOURS,
    MOST_TICKS,
    ProposalState,
    Side,
)
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_agree_for_marketing, can_agree_for_sales
from tandem.office.changes.words import NotAllowed, Refused

HOURS = ("pass_within_hours", "decide_within_hours", "answer_within_hours")


def sides_of(by: Actor) -> set[Side]:
    """For which sides somebody's name counts; Both and Owner count as each."""
    may = {Side.MARKETING: can_agree_for_marketing(by), Side.SALES: can_agree_for_sales(by)}
    return {side for side, allowed in may.items() if allowed}


def can_agree(by: Actor) -> bool:
    """An agreement needs both sides; whoever holds both jobs may write it down for both."""
    return sides_of(by) == set(Side)


def can_propose(by: Actor) -> bool:
    return bool(sides_of(by))


def can_answer(proposal: Proposal, by: Actor) -> bool:
    """Two names are two people: whoever proposed it may withdraw it, or agree alone without proposing."""
    return proposal.is_open and proposal.other_side in sides_of(by) and not is_proposer(proposal, by)


def is_proposer(proposal: Proposal, by: Actor) -> bool:
    return isinstance(by, User) and by.pk == proposal.proposed_by_id


def must_agree(by: Actor) -> None:
    if not can_agree(by):
        raise NotAllowed


def must_propose(by: Actor) -> Side:
    """The side that somebody speaks for; one who holds both jobs speaks in the hat of the moment."""
    sides = sides_of(by)
    if not sides:
        raise NotAllowed
    return Side(by.hat) if len(sides) > 1 and isinstance(by, User) else sorted(sides)[0]


def must_answer(proposal: Proposal, by: Actor) -> None:
    sides = sides_of(by)
    if not sides:
        raise NotAllowed
    if is_proposer(proposal, by):
        raise Refused(_("This is your own proposal. Somebody else answers it, or you withdraw it."))
    if proposal.other_side not in sides:
        raise Refused(_("This waits for a name of %(side)s.") % {"side": proposal.other_side.label})


def must_be_proposer(proposal: Proposal, by: Actor) -> None:
    if not can_propose(by):
        raise NotAllowed
    if not is_proposer(proposal, by):
        name = proposal.proposed_by or _("somebody else")
        raise Refused(_("This was proposed by %(name)s, who alone can withdraw it.") % {"name": name})


def must_be_open(proposal: Proposal) -> None:
    """Whoever comes second is told what the first one said."""
    if proposal.is_open:
        return
    name = str(proposal.ended_by or _("Somebody"))
    sentences = {
        ProposalState.AGREED: _("%(name)s has agreed to this already. It is in force."),
        ProposalState.SENT_BACK: _("%(name)s has sent this back already. Nothing was changed."),
        ProposalState.COUNTERED: _("%(name)s has proposed something else instead. Nothing was changed."),
        ProposalState.WITHDRAWN: _("%(name)s has withdrawn this. Nothing was changed."),
        ProposalState.OVERTAKEN: _("Another version was agreed on meanwhile. Nothing was changed."),
    }
    raise Refused(sentences[ProposalState(proposal.state)] % {"name": name})


def must_change_something(before: Terms, after: Terms, current: Agreement) -> None:
    """To put both names under what goes already without any is a change too."""
    if before == after and current.is_signed:
        raise Refused(_("This is what you agreed on already. What shall be different?"))


def must_be_short(words: str, field: str) -> None:
    if len(words) > LONGEST_NOTE:
        raise Refused(_("That is too long. A few sentences are enough."), field=field)


def must_be_sound(terms: Terms) -> None:
    must_have_sound_criteria(terms)
    must_have_sound_reasons(terms)
    must_have_sound_promises(terms)


def must_have_sound_criteria(terms: Terms) -> None:
    criteria = terms.criteria
    if not criteria:
        raise Refused(_("Agree on at least one sentence that makes an enquiry a good one."), field="ticks")
    if len(criteria) > MOST_TICKS:
        raise Refused(_("Eight sentences are the most. Which ones decide?"), field="ticks")
    if any(len(words) > LONGEST_SENTENCE or len(detail) > LONGEST_DETAIL for words, detail in criteria):
        raise Refused(_("That sentence is too long. A tick is a few words."), field="ticks")
    if len({words.casefold() for words, _detail in criteria}) < len(criteria):
        raise Refused(_("One sentence stands there twice."), field="ticks")
    if not 0 <= terms.least_ticks <= len(criteria):
        raise Refused(_("There are not that many ticks."), field="least_ticks")


def must_have_sound_reasons(terms: Terms) -> None:
    if any(len(reason) > LONGEST_REASON for reason in terms.decline_reasons):
        raise Refused(_("That reason is too long. A reason is a few words."), field="decline_reasons")
    if not terms.decline_reasons:
        raise Refused(
            _("Keep at least one reason: it is what marketing learns from."), field="decline_reasons"
        )


def must_have_sound_promises(terms: Terms) -> None:
    for name in HOURS:
        if not 1 <= getattr(terms, name) <= MOST_HOURS:
            raise Refused(_("Promise between 1 and 200 working hours."), field=name)
    if terms.share_that_fits is not None and not 1 <= terms.share_that_fits <= 100:
        raise Refused(_("Promise between 1 and 100 in a hundred."), field="share_that_fits")
    for name in ("enquiries_a_month", "capacity_a_week"):
        number = getattr(terms, name)
        if number is not None and not 1 <= number <= MOST_ENQUIRIES:
            raise Refused(_("Say a number from 1 on, or leave it empty."), field=name)
    if len(terms.counts_as_answered) > LONGEST_ANSWER:
        raise Refused(_("That is too long. A few words are enough."), field="counts_as_answered")
