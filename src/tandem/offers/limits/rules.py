from decimal import Decimal

from django.utils.translation import gettext as _

from tandem.offers.limits.queries import highest_discount
from tandem.office.accounts.rules import Actor
from tandem.office.changes.words import Refused


def must_be_within_limit(by: Actor, percent: Decimal, *, field: str | None = None) -> None:
    """Refuses a discount that is higher than this person may give; the owner may go beyond."""
    highest = highest_discount(by)
    if percent > highest:
        raise Refused(
            _("You can give up to %(percent)s%%. For more, ask the owner to make this change.")
            % {"percent": f"{highest.normalize():f}"},
            field=field,
        )
