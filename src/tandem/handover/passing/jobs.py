"""What handover follows: answers on timelines, and owners of opportunities."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from tandem.handover.feedback.models import Feeding
from tandem.handover.passing.models import Assignment, Passing
from tandem.handover.passing.queries import answered_before, answers, passings_answered_by
from tandem.handover.passing.words import Decision
from tandem.office.changes.words import Refused
from tandem.office.followers import announce, follow

EARLY = 200


def hear_answers(*, entry_ids: list[int], at: datetime.datetime, **others: Any) -> None:
    """Entries were written: the first answer to a passing is kept with it, if it is earlier than what is
    known.
    """
    spoken = list(answers().filter(pk__among=entry_ids))
    if not spoken:
        return
    found = passings_answered_by(spoken)
    news = []
    for passing in Passing.objects.filter(pk__in=list(found)):
        if passing.first_answered_at is None or found[passing.pk] < passing.first_answered_at:
            Passing.objects.filter(pk=passing.pk).update(first_answered_at=found[passing.pk])
            news.append(passing.enquiry_id)
    tell(news, at)


def forget_answers(*, person_id: int, entry_ids: list[int], at: datetime.datetime, **others: Any) -> None:
    """An entry was taken back: what is left on the person's timeline tells who answered first."""
    found = passings_answered_by(answers().filter(person_id=person_id))
    news = []
    passings = Passing.objects.filter(enquiry__person_id=person_id, import_id=None)
    for passing in passings.select_related("owner", "enquiry"):
        first = found.get(passing.pk)
        if passing.owner and answered_before(passing.enquiry, passing.owner, passing.passed_at):
            first = passing.passed_at
        if first != passing.first_answered_at:
            Passing.objects.filter(pk=passing.pk).update(first_answered_at=first)
            news.append(passing.enquiry_id)
    tell(news, at)


def tell(enquiry_ids: list[int], at: datetime.datetime) -> None:
    if enquiry_ids:
        announce("handover.answered", at=at, enquiry_ids=enquiry_ids)


def log_owners(*, opportunity_ids: list[int], at: datetime.datetime, **others: Any) -> None:
    """Sales gave an opportunity to somebody else: the log of the passing behind it tells so too.

    Marketing passed it to somebody, and was promised an answer: it is given to another one, never to nobody.
    """
    fed = Feeding.objects.filter(opportunity__among=opportunity_ids, opened_it=True)
    owners = dict(fed.values_list("enquiry_id", "opportunity__owner_id"))
    passings = list(Passing.objects.filter(enquiry__in=owners, decision=Decision.ACCEPTED))
    if any(owners[one.enquiry_id] is None and one.answer_due_at for one in passings):
        raise Refused(_("Marketing passed this one to sales: say who sees to it."), field="owner")
    Assignment.objects.bulk_create(
        Assignment(passing=passing, owner_id=owners[passing.enquiry_id], at=at, recorded_at=at)
        for passing in passings
    )


def follow_all() -> None:
    follow("people.spoken", hear_answers, order=EARLY)
    follow("people.unnoted", forget_answers, order=EARLY)
    follow("sales.assigned", log_owners, order=EARLY)
