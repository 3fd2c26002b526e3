"""What is told of a customer who may need something again: why, what is usual, and a kind way to begin."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from tandem.handover.again.queries import won_by
from tandem.marketing.care.models import Purchase
from tandem.marketing.care.words import Interval, about
from tandem.marketing.channels.queries import every_channel
from tandem.marketing.enquiries.words import Door
from tandem.office.accounts.models import User
from tandem.office.business.models import Business
from tandem.office.business.queries import business_zone, the_business
from tandem.people.persons.models import EmailAddress, Person, Phone
from tandem.people.persons.queries import name_all
from tandem.people.wordings.queries import first_name
from tandem.sales.opportunities.words import StepKind
from tandem.ui.moments import day_words


@dataclass(frozen=True)
class Contact:
    """One way to reach somebody: what it says, and where its button leads."""

    words: str
    shown: str
    url: str


@dataclass(frozen=True)
class AgainRow:
    """One customer with whom sales gets in touch, as Today tells it."""

    purchase: Purchase
    why: str
    contacts: Sequence[Contact] = ()
    seller: str = ""

    @property
    def person(self) -> Person:
        return self.purchase.person


@dataclass(frozen=True)
class Teller:
    """Who reads it, when, and what is usual: read once for a whole list."""

    interval: Interval | None
    by: User | None
    now: datetime.datetime
    business: Business
    ways: frozenset[str] = frozenset()

    def what(self, row: Purchase) -> str:
        """What they bought. Of some that were brought in from a list nobody knows, and they are called by how
        they came.
        """
        return "" if row.title in self.ways else row.title

    def days_ago(self, row: Purchase) -> int:
        return (self.now - row.bought_at).days

    def is_late(self, row: Purchase) -> bool:
        """Most of those who came back were back by now."""
        return self.interval is not None and self.days_ago(row) > self.interval.late

    def day_words(self, moment: datetime.datetime) -> str:
        zone = business_zone(self.business)
        return day_words(moment.astimezone(zone).date(), self.now.astimezone(zone).date())


def teller_for(interval: Interval | None, by: User | None, now: datetime.datetime) -> Teller:
    return Teller(interval, by, now, the_business(), ways())


def rows_of(purchases: Sequence[Purchase], teller: Teller) -> list[AgainRow]:
    """Two queries, and those for whoever has no name."""
    name_all(row.person for row in purchases)
    contacts, owners = contacts_of([row.person_id for row in purchases]), won_by(purchases)
    return [
        AgainRow(
            purchase=row,
            why=why_words(row, teller),
            contacts=contacts.get(row.person_id, ()),
            seller=owner.first_word if (owner := owners[row.pk]) and owner != teller.by else "",
        )
        for row in purchases
    ]


def ways() -> frozenset[str]:
    return frozenset({*(channel.name for channel in every_channel()), *map(str, Door.labels)})


def contacts_of(person_ids: Sequence[int]) -> dict[int, list[Contact]]:
    """The first number and the first address of each."""
    phones = Phone.objects.filter(person=OuterRef("pk")).order_by("pk")
    emails = EmailAddress.objects.filter(person=OuterRef("pk")).order_by("pk")
    rows = Person.objects.filter(pk__in=person_ids).values_list(
        "pk",
        Subquery(phones.values("number")[:1]),
        Subquery(phones.values("typed")[:1]),
        Subquery(emails.values("address")[:1]),
    )
    found: dict[int, list[Contact]] = {}
    for key, number, typed, address in rows:
        ways = found.setdefault(key, [])
        if number:
            ways.append(Contact(str(StepKind.CALL.label), typed or number, f"tel:{quote(number, safe='+')}"))
        if address:
            ways.append(Contact(str(StepKind.EMAIL.label), address, f"mailto:{quote(address, safe='@')}"))
    return found


def why_words(row: Purchase, teller: Teller) -> str:
    """What they bought and how long ago; that they wanted to be asked, or have been away for long."""
    said = {"what": teller.what(row), "ago": about(teller.days_ago(row))}
    bought = _("Bought “%(what)s” %(ago)s ago.") if said["what"] else _("Bought from us %(ago)s ago.")
    if row.ask_again_at:
        asked = _("Wanted to be asked again: %(day)s.") % {"day": teller.day_words(row.ask_again_at)}
        return f"{asked} {bought % said}"
    if not teller.is_late(row):
        return bought % said
    # How soon others came back stands above them all.
    if said["what"]:
        return _("Has not been back for %(ago)s (“%(what)s”).") % said
    return _("Has not been back for %(ago)s.") % said


def usual_words(interval: Interval) -> str:
    """“Somebody bought again 14 times so far: half of them within 4 months, …”

    It stands on at least as many as it takes to know, so there is no singular.
    """
    said = {"times": interval.times, "usual": interval.words, "range": interval.range_words}
    if about(interval.early) == about(interval.late):
        return _("Somebody bought again %(times)s times so far, mostly after %(usual)s.") % said
    sentence = _(
        "Somebody bought again %(times)s times so far: half of them within %(usual)s, and the middle half "
        "between %(range)s."
    )
    return sentence % said


def opening_words(rows: Sequence[Purchase], teller: Teller) -> str:
    """A kind way to begin, to be read aloud: once for all of them, or to the only one by name."""
    only = rows[0] if len(rows) == 1 else None
    said = {
        "name": first_name(only.person) or str(only.person) if only else "",
        "seller": teller.by.first_word if teller.by else "",
        "business": teller.business.name,
    }
    greeting = _("Hello %(name)s, this is %(seller)s.") if only else _("Hello, this is %(seller)s.")
    if teller.business.name:
        greeting = (
            _("Hello %(name)s, this is %(seller)s of %(business)s.")
            if only
            else _("Hello, this is %(seller)s of %(business)s.")
        )
    return f"{greeting % said} {question_of(rows, teller)}"


def question_of(rows: Sequence[Purchase], teller: Teller) -> str:
    """What may be asked of each of them; of different ones, what suits them all."""
    if all(row.ask_again_at for row in rows):
        return _("You said that I might ask again about now. Is there anything we can do for you?")
    if all(teller.is_late(row) for row in rows):
        return _("It has been a while, and I wondered how you are, and whether all is well with your order.")
    if len(rows) > 1 or not (what := teller.what(rows[0])):
        return _("Are you happy with what you had from us? Is there anything else you need?")
    words = _("You had “%(what)s” from us. How is it doing? Is there anything else you need?")
    return words % {"what": what}
