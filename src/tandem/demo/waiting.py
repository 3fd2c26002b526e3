"""The six of the picture who wait at the handover."""

import datetime
from dataclasses import dataclass, field

from tandem.people.persons.words import Contact

FEASTS = ((1, "Easter"), (4, "the summer"), (8, "Christmas"))
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)  # fmt: skip


def next_feast(day: datetime.date) -> str:
    """What people want a thing to be ready before."""
    return next(name for month, name in reversed(FEASTS) if day.month >= month)


def month_after_next(day: datetime.date) -> str:
    return MONTHS[(day.month + 1) % 12]


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Somebody who waits at the handover. `worked` are the working hours since it is that desk's turn.

    {feast} and {month} in the words are filled in from the calendar.
    """

    contact: Contact
    door: str
    medium: str
    words: str = ""
    interest: str
    miles: int = 8
    worked: float
    passed_to: str = ""
    promised: str = ""
    wanted_by: str = ""
    known: tuple[str, ...] = ()
    newsletter: bool | None = None
    last_touch: dict[str, str] = field(default_factory=dict)
    segment: str = "Homes"


INBOX: tuple[Caller, ...] = (
    Caller(
        contact=Contact(
            name="Priya Shah", emails=("priya@example.org",), phones=("020 7946 0118",), place="Keynsham"
        ),
        door="form",
        medium="cpc",
        words="We open the café in {month} and have eight dining chairs that need new seats. Something that "
        "survives spilled coffee. Could you have a look at them?",
        interest="Eight dining chairs for our café",
        worked=7 + 20 / 60,
        passed_to="Joe Rowe",
        promised="Free visit within a week",
        wanted_by="First week of {month}",
        known=("Dining chairs, seats only", "11 miles", "Mobile and e-mail, best before 3"),
        newsletter=False,
        last_touch={"term": "chair reupholstery near me"},
        segment="Cafés and pubs",
    ),
    Caller(
        contact=Contact(name="Owen Pryce", emails=("owen@example.org",), place="Clevedon"),
        door="form",
        medium="cpc",
        words="Do you mend caravan cushions?",
        interest="Caravan cushions",
        worked=50 / 60,
        segment="Boats and caravans",
    ),
    Caller(
        contact=Contact(name="Ruth Adeyemi", emails=("ruth@example.com",), phones=("020 7946 0127",)),
        door="form",
        medium="referral",
        words="My gran’s wingback, springs gone. I would hate to lose it.",
        interest="Wingback, new springs",
        worked=35 / 60,
    ),
    Caller(
        contact=Contact(phones=("020 7946 0140",)),
        door="phone",
        medium="walk_in",
        interest="Curtains for a bay window, will ring back",
        worked=10 / 60,
    ),
    Caller(
        contact=Contact(
            name="Lena Brandt", emails=("lena@example.org",), phones=("020 7946 0151",), place="Redland"
        ),
        door="email",
        medium="referral",
        words="Two armchairs, wool, before {feast}? I forgot to say how soon when we spoke.",
        interest="Two armchairs, wool, before {feast}",
        worked=3,
        passed_to="Ines Duarte",
        wanted_by="Before {feast}",
        known=("Two armchairs", "3 miles", "E-mail", "Knows what new ones cost"),
    ),
    Caller(
        contact=Contact(
            name="The Mill Café", organisation="The Mill Café", emails=("kitchen@example.com",), place="Bath"
        ),
        door="email",
        medium="newsletter",
        words="Bench seats, about nine metres. The old ones are split and the inspector has seen them.",
        interest="Bench seats, about nine metres",
        worked=1.5,
        passed_to="Joe Rowe",
        known=("Bench seats", "13 miles", "E-mail, the kitchen reads it", "Was told about £210 a metre"),
        segment="Cafés and pubs",
    ),
)
