from django.utils.translation import gettext as _

from tandem.office.changes.words import Refused
from tandem.sales.pipelines.models import Pipeline, Stage
from tandem.sales.pipelines.words import LONGEST_NAME, StageKind


def must_stand(pipeline: Pipeline) -> None:
    if pipeline.retired_at is not None:
        raise Refused(_("“%(name)s” is retired. Bring it back first.") % {"name": pipeline})


def must_take_in(stage: Stage) -> None:
    """Whether an opportunity may be moved there. Winning and losing ask for more, so they are not moves."""
    if stage.kind != StageKind.OPEN:
        raise Refused(_("Say what it was sold for, or why it was lost."))
    if stage.removed_at is not None:
        raise Refused(_("The stage “%(name)s” was removed. Pick another.") % {"name": stage})
    must_stand(stage.pipeline)


def free_pipeline_name(name: str, *, but: Pipeline | None = None) -> str:
    words = " ".join(name.split())[:LONGEST_NAME]
    if not words:
        raise Refused(_("Give the pipeline a name."), field="name")
    others = Pipeline.objects.exclude(pk=but.pk if but else 0).values_list("name", flat=True)
    # Compared here: SQLite folds the case of ASCII letters only.
    if words.casefold() in {other.casefold() for other in others}:
        raise Refused(_("There is a pipeline of that name already."), field="name")
    return words
