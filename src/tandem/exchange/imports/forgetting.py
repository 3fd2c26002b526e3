"""What a list leaves behind once it is in, and when that goes."""

import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.exchange.imports.models import ImportRun, RejectedRow
from tandem.exchange.imports.words import BATCH, RunState
from tandem.people.privacy.words import Traces

# Their file is not read again: what came in, and what was taken out.
OVER = (RunState.DONE, RunState.UNDOING, RunState.UNDONE)


def forget_file(run: ImportRun) -> None:
    """Once this transaction stands."""
    transaction.on_commit(partial(run.path.unlink, missing_ok=True))


def forget_files(*, at: datetime.datetime) -> None:
    """Files of lists that are in, where a kill or an older version left one."""
    for run in ImportRun.objects.filter(state__in=OVER):
        run.path.unlink(missing_ok=True)


@transaction.atomic
def scrub_rejected(traces: Traces, at: datetime.datetime) -> int:
    """Rejected rows that say somebody's name or address: their number stays, as the counts do."""
    wanted = [word.casefold() for word in traces.words]
    rows = RejectedRow.objects.order_by("pk").values_list("pk", "reason", "raw")
    gone = [
        pk
        for pk, reason, raw in rows.iterator(chunk_size=BATCH)
        if any(word in " ".join((reason, *dict(raw).values())).casefold() for word in wanted)
    ]
    for start in range(0, len(gone), BATCH):
        these = RejectedRow.objects.filter(pk__in=gone[start : start + BATCH])
        these.update(raw=[], reason=_("It told of somebody who was erased."))
    return len(gone)
