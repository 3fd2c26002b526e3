from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from tandem.config.first_run.queries import is_claimed
from tandem.ui.pages import page

# The API tells nothing without a key, and there are none yet.
OPEN_TO_ALL = ("/start/", "/healthz", "/static/", "/api/")


class UnclaimedMiddleware:
    """While nobody owns the site, nothing of it is shown but where the owner's link stands."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(OPEN_TO_ALL) or request.user.is_authenticated or is_claimed():
            return self.get_response(request)
        return page(request, "config/first_run/unclaimed.html", status=403).render()
