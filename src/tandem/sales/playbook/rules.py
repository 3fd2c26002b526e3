from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.office.changes.words import Refused
from tandem.people.organisations.words import one_line
from tandem.sales.opportunities.words import StepKind
from tandem.sales.pipelines.models import Stage
from tandem.sales.pipelines.words import StageKind
from tandem.sales.playbook.models import GuideLine
from tandem.sales.playbook.words import LONGEST_LINE, LONGEST_OPENING, LONGEST_STEP, MOST, LineKind


def must_be_open_stage(stage: Stage) -> None:
    if stage.kind != StageKind.OPEN:
        raise Refused(_("Won and lost need no guide: the talk is over by then."))


def must_stand(line: GuideLine) -> None:
    if line.put_away_at is not None:
        raise Refused(_("This line was put away."))


def checked_line(words: str) -> str:
    """On one line, and not too long to be said."""
    plain = one_line(words)
    if not plain:
        raise Refused(_("Write what is said, in your words."), field="words")
    if len(plain) > LONGEST_LINE:
        raise Refused(_("That is more than one says in one breath. Up to 300 letters."), field="words")
    return plain


def checked_opening(words: str) -> str:
    if len(words) > LONGEST_OPENING:
        raise Refused(_("That is long for a beginning. Up to 600 letters."), field="opening")
    return words.strip()


def checked_step(words: str, kind: str) -> str:
    if kind not in StepKind.values:
        raise Refused(_("Pick how you will do it."), field="step_kind")
    plain = one_line(words)
    if len(plain) > LONGEST_STEP:
        raise Refused(_("That is long for a small step. Up to 200 letters."), field="step")
    return plain


def must_have_room(kind: LineKind, number: int) -> None:
    """`number` stand there already."""
    if number >= MOST[kind]:
        sentence = ngettext(
            "%d is as many as one can look over in a talk. Put one away first.",
            "%d are as many as one can look over in a talk. Put one away first.",
            MOST[kind],
        )
        raise Refused(sentence % MOST[kind], field="words")
