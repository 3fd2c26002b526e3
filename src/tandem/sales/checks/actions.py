import datetime
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import Actor
from tandem.office.changes.words import Refused, Stale
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.sales.checks.models import StageCheck
from tandem.sales.checks.queries import checks_of
from tandem.sales.checks.words import LONGEST_CHECK, MOST_OF_ONES_OWN, CheckKind
from tandem.sales.orders.rules import must_change_sales
from tandem.sales.pipelines.models import Stage
from tandem.sales.pipelines.words import StageKind


@transaction.atomic
def set_checks(
    *,
    stage: Stage,
    expected_version: int,
    built_in: Sequence[str],
    own: Sequence[str],
    by: Actor,
    at: datetime.datetime,
) -> JournalLine | None:
    """What must be true before an opportunity enters the stage. A sentence that stays word for word keeps
    what was said of it.
    """
    must_change_sales(by)
    if stage.kind != StageKind.OPEN:
        raise Refused(_("Won and lost ask for what they need by themselves."))
    if unknown := set(built_in) - set(CheckKind.values):
        raise ValueError(f"No such checks: {sorted(unknown)}")
    sentences = list(dict.fromkeys(words for one in own if (words := " ".join(one.split())[:LONGEST_CHECK])))
    if len(sentences) > MOST_OF_ONES_OWN:
        raise Refused(_("Five of your own are as many as anybody answers."), field="own")
    seen = Stage.objects.filter(pk=stage.pk, version=expected_version)
    if seen.update(version=F("version") + 1) != 1:
        raise Stale(Stage.objects.get(pk=stage.pk), {})
    before = checks_of(stage)
    wanted = [(kind, "") for kind in CheckKind.values if kind in built_in]
    wanted += [(CheckKind.OWN.value, words) for words in sentences]
    if [(check.kind, check.words) for check in before] == wanted:
        return None
    known = {(check.kind, check.words): check for check in before}
    for key, check in known.items():
        if key not in wanted:
            check.delete()
    for place, (kind, words) in enumerate(wanted, start=1):
        StageCheck.objects.update_or_create(stage=stage, kind=kind, words=words, defaults={"position": place})
    return record(
        by=by,
        at=at,
        verb="sales.stage.asked",
        row=stage,
        before=told(before),
        after=told(checks_of(stage)),
    )


def told(checks: list[StageCheck]) -> dict[str, str]:
    """The checks as a journal line tells them."""
    return {"checks": "; ".join(str(check) for check in checks)}
