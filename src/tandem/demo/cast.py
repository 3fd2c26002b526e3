"""The people of the pictures who stand on the board, by name."""

from dataclasses import dataclass

from tandem.people.persons.words import Contact
from tandem.people.timeline.words import Direction, Kind, Purpose
from tandem.sales.opportunities.words import StepKind


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
    """Where somebody stands, and what comes next: in `step_in` days, or on the next such weekday."""

    stage: str
    since: int
    pounds: int
    step: str = ""
    kind: str = ""
    step_in: int | None = None
    weekday: int | None = None
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
                weekday=4,
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
                step="Signs the order",
                kind=StepKind.MEETING,
                weekday=3,
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
