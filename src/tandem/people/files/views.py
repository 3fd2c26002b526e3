from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from tandem.office.files.views import download
from tandem.people.files.queries import visible_to


def file(request: HttpRequest, pk: int) -> FileResponse:
    """As an attachment: a browser saves it and never shows it."""
    row = get_object_or_404(visible_to(request.user), pk=pk)
    return download(request, row.stored.key)
