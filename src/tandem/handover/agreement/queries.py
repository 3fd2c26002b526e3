from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.handover.agreement.models import Agreement, Criterion

WORKING_DAY = 8


def working_words(hours: int) -> str:
    """“2 working hours”; eight of them are a working day."""
    if hours == WORKING_DAY:
        return _("one working day")
    return ngettext("%(hours)d working hour", "%(hours)d working hours", hours) % {"hours": hours}


def current_agreement() -> Agreement:
    """The newest version; an unsaved one with the number 0 where nothing was agreed yet."""
    return Agreement.objects.order_by("-number").first() or Agreement(number=0)


def criteria_of(agreement: Agreement) -> list[Criterion]:
    return list(agreement.criteria.order_by("position", "id")) if agreement.pk else []


def versions() -> list[Agreement]:
    """Every version with its ticks and who agreed, the newest first; two queries."""
    rows = Agreement.objects.select_related("agreed_for_marketing", "agreed_for_sales")
    return list(rows.prefetch_related("criteria"))
