import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import business_zone
from tandem.office.changes.words import NotAllowed, Refused
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.playbook.models import GuideLine
from tandem.sales.playbook.words import LineKind
from tandem.sales.practice.models import PracticeCard
from tandem.sales.practice.words import FIRST_BOX, next_box, waits


@transaction.atomic
def practised(*, line: GuideLine, went_well: bool, by: Actor, at: datetime.datetime) -> PracticeCard:
    """One card was turned. Once a day: the second time the same day changes nothing.

    The journal is read by everybody, and how somebody practises is theirs: no line is written.
    """
    must_change_sales(by)
    if not isinstance(by, User):
        raise NotAllowed
    if line.kind != LineKind.OBJECTION:
        raise Refused(_("Pick a card."))
    today = at.astimezone(business_zone()).date()
    card = PracticeCard.objects.filter(user=by, line=line).first()
    if card is None:
        return first_time(line, went_well, by, today)
    box = next_box(card.box, went_well=went_well)
    PracticeCard.objects.filter(pk=card.pk, practised_on__lt=today).update(
        box=box, practised_on=today, due_on=today + waits(box), went_well=went_well
    )
    card.refresh_from_db()
    return card


def first_time(line: GuideLine, went_well: bool, by: User, today: datetime.date) -> PracticeCard:
    """A new card begins in the first box: one that goes well moves on from there."""
    box = next_box(FIRST_BOX, went_well=went_well)
    try:
        with transaction.atomic():
            return PracticeCard.objects.create(
                user=by,
                line=line,
                box=box,
                practised_on=today,
                due_on=today + waits(box),
                went_well=went_well,
            )
    except IntegrityError:
        # Turned in another window at the same moment.
        return PracticeCard.objects.get(user=by, line=line)
