"""What a need is told apart by, and how much it matters to whoever said it."""

import unicodedata

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.people.organisations.words import one_line

LONGEST_NEED = 80
LONGEST_SAID = 160
LOOSE_ENDS = " .,;:!?-–·"


class Weight(models.TextChoices):
    MUST = "must", _("Must")
    SHOULD = "should", _("Should")
    NICE = "nice", _("Nice to have")


def tidy_need(words: str) -> str:
    """On one line, without loose ends, no longer than its column."""
    return one_line(words).strip(LOOSE_ENDS)[:LONGEST_NEED].strip()


def need_key(words: str) -> str:
    """The same for “Mattresses”, “ mattresses.” and “MATTRESSES”. What is spelt otherwise is another need."""
    plain = unicodedata.normalize("NFKC", tidy_need(words)).casefold()
    return tidy_need(plain)
