"""What sales accepts of what it hears: whether that is recorded well enough, and who was sold to."""

from typing import Final

import numpy as np

from tandem.maths.enquiries import ACCEPTED, DECLINED, LOST, NOT_SAID, WON, Enquiries, Flags

# contracts/analysis.md: so many of the enquiries older than 14 days, in both periods.
DECIDED: Final = 0.8
OLD: Final = 14


def acceptance_recorded(before: Enquiries, after: Enquiries) -> bool:
    """Whether quality can be told from these two periods; False where one has no enquiry older than 14
    days."""
    return all(_decided(period) >= DECIDED for period in (before, after))


def _decided(enquiries: Enquiries) -> float:
    old = enquiries.as_of - enquiries.heard > OLD
    said = old & (enquiries.decided != NOT_SAID)
    total = int(enquiries.count[old].sum())
    return float(enquiries.count[said].sum()) / total if total else 0.0


def accepted(enquiries: Enquiries) -> Flags:
    """Cells that sales accepted, shape (n,): who was won was accepted, whether anybody noted it or not."""
    return np.asarray((enquiries.decided == ACCEPTED) | (enquiries.state == WON))


def declined(enquiries: Enquiries) -> Flags:
    """Cells that sales never got to sell to, shape (n,): declined, or lost before anybody said."""
    said = (enquiries.decided == DECLINED) | ((enquiries.decided == NOT_SAID) & (enquiries.state == LOST))
    return np.asarray(said & ~accepted(enquiries))
