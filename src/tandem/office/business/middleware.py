from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from tandem.office.business.queries import reading_once, the_business

NEEDS_NO_BUSINESS = ("/static/", "/healthz")


class BusinessMiddleware:
    """Gives each request its business and shows times in the zone of the person, else of the business."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.business = SimpleLazyObject(the_business)  # type: ignore[attr-defined]
        if request.path.startswith(NEEDS_NO_BUSINESS):
            return self.get_response(request)
        with reading_once():
            zone = getattr(request.user, "zone", "") or the_business().zone
            with timezone.override(ZoneInfo(zone)):
                return self.get_response(request)
