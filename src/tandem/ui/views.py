from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tandem.ui.pages import page
from tandem.ui.sampler import parts_shown


@require_safe
def keyboard(request: HttpRequest) -> HttpResponse:
    """The keys that do something, as a page: without JavaScript they do nothing, and it says so."""
    return page(request, "ui/keyboard.html")


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """Every part on one page, to look at while one builds."""
    return page(request, "ui/parts.html", parts_shown(request), partial="dialog")
