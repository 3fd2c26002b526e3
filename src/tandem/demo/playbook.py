"""The playbook of the workshop: the kit of its trade, what they say themselves, and its use in talks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle

from tandem.office.accounts.models import User
from tandem.sales.helping.actions import mark, say
from tandem.sales.kits.kit import Moment
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.pipelines.models import Stage
from tandem.sales.playbook.actions import add_line, edit_line
from tandem.sales.playbook.laying import lay_kit
from tandem.sales.playbook.models import GuideLine, Said
from tandem.sales.playbook.queries import page_of
from tandem.sales.playbook.words import LineKind, Mark

MOMENTS = {
    "First talk": Moment.FIRST_TALK,
    "Visit": Moment.NEED,
    "Quote sent": Moment.QUOTE,
    "Ready to order": Moment.READY,
}
OWN_ANSWER = "Come and sit in the one in our window first. Then say whether it is worth that to you."


@dataclass
class Talks:
    """What is answered to those who hesitate over a quote, in turn, and how it is marked."""

    answers: Iterator[GuideLine]
    marks: Iterator[str]


def write_playbook(stages: Mapping[str, Stage], *, by: User, seller: User, at: datetime) -> Talks:
    """On the first day: the kit of the trade, and what the seller always says."""
    lay_kit(kit="upholstery", over={stages[name]: moment for name, moment in MOMENTS.items()}, by=by, at=at)
    stage = stages["Quote sent"]
    dear, *others = page_of(stage).objections
    first, second = dear.answers
    words = f"{first.words} Shall I reckon that for you?"
    edit_line(line=first, expected_version=first.version, words=words, by=seller, at=at)
    own = add_line(stage=stage, kind=LineKind.ANSWER, words=OWN_ANSWER, under=dear.line, by=seller, at=at)
    answers = [first, own, *(one.answers[0] for one in others), second, own, others[1].answers[1]]
    # Most are left to how it ends.
    return Talks(cycle(answers), cycle(["", "", "", Mark.HELPED, "", "", Mark.NOT]))


def talk_over_quote(talks: Talks, opportunity: Opportunity, *, by: User, at: datetime) -> None:
    """Somebody hesitates, and is answered."""
    answer = next(talks.answers)
    say(opportunity=opportunity, answer=answer, by=by, at=at)
    if chosen := next(talks.marks):
        said = Said.objects.get(opportunity=opportunity, answer=answer)
        mark(said=said, expected_version=said.version, mark=chosen, by=by, at=at)
