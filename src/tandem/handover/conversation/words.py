"""What a monthly conversation holds: three facts, a question for each desk, and what was decided."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tandem.handover.promises.words import Promised

LONGEST_DECISION = 1000
FACTS = 3
# On so many working days at the beginning of a month it stands in Today.
FIRST_DAYS = 5
MARKETING, SALES = "marketing", "sales"


@dataclass(frozen=True)
class Fact:
    """`rule` says why it was chosen, so that nobody has to ask. `desk` is whose promise it is, if
    anybody's."""

    rule: str
    words: str
    desk: str = ""


@dataclass(frozen=True)
class Sheet:
    """What both desks look at together."""

    facts: tuple[Fact, ...]
    marketing: str
    sales: str

    def as_json(self) -> dict[str, Any]:
        return {"facts": [asdict(fact) for fact in self.facts], MARKETING: self.marketing, SALES: self.sales}


def sheet_from(kept: dict[str, Any]) -> Sheet:
    """As it stood when it was written down."""
    facts = tuple(Fact(**fact) for fact in kept.get("facts", []))
    return Sheet(facts, kept.get(MARKETING, ""), kept.get(SALES, ""))


# What to ask each desk, about the promise that was missed most: first marketing, then sales.
QUESTIONS: dict[Promised, tuple[Promise, Promise]] = {
    Promised.PASSED: (
        _("What keeps an enquiry with you longest, and what would let you pass it on at once?"),
        _("Which of the ticks could you do without, so that enquiries come sooner?"),
    ),
    Promised.FITS: (
        _("Which question could you ask everybody, so that you know sooner whether it fits?"),
        _("Which of the last enquiries fitted best, and how could one have told beforehand?"),
    ),
    Promised.NUMBER: (
        _("Which one thing brought most enquiries, and what would it take to do it once more?"),
        _("Which customers would tell others of us, if marketing asked them?"),
    ),
    Promised.DECIDED: (
        _("What should stand in an enquiry, so that sales can say yes or no at a glance?"),
        _("When in your day could you look at what came in, so that nobody waits for a yes or no?"),
    ),
    Promised.ANSWERED: (
        _("What could you tell people when they ask, so that the wait is no surprise to them?"),
        _("What keeps you from answering on the same day, and what could you put off instead?"),
    ),
    Promised.REASONS: (
        _("Which reason would help you most, if sales gave it each time?"),
        _("Which reason is missing from the list, so that it is left empty?"),
    ),
    Promised.STEPS: (
        _("What could you give sales, so that there is always a good reason to be in touch again?"),
        _("What makes it hard to fix a next step while you still talk to somebody?"),
    ),
}
USUAL_QUESTIONS: tuple[Promise, Promise] = (
    _("Where did the best enquiry of the month come from, and how do we get another one?"),
    _("What did you hear most often from people, that marketing should know?"),
)
