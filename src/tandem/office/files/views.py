from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tandem.office.files.models import StoredFile


def download(request: HttpRequest, key: str) -> FileResponse:
    """The file as an attachment: a browser never shows what somebody sent in, it saves it."""
    stored = get_object_or_404(StoredFile, key=key)
    try:
        content = stored.path.open("rb")
    except FileNotFoundError as error:
        raise Http404(_("This file is not on the disk any more.")) from error
    response = FileResponse(content, as_attachment=True, filename=stored.name, content_type=stored.kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
