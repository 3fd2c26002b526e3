"""What Maya and the sellers do for the people of the pictures, each in one line."""

import datetime

from tandem.demo.asking import ONE_DAY
from tandem.demo.marketing_life import NEWSLETTER_WORDING
from tandem.demo.moments import at_time
from tandem.demo.shop import Shop
from tandem.handover.passing.actions import save_ticks
from tandem.handover.passing.words import TickState
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.people.consent.actions import tell
from tandem.people.consent.words import Basis, Use
from tandem.people.persons.models import Person


def staff(shop: Shop, name: str) -> User:
    return next(user for user in (shop.maya, shop.joe, shop.ines) if user.name == name)


def allow(person: Person, newsletter: bool | None, source: str, at: datetime.datetime) -> None:
    tell(person=person, use=Use.ANSWER, given=True, basis=Basis.ASKED, source=source, by=None, at=at)
    if newsletter is not None:
        tell(
            person=person,
            use=Use.NEWSLETTER,
            given=newsletter,
            basis=Basis.CONSENT if newsletter else Basis.OBJECTED,
            source=source,
            wording=NEWSLETTER_WORDING,
            by=None,
            at=at,
        )


def mark(shop: Shop, enquiry: Enquiry, known: tuple[str, ...], at: datetime.datetime) -> None:
    ticks = {
        criterion.pk: (TickState.YES, words) for criterion, words in zip(shop.criteria, known, strict=False)
    }
    save_ticks(enquiry=enquiry, ticks=ticks, by=shop.maya, at=at)


def working_day(shop: Shop, ago: int) -> datetime.date:
    """So many days ago, or the working day before that."""
    day = shop.today - ago * ONE_DAY
    while not shop.working.stretches(day) or day.weekday() == 5:
        day -= ONE_DAY
    return day


def moment_of(shop: Shop, ago: int, hour: int, minute: int) -> datetime.datetime:
    return at_time(working_day(shop, ago), hour, minute, shop.zone)
