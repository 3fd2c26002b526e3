from django.utils.translation import gettext as _

from tandem.office.changes.words import Refused
from tandem.sales.helping.words import LONGEST_ANSWER
from tandem.sales.playbook.models import GuideLine
from tandem.sales.playbook.words import LineKind, Mark


def must_be(line: GuideLine, kind: LineKind) -> None:
    """Also where it was put away meanwhile: what was said was said."""
    if line.kind != kind:
        raise Refused(_("Pick a line of the playbook."))


def must_fit(words: str) -> None:
    if len(words) > LONGEST_ANSWER:
        raise Refused(
            _("That is a lot. Up to 2,000 letters fit; the rest goes on the timeline."), field="words"
        )


def must_be_mark(mark: str) -> None:
    if mark and mark not in Mark.values:
        raise Refused(_("Say whether it helped."))
