from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.exchange.exports.actions import export_packed
from tandem.office.jobs.actions import Progress

TELL_EVERY_ROWS = 10_000


def make_export(progress: Progress) -> str:
    """The job behind the page. It begins anew after a kill: half an export is of no use."""
    progress.save(sentence=_("Taking a picture of everything as it stands"))
    told = 0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if done >= told + TELL_EVERY_ROWS:
            progress.save(done=done, total=total, sentence=_("rows are written."))
            told = done

    made = export_packed(at=timezone.now(), progress=tell)
    progress.save(sentence=_("Everything is in one ZIP file. It is kept for seven days."))
    return reverse("exchange:export_file", args=[made.name])
