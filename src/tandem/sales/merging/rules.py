from django.utils.translation import gettext as _

from tandem.office.changes.actions import plain
from tandem.office.changes.words import Refused
from tandem.sales.opportunities.models import Opportunity, OpportunityMerge


def stays_before(one: Opportunity) -> int:
    """Which of two stays: what was sold before what is open, and that before what was lost."""
    return 0 if one.won_at else 1 if not one.lost_at else 2


def which_stays(here: Opportunity, other: Opportunity) -> tuple[Opportunity, Opportunity]:
    """The one that stays, and the one that goes into it; of two alike the one that is looked at stays."""
    return (other, here) if stays_before(other) < stays_before(here) else (here, other)


def must_go_together(kept: Opportunity, gone: Opportunity) -> None:
    if kept.pk == gone.pk:
        raise Refused(_("This is one and the same."))
    if kept.person_id != gone.person_id:
        raise Refused(_("That is somebody else’s. Put the two persons together first, if they are one."))
    if kept.won_at and gone.won_at:
        raise Refused(_("Both were sold: two sales stay two. Open one again first, if it was no sale."))
    if stays_before(gone) < stays_before(kept):
        raise Refused(_("“%(title)s” has come further, so that one has to stay.") % {"title": gone})
    if kept.currency != gone.currency:
        raise Refused(_("Their amounts are in two currencies."))


def must_not_have_ended_since(made: OpportunityMerge) -> None:
    """What was sold as one cannot come apart under its order."""
    kept, stood = made.kept, made.moved.get("stood", {})
    if kept.won_at and plain(kept.won_at) != stood.get("won_at"):
        raise Refused(_("It was sold since the two were put together. Open it again first."))
    if kept.lost_at and plain(kept.lost_at) != stood.get("lost_at"):
        raise Refused(_("It was lost since the two were put together. Open it again first."))
