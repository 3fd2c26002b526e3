import sys

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import defaults

from tandem.office.sqlite.words import DatabaseBusy, DatabaseDamaged, DatabaseFull, DatabaseTrouble

RETRY_AFTER_SECONDS = 5


def sentences(error: BaseException | None) -> tuple[str, str] | None:
    """What has happened and what to do, if the database is what is wrong; else None."""
    if isinstance(error, DatabaseDamaged):
        return (
            _("The database file is damaged or missing, so nothing is written to it."),
            _("Your backups are not touched. On the server, run “tandem doctor”, then “tandem restore”."),
        )
    if isinstance(error, DatabaseFull):
        return (
            _("The disk is full, so this was not saved."),
            _("You can still read everything. Make some space, go back and send it again."),
        )
    unreachable = isinstance(error, OperationalError | InterfaceError) and connection.vendor != "sqlite"
    if isinstance(error, DatabaseBusy) or unreachable:
        return (
            _("The database is busy, so this was not saved."),
            _("Go back and send it again in a few seconds: it will have one effect only."),
        )
    return None


def server_error(request: HttpRequest) -> HttpResponse:
    """Trouble with the database is said plainly, with 503; the page itself needs no database."""
    error = sys.exception()
    found = sentences(error)
    if found is None:
        return defaults.server_error(request)
    happened, remedy = found
    html = render_to_string("office/sqlite/trouble.html", {"happened": happened, "remedy": remedy})
    response = HttpResponse(html, status=503)
    if not isinstance(error, DatabaseTrouble) or isinstance(error, DatabaseBusy):
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response
