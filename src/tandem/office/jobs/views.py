from django.http import Http404, HttpRequest, HttpResponse

from tandem.office.accounts.rules import can_manage
from tandem.office.jobs.queries import job as the_job
from tandem.ui.pages import page


def job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far long work is. It is shown to who started it and to owners; for others it is not there."""
    row = the_job(pk)
    if row is None or (row.by != request.user and not can_manage(request.user)):
        raise Http404
    return page(request, "office/jobs/job.html", {"job": row}, partial="progress")
