import datetime

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.office.accounts.models import User
from tandem.ui.moments import when_words


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


def part_words(user: User, *, away: bool, back_on: datetime.date | None) -> str:
    """Whether somebody takes part just now."""
    said = {"name": user.first_word, "day": when_words(back_on) if back_on else ""}
    if not away:
        return _("Takes part")
    return _("Not just now, back on %(day)s") % said if back_on else _("Not just now")
