"""The people of the pictures by name: who waits at the handover, and who stands on the board."""

import datetime
from dataclasses import dataclass, field

from tandem.people.persons.words import Contact
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.sales.opportunities.words import StepKind

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
        contact=Contact(organisation="The Mill Café", emails=("kitchen@example.com",), place="Bath"),
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


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Something on the timeline, so many days ago."""

    ago: int
    clock: tuple[int, int]
    purpose: Purpose
    direction: Direction
    kind: Kind
    title: str = ""
    words: str = ""
    theirs: bool = False
    minutes: int | None = None
    automatic: bool = False


@dataclass(frozen=True, kw_only=True)
class Stand:
    """Where somebody stands on the board, and what comes next. `step_in` counts days from today."""

    stage: str
    since: int
    pounds: int
    step: str = ""
    kind: str = ""
    step_in: int | None = None
    clock: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class Customer:
    """Somebody on the board: heard so many days ago, passed, accepted and answered in time."""

    contact: Contact
    about: str = ""
    door: str
    source: str = ""
    medium: str
    campaign: str = ""
    asked: int
    words: str
    interest: str
    miles: int
    seller: str
    answer: str
    stands: tuple[Stand, ...]
    moments: tuple[Moment, ...] = ()
    newsletter: bool | None = None
    won: int | None = None
    segment: str = "Homes"


LAST_FAIR, FAIR = "last fair", "home fair"
SELLING, MARKETING, CARE = Purpose.SELLING, Purpose.MARKETING, Purpose.CARE

TOM = Customer(
    contact=Contact(
        name="Tom Ellery", emails=("tom@example.org",), phones=("020 7946 0132",), place="Thornbury"
    ),
    about="Two children, one dog",
    door="qr",
    source=FAIR,
    medium="fair",
    campaign=LAST_FAIR,
    asked=28,
    words="Six dining chairs, all a bit tired. What would you do with them?",
    interest="Six dining chairs, wool",
    miles=9,
    seller="Joe Rowe",
    answer="It has to survive the children and the dog.",
    newsletter=True,
    stands=(
        Stand(stage="Visit", since=20, pounds=1_100, step="Measure up", kind=StepKind.VISIT, step_in=-13),
        Stand(
            stage="Quote sent",
            since=4,
            pounds=1_140,
            step="Ring about the quote",
            kind=StepKind.CALL,
            step_in=0,
            clock=(11, 30),
        ),
    ),
    moments=(
        Moment(
            ago=36,
            clock=(19, 12),
            purpose=MARKETING,
            direction=Direction.INCOMING,
            kind=Kind.MESSAGE,
            title="Read “Wool or linen?” on the website",
            words="From a link in the local paper",
            automatic=True,
        ),
        Moment(
            ago=13,
            clock=(15, 20),
            purpose=SELLING,
            direction=Direction.TWO_WAY,
            kind=Kind.VISIT,
            title="Joe visited and measured",
            words="Frames sound, webbing tired on two. Likes the green wool.",
            minutes=50,
        ),
        Moment(
            ago=4,
            clock=(16, 5),
            purpose=SELLING,
            direction=Direction.OUTGOING,
            kind=Kind.EMAIL,
            title="Quote Q-1047 sent, £1,368 with tax",
            words="Six chairs in stain-guarded wool, £1,140 and tax",
            minutes=25,
        ),
        Moment(
            ago=1,
            clock=(20, 14),
            purpose=SELLING,
            direction=Direction.INCOMING,
            kind=Kind.MESSAGE,
            title="Opened the quote again",
            words="Second time, three minutes on the fabric",
            automatic=True,
        ),
    ),
)

BOARD: tuple[Customer, ...] = (
    TOM,
    Customer(
        contact=Contact(
            name="Lena Brandt", emails=("lena@example.org",), phones=("020 7946 0151",), place="Redland"
        ),
        door="phone",
        medium="referral",
        asked=3,
        words="Two armchairs in wool, my neighbour says you are the people for it.",
        interest="Two armchairs, wool",
        miles=3,
        seller="Ines Duarte",
        answer="Something warm, something you want to touch.",
        stands=(Stand(stage="First talk", since=2, pounds=680, step="Ring", kind=StepKind.CALL, step_in=0),),
    ),
    Customer(
        contact=Contact(name="Daniel Okoro", emails=("daniel@example.org",), place="Bishopston"),
        door="form",
        medium="cpc",
        asked=12,
        words="Dog-proof fabric in green? Does that exist?",
        interest="Sofa cushions, dog-proof",
        miles=4,
        seller="Joe Rowe",
        answer="Is there one that does not feel like a tent?",
        stands=(
            Stand(
                stage="First talk",
                since=11,
                pounds=540,
                step="Answer about green",
                kind=StepKind.EMAIL,
                step_in=-9,
            ),
        ),
    ),
    Customer(
        contact=Contact(name="Grace Tan", phones=("020 7946 0163",), place="Keynsham"),
        door="walk_in",
        medium="walk_in",
        asked=9,
        words="A window seat, in linen, it is not straight anywhere. Could you measure?",
        interest="Window seat, linen",
        miles=6,
        seller="Joe Rowe",
        answer="Could we see the linen by daylight?",
        stands=(
            Stand(
                stage="Visit",
                since=5,
                pounds=920,
                step="Measure",
                kind=StepKind.VISIT,
                step_in=0,
                clock=(14, 0),
            ),
        ),
    ),
    Customer(
        contact=Contact(
            name="Joan Pike", organisation="St Anne’s Hall", emails=("hall@example.org",), place="Yate"
        ),
        door="email",
        source="local paper",
        medium="press",
        asked=13,
        words="Forty stacking chairs, the seats are worn through. The committee would like a price.",
        interest="Forty stacking chairs",
        miles=11,
        seller="Ines Duarte",
        answer="The committee meets on the first of the month.",
        segment="Halls and schools",
        stands=(
            Stand(
                stage="Visit",
                since=8,
                pounds=2_100,
                step="Visit the hall",
                kind=StepKind.VISIT,
                step_in=3,
                clock=(10, 30),
            ),
        ),
    ),
    Customer(
        contact=Contact(name="Beatrix Lund", emails=("beatrix@example.com",), phones=("020 7946 0174",)),
        door="form",
        medium="newsletter",
        asked=30,
        words="A footstool and two pairs of curtains that belong together.",
        interest="Footstool and curtains",
        miles=5,
        seller="Ines Duarte",
        answer="I do not mind waiting if it lasts.",
        stands=(Stand(stage="Quote sent", since=12, pounds=460),),
    ),
    Customer(
        contact=Contact(
            name="Amir Haddad", emails=("amir@example.org",), phones=("020 7946 0185",), place="Clifton"
        ),
        door="phone",
        medium="referral",
        asked=34,
        words="A wingback, down to the frame and up again. It was my father’s.",
        interest="Wingback, full strip",
        miles=3,
        seller="Joe Rowe",
        answer="It is mostly the seat, the back is fine.",
        stands=(
            Stand(stage="Quote sent", since=15, pounds=640),
            Stand(
                stage="Ready to order",
                since=1,
                pounds=640,
                step="Signs on Thursday",
                kind=StepKind.MEETING,
                step_in=2,
            ),
        ),
    ),
    Customer(
        contact=Contact(
            name="Helen Marsh", emails=("helen@example.org",), phones=("020 7946 0196",), place="Long Ashton"
        ),
        door="walk_in",
        medium="walk_in",
        asked=75,
        words="Our sofa is comfortable and a disgrace. What would you put on it?",
        interest="Three-seater in green wool",
        miles=4,
        seller="Joe Rowe",
        answer="We would like to keep the shape.",
        newsletter=True,
        won=58,
        stands=(Stand(stage="Quote sent", since=66, pounds=1_240),),
        moments=(
            Moment(
                ago=14,
                clock=(10, 40),
                purpose=CARE,
                direction=Direction.TWO_WAY,
                kind=Kind.VISIT,
                title="Brought the sofa back",
                words="Two flights of stairs. She sat down at once.",
                minutes=45,
            ),
        ),
    ),
)
