import importlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from tandem.exchange.api.problems import problem
from tandem.exchange.api.words import JSON
from tandem.ui.pages import page


def answering(name: str) -> Callable[..., HttpResponseBase]:
    """The view of one address. What answers is imported with the first request."""

    @csrf_exempt
    def answer(request: HttpRequest, **place: int) -> HttpResponseBase:
        if request.method in ("POST", "PATCH") and request.content_type != JSON:
            return problem(415)
        door = importlib.import_module("tandem.exchange.api.door")
        response: HttpResponseBase = door.VIEWS[name](request, **place)
        return response

    return answer


def openapi(request: HttpRequest) -> JsonResponse:
    """The document of the API, for programs."""
    described = importlib.import_module("tandem.exchange.api.described")
    return JsonResponse(described.document())


def home(request: HttpRequest) -> HttpResponse:
    """The same for people, drawn from the document."""
    described = importlib.import_module("tandem.exchange.api.described")
    return page(request, "exchange/api/home.html", described.page_context())
