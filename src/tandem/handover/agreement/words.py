"""What a first agreement says, until both desks have talked it over."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A sentence and what may stand below it.
FIRST_TICKS: list[tuple[Promise | str, Promise | str]] = [
    (_("Wants something we make or do"), ""),
    (_("We can get to them, or they to us"), ""),
    (_("We can reach them"), _("A phone number or an e-mail address")),
]
FIRST_REASONS: list[Promise] = [
    _("Too far away"),
    _("Budget too small"),
    _("Only wanted a price"),
    _("Not something we do"),
    _("Could not be reached"),
]
LONGEST_SENTENCE, LONGEST_DETAIL, LONGEST_REASON = 120, 200, 120
MOST_TICKS = 8
MOST_HOURS = 200
