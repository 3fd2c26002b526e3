from django.utils.translation import gettext as _

from tandem.office.changes.words import Refused
from tandem.sales.checks.queries import Unmet, in_words
from tandem.sales.pipelines.models import Stage


def reason_to_enter(stage: Stage, missing: list[Unmet], without: str) -> str:
    """What the journal says of the move: where to, and why it went on without what is not true yet."""
    said = {"stage": stage.name, "missing": in_words(missing), "why": without.strip()}
    if not missing:
        return stage.name
    if not said["why"]:
        sentence = _("Before “%(stage)s” this must be true: %(missing)s. Or say why it goes on without.")
        raise Refused(sentence % said, field="without")
    return _("%(stage)s, without: %(missing)s. Because: %(why)s") % said
