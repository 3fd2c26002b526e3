"""The kinds of values that come in: what is too long, out of range or unfit to keep is refused here."""

import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from tandem.exchange.api.words import MOST
from tandem.office.languages.words import LANGUAGES

# NUL is the one character that PostgreSQL cannot keep.
KEEPABLE = r"^[^\x00]*$"
EARLIEST = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
LATEST = datetime.datetime(2200, 1, 1, tzinfo=datetime.UTC)
LARGEST_KEY = 2**63 - 1
# Ten million millions: sums of many stay within 64 bits.
LARGEST_MINOR = 10**13


def written_out(value: Any) -> Any:
    """A time is written as text: a number could be seconds or milliseconds."""
    if isinstance(value, str | datetime.datetime | datetime.time):
        return value
    raise PydanticCustomError("datetime_type", "Input should be a time as text")


def within_reason(moment: datetime.datetime) -> datetime.datetime:
    try:
        utc = moment.astimezone(datetime.UTC)
    except OverflowError:
        utc = LATEST
    if not EARLIEST <= utc < LATEST:
        raise PydanticCustomError("moment_range", "Input should be a time between 1970 and 2199")
    return utc


def day_within_reason(day: datetime.date) -> datetime.date:
    if not EARLIEST.date() <= day < LATEST.date():
        raise PydanticCustomError("moment_range", "Input should be a day between 1970 and 2199")
    return day


def of_no_zone(clock: datetime.time) -> datetime.time:
    if clock.tzinfo is not None:
        raise PydanticCustomError("clock_zone", "Input should be a time of day without a zone")
    return clock


# As the clock of the business shows it.
Clock = Annotated[
    datetime.time,
    BeforeValidator(written_out),
    AfterValidator(of_no_zone),
    WithJsonSchema({"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$"}),
]
Short = Annotated[str, StringConstraints(max_length=40, pattern=KEEPABLE)]
Line = Annotated[str, StringConstraints(max_length=200, pattern=KEEPABLE)]
Text = Annotated[str, StringConstraints(max_length=20_000, pattern=KEEPABLE)]
Language = Annotated[
    str, Field(pattern=f"^({'|'.join(LANGUAGES)})?$", description="Of what they get; blank is as usual")
]
Lines = Annotated[list[Line], Field(max_length=20)]
Touch = Annotated[dict[Short, Line], Field(max_length=20)]
Key = Annotated[int, Field(ge=1, le=LARGEST_KEY)]
Minor = Annotated[int, Field(ge=0, le=LARGEST_MINOR, description="Integer minor units, such as pence")]
Quantity = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{1,6}(\.[0-9]{1,3})?$"), Field(description="A decimal, as text")
]
# 0 to 100, as text; a share off has two decimals at most, a rate of tax three.
Percent = Annotated[str, StringConstraints(pattern=r"^(100(\.0{1,3})?|[0-9]{1,2}(\.[0-9]{1,3})?)$")]
Hundredths = Annotated[str, StringConstraints(pattern=r"^(100(\.0{1,2})?|[0-9]{1,2}(\.[0-9]{1,2})?)$")]
Moment = Annotated[AwareDatetime, BeforeValidator(written_out), AfterValidator(within_reason)]
Day = Annotated[datetime.date, AfterValidator(day_within_reason)]
Limit = Annotated[int, Field(ge=1, le=MOST, description="How many at most")]
Cursor = Annotated[
    str,
    StringConstraints(max_length=40, pattern=r"^[A-Za-z0-9_-]*$"),
    Field(description="next_cursor of the page before"),
]


def plain_decimal(value: Decimal) -> str:
    """“1”, not “1.000” nor “1E+3”."""
    return f"{Decimal(value).normalize():f}"


class Told(BaseModel):
    """What comes in. A field that is not known is refused, as nobody would notice that it was dropped."""

    model_config = ConfigDict(extra="forbid")


class Versioned(Told):
    version: Annotated[
        Key | None, Field(description="The version that you saw; or send it in the header If-Match")
    ] = None


class Shown(BaseModel):
    """What goes out."""

    model_config = ConfigDict(from_attributes=True)
