from django.urls import reverse
from django.utils import timezone

from tandem.exchange.imports.actions import bring_in_all
from tandem.exchange.imports.models import ImportRun
from tandem.exchange.imports.removing import take_out
from tandem.office.jobs.actions import Progress

BRING_IN = "exchange.import"
TAKE_OUT = "exchange.take_out"


def bring_in_file(progress: Progress) -> str:
    """The job behind an import: goes on from the run's own cursor, however often it is started."""
    run = ImportRun.objects.select_related("by").get(pk=progress.payload["run"])

    def tell(run: ImportRun) -> None:
        progress.save(done=run.read, total=max(run.total or 0, run.read))

    bring_in_all(run=run, by=progress.row.by, now=timezone.now, progress=tell)
    return reverse("exchange:import", args=[run.pk])


def take_file_out(progress: Progress) -> str:
    run = ImportRun.objects.get(pk=progress.payload["run"])
    take_out(run=run, by=progress.row.by, at=timezone.now())
    return reverse("exchange:import", args=[run.pk])
