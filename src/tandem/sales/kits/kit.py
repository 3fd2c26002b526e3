"""What a starter kit is made of. Once laid over the stages of a business, every line is its own."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tandem.sales.opportunities.words import StepKind

Words = Promise | str


class Moment(models.TextChoices):
    """What somebody is about in a stage, whatever the business calls it."""

    FIRST_TALK = "first_talk", _("The first talk")
    NEED = "need", _("Finding out what they need")
    QUOTE = "quote", _("The quote is with them")
    READY = "ready", _("Ready to order")


@dataclass(frozen=True)
class Heard:
    """What somebody says, in their words, and what one may answer."""

    words: Words
    answers: tuple[Words, ...]


@dataclass(frozen=True)
class Part:
    """The guide for one moment. Openings, questions and answers are said aloud; the step is done."""

    opening: Words
    questions: tuple[Words, ...]
    heard: tuple[Heard, ...]
    step: Words
    step_kind: StepKind


@dataclass(frozen=True)
class Kit:
    name: Words
    parts: dict[Moment, Part]
