import datetime

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ui.moments import day_words


class Way(models.TextChoices):
    """How it is settled who takes on an enquiry that marketing passes."""

    BY_HAND = "by_hand", gettext_lazy("By hand")
    IN_TURN = "in_turn", gettext_lazy("In turn")
    BY_LOAD = "by_load", gettext_lazy("By load")


WAY_WORDS = {
    Way.BY_HAND: gettext_lazy("Whoever passes it on says who takes it on."),
    Way.IN_TURN: gettext_lazy("One after the other: whoever has waited longest for one is next."),
    Way.BY_LOAD: gettext_lazy("Whoever has least to do: fewest open opportunities and waiting enquiries."),
}
CHOICES = [
    (way.value, gettext_lazy("%(way)s. %(words)s") % {"way": way.label, "words": words})
    for way, words in WAY_WORDS.items()
]


def part_words(*, away: bool, back_on: datetime.date | None, today: datetime.date) -> str:
    """Whether somebody takes part just now."""
    if not away:
        return _("Takes part")
    if back_on is None:
        return _("Not just now")
    return _("Not just now, back on %(day)s") % {"day": day_words(back_on, today)}
