import datetime

from django.utils.translation import gettext as _

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.debrief.queries import is_over
from tandem.marketing.debrief.words import LONGEST_WHAT, MOST_AT_ONCE, MOST_MINUTES, MOST_PEOPLE, Step
from tandem.office.accounts.rules import Actor, can_change_marketing
from tandem.office.changes.words import NotAllowed, Refused
from tandem.people.persons.models import Person


def must_change_debriefs(by: Actor) -> None:
    if not can_change_marketing(by):
        raise NotAllowed


def must_be_over(campaign: Campaign, today: datetime.date) -> None:
    if not is_over(campaign, today):
        raise Refused(_("Tell how it went once it is over: the day after its last day."))


def must_be_counts(talked: int, tried_to_sell: int | None, asked: int | None, minutes: int | None) -> None:
    if not 0 <= talked <= MOST_PEOPLE:
        raise Refused(_("Write about how many people it were, such as 25."), field="talked")
    for name, number in (("tried_to_sell", tried_to_sell), ("asked", asked)):
        if number is not None and not 0 <= number <= talked:
            raise Refused(_("That is more than you talked to. One of the two is off."), field=name)
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        raise Refused(_("Write the minutes of all who were there, such as 480."), field="minutes")


def must_be_steps(steps: list[Step], persons: dict[int, Person], today: datetime.date) -> None:
    if not steps:
        raise Refused(_("Write for one person at least what comes next."))
    if len(steps) > MOST_AT_ONCE or len({step.person_id for step in steps}) != len(steps):
        raise Refused(_("Plan one step for each, for 30 people at once."))
    for step in steps:
        if step.person_id not in persons:
            raise Refused(_("Somebody of the list was taken on meanwhile. Look at it once more."))
        if len(step.what) > LONGEST_WHAT:
            raise Refused(_("A step is one line, up to 160 letters."), field=f"what-{step.person_id}")
        if step.due_on < today:
            raise Refused(_("That day has passed. Pick today or later."), field=f"due-{step.person_id}")
