import datetime
from collections.abc import Sequence

from django.db import transaction

from tandem.handover.agreement.models import Agreement, Criterion
from tandem.handover.agreement.queries import current_agreement
from tandem.handover.agreement.rules import Criteria, must_agree, must_be_sound
from tandem.handover.agreement.words import FIRST_REASONS, FIRST_TICKS
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.turns import Turn, take_turn
from tandem.office.changes.words import Stale
from tandem.office.journal.actions import record


@transaction.atomic
def agree(
    *,
    criteria: Criteria,
    by: Actor,
    at: datetime.datetime,
    pass_within_hours: int = 2,
    decide_within_hours: int = 8,
    answer_within_hours: int = 4,
    decline_reasons: Sequence[str] | None = None,
    least_ticks: int | None = None,
    enquiries_a_month: int | None = None,
    expected_number: int | None = None,
) -> Agreement:
    """The next version. Each passing keeps the version that it was made under, so nothing old is judged anew.

    `criteria` are sentences with a detail each. With `expected_number` (the version that was on the screen),
    a version that somebody else made meanwhile raises Stale.
    """
    must_agree(by)
    ticks = [(words.strip(), detail.strip()) for words, detail in criteria if words.strip()]
    given = [str(reason) for reason in FIRST_REASONS] if decline_reasons is None else decline_reasons
    reasons = list(dict.fromkeys(reason.strip() for reason in given if reason.strip()))
    least = max(len(ticks) - 1, 1) if least_ticks is None else least_ticks
    hours = {
        "pass_within_hours": pass_within_hours,
        "decide_within_hours": decide_within_hours,
        "answer_within_hours": answer_within_hours,
    }
    must_be_sound(ticks, reasons, hours, least)
    take_turn(Turn.AGREEING)
    before = current_agreement()
    if expected_number is not None and before.number != expected_number:
        raise Stale(before, {**hours, "least_ticks": least, "enquiries_a_month": enquiries_a_month})
    person = by if isinstance(by, User) else None
    agreement = Agreement.objects.create(
        number=before.number + 1,
        **hours,
        least_ticks=least,
        enquiries_a_month=enquiries_a_month,
        decline_reasons=reasons,
        agreed_at=at,
        agreed_for_marketing=person,
        agreed_for_sales=person,
    )
    Criterion.objects.bulk_create(
        Criterion(agreement=agreement, position=place, words=words, detail=detail)
        for place, (words, detail) in enumerate(ticks, start=1)
    )
    after = {"number": agreement.number, "ticks": [words for words, _detail in ticks], **hours}
    record(by=by, at=at, verb="handover.agreement.agreed", row=agreement, after=after)
    return agreement


@transaction.atomic
def ensure_agreement(*, at: datetime.datetime) -> Agreement:
    """The agreement in force; a first one with usual sentences where the desks have not agreed on one yet."""
    current = current_agreement()
    if current.pk:
        return current
    take_turn(Turn.AGREEING)
    if (made_meanwhile := current_agreement()).pk:
        return made_meanwhile
    ticks = [(str(words), str(detail)) for words, detail in FIRST_TICKS]
    return agree(criteria=ticks, by=None, at=at)
