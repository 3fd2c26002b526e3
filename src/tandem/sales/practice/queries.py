"""The cards of one evening."""

import datetime
from dataclasses import dataclass

from tandem.office.accounts.models import User
from tandem.sales.playbook.models import GuideLine
from tandem.sales.playbook.queries import standing
from tandem.sales.playbook.words import LineKind
from tandem.sales.practice.models import PracticeCard
from tandem.sales.practice.words import CARDS_AN_EVENING, SITS_FROM, Known


@dataclass(frozen=True)
class Evening:
    """`card` is the next one to turn, None where it is enough for today or nothing is due. `is_more` tells
    whether one may go on after that.
    """

    card: GuideLine | None
    done: int
    well: int
    whole: int
    is_more: bool
    known: Known
    next_on: datetime.date | None

    @property
    def number(self) -> int:
        return self.done + 1

    @property
    def again(self) -> int:
        return self.done - self.well


def evening_of(user: User, today: datetime.date, *, more: bool = False) -> Evening:
    """Two queries. With `more` it goes on after the usual number of cards."""
    lines = list(cards())
    own = {card.line_id: card for card in PracticeCard.objects.filter(user=user, line__in=lines).order_by()}
    waiting = due(lines, own, today)
    turned = [card for card in own.values() if card.practised_on == today]
    limit = len(turned) + len(waiting) if more else CARDS_AN_EVENING
    shown = waiting[: max(limit - len(turned), 0)]
    sit = sum(card.box >= SITS_FROM for card in own.values())
    return Evening(
        card=shown[0] if shown else None,
        done=len(turned),
        well=sum(card.went_well for card in turned),
        whole=len(turned) + len(shown),
        is_more=bool(waiting) and not shown,
        known=Known(sit, len(own) - sit, len(lines) - len(own)),
        next_on=min((card.due_on for card in own.values()), default=None),
    )


def cards() -> "list[GuideLine]":
    """Everything that people say and that we have an answer to, in the order of the stages."""
    rows = standing().filter(kind=LineKind.OBJECTION, answers__put_away_at=None, answers__isnull=False)
    return list(
        rows.select_related("guide__stage").order_by("guide__stage__position", "position", "pk").distinct()
    )


def due(lines: list[GuideLine], own: dict[int, PracticeCard], today: datetime.date) -> list[GuideLine]:
    """Those whose time has come, the longest waiting first; then those that were never turned."""
    waiting = [line for line in lines if line.pk in own and own[line.pk].due_on <= today]
    waiting.sort(key=lambda line: own[line.pk].due_on)
    return [*waiting, *(line for line in lines if line.pk not in own)]


def answers_to(line: GuideLine) -> list[GuideLine]:
    return list(standing().filter(under=line))
