"""The steps on the way to a sale, as this workshop takes them."""

from dataclasses import dataclass

from tandem.sales.opportunities.words import StepKind


@dataclass(frozen=True)
class Meeting:
    """A step with somebody: at which part of the way, what is planned, and in which stage it stands then."""

    part: float
    words: str
    kind: StepKind
    stage: str


LOOK = Meeting(0.28, "Measure up", StepKind.VISIT, "Visit")
SEE = Meeting(0.28, "They bring it to the workshop", StepKind.MEETING, "Visit")
QUOTE = Meeting(0.45, "Write the quote", StepKind.QUOTE, "")
ASK = Meeting(0.62, "Ring about the quote", StepKind.CALL, "Quote sent")
SIGN = Meeting(0.88, "Agree the fabric and the date", StepKind.MEETING, "Ready to order")
