from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.backup.actions import automatic_backup
from tandem.office.backup.words import BackupRefused
from tandem.office.changes.words import Refused
from tandem.office.jobs import actions as jobs

KIND = "office.settings.backup"
BY_HAND = "by-hand"


def make_backup(progress: jobs.Progress) -> str:
    """Back the whole business up into the data folder; the result is the file, to be taken away."""
    progress.save(sentence=_("The backup is being made and checked."))
    try:
        file = automatic_backup(BY_HAND, at=timezone.now())
    except BackupRefused as refused:
        raise Refused(str(refused)) from refused
    progress.save(sentence=_("The backup is made and checked."))
    return reverse("office:backup", args=[file.name])


def register() -> None:
    jobs.register(KIND, make_backup)
