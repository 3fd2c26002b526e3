from tandem.handover.agreement.models import Agreement, Criterion


def current_agreement() -> Agreement:
    """The newest version; an unsaved one with the number 0 where nothing was agreed yet."""
    return Agreement.objects.order_by("-number").first() or Agreement(number=0)


def criteria_of(agreement: Agreement) -> list[Criterion]:
    return list(agreement.criteria.order_by("position", "id")) if agreement.pk else []


def versions() -> list[Agreement]:
    """Every version with its ticks and who agreed, the newest first; two queries."""
    rows = Agreement.objects.select_related("agreed_for_marketing", "agreed_for_sales")
    return list(rows.prefetch_related("criteria"))
