"""The playbook is found by its words: each line that stands, and the page of each stage."""

import datetime
from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.office.search.actions import index, remove
from tandem.office.search.words import Document
from tandem.sales.pipelines.queries import open_stages
from tandem.sales.playbook.models import Guide, GuideLine
from tandem.sales.playbook.queries import standing

LINES = "sales.guideline"
PAGES = "sales.guide"


def documents(stage_ids: Iterable[int]) -> Iterator[Document]:
    """What the guides of these stages are found by: what they say, and under it our answers. Two queries."""
    guides = Guide.objects.filter(stage__in=stage_ids).select_related("stage")
    found = {guide.pk: guide for guide in guides}
    for guide in found.values():
        title = _("Playbook: %(stage)s") % {"stage": guide.stage}
        text = f"{guide.opening} {guide.step}"
        yield Document(PAGES, guide.pk, title, address(guide), guide.written_at, "", text)
    # An answer goes with what it answers.
    lines = standing().filter(Q(under=None) | Q(under__put_away_at=None), guide__in=found)
    for line in lines.select_related("under"):
        guide = found[line.guide_id]
        detail = line.under.words if line.under else str(guide.stage)
        url = f"{address(guide)}#line-{line.pk}"
        yield Document(LINES, line.pk, line.words, url, guide.written_at, detail)


def address(guide: Guide) -> str:
    return reverse("sales:guide", args=[guide.stage_id])


def every_page() -> Iterator[Document]:
    """Of the stages that stand."""
    return (one for one in documents([stage.pk for stage in open_stages()]) if one.kind == PAGES)


def every_line() -> Iterator[Document]:
    return (one for one in documents([stage.pk for stage in open_stages()]) if one.kind == LINES)


def written(stage_ids: list[int], *, at: datetime.datetime) -> None:
    """Something in the guides of these stages was written or put away: they are found by what stands now."""
    Guide.objects.filter(stage__in=stage_ids).update(written_at=at)
    find_anew(stage_ids)


def find_anew(stage_ids: list[int]) -> None:
    """Those of these stages that stand are found; those that were put away are not."""
    remove(PAGES, list(Guide.objects.filter(stage__in=stage_ids).values_list("pk", flat=True)))
    remove(LINES, list(GuideLine.objects.filter(guide__stage__in=stage_ids).values_list("pk", flat=True)))
    index(documents([stage.pk for stage in open_stages() if stage.pk in set(stage_ids)]))
