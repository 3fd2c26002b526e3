"""What together adds beside a sales goal that somebody wrote on a marketing activity."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.coach.recognising import SalesGoal
from tandem.office.business.queries import business_zone
from tandem.together.coach.queries import Needed, needed_for
from tandem.ui.figures import number_words, one_in_words, share_range_words
from tandem.ui.slots import Content, Panel


def needed(
    request: HttpRequest | None, *, goal: SalesGoal, campaign: Campaign | None = None, **others: Any
) -> Sequence[Content]:
    today = timezone.localdate(timezone=business_zone())
    found = needed_for(number=goal.number, amount=goal.amount, today=today)
    if found is None:
        return []
    planned = campaign.goal_enquiries if campaign else None
    context = {
        "sentence": sentence_of(found),
        "enquiries": found.enquiries,
        "planned": planned,
        # One that plans as many needs no button for it.
        "campaign": campaign if campaign and (planned or 0) < found.low else None,
    }
    return [Panel("together/coach/needed.html", context)]


def sentence_of(found: Needed) -> str:
    """“Of those who ask you 1 in 6 buys in the end (13 to 19%). For 10 customers about 60 would …”"""
    share = one_in_words(round(found.conversion.estimate * 1000), 1000)
    said = {"share": share, "range": share_range_words(found.conversion.low, found.conversion.high)}
    first = _("Of those who ask you, about %(share)s buys in the end (%(range)s).") % said
    second = ngettext(
        "For %(number)s customer about %(likely)s would have to ask: between %(low)s and %(high)s.",
        "For %(number)s customers about %(likely)s would have to ask: between %(low)s and %(high)s.",
        found.customers,
    )
    numbers = {"number": found.customers, "likely": found.enquiries, "low": found.low, "high": found.high}
    told = second % {name: number_words(value) for name, value in numbers.items()}
    return " ".join(filter(None, (sale_words(found), first, told)))


def sale_words(found: Needed) -> str:
    if found.sale is None or found.purse is None:
        return ""
    words = _("A first sale brings you about %(sale)s.")
    return words % {"sale": found.purse.words(found.sale.estimate)}
