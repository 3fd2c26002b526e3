from types import SimpleNamespace

from django.contrib.messages import get_messages
from django.contrib.messages.middleware import MessageMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django_htmx.middleware import HtmxMiddleware

from tandem.ui.middleware import VaryOnHtmx
from tandem.ui.pages import done, page
from tandem.ui.toasts import toast_of


def asked(method: str = "get", **headers: str) -> HttpRequest:
    request = getattr(RequestFactory(), method)("/ui/", headers=headers)
    MessageMiddleware(lambda request: HttpResponse()).process_request(request)
    HtmxMiddleware(lambda request: HttpResponse())(request)
    return request


def test_a_browser_gets_the_page_and_htmx_its_part() -> None:
    whole = page(asked(), "ui/parts.html", {"a": 1}, status=422, partial="dialog")
    part = page(asked(HX_Request="true"), "ui/parts.html", partial="dialog")

    assert whole.template_name == "ui/parts.html"
    assert whole.status_code == 422
    assert not whole.is_rendered
    assert part.template_name == "ui/parts.html#dialog"


def test_a_boosted_link_and_the_history_get_the_whole_page() -> None:
    boosted = page(asked(HX_Request="true", HX_Boosted="true"), "ui/parts.html", partial="dialog")
    history = asked(HX_Request="true", HX_History_Restore_Request="true")

    assert boosted.template_name == "ui/parts.html"
    assert page(history, "ui/parts.html", partial="dialog").template_name == "ui/parts.html"


def test_done_goes_on_and_leaves_a_toast_with_its_undo() -> None:
    request = asked("post")

    response = done(request, "/people/", "Priya is with sales now", undo=SimpleNamespace(pk=7))

    assert (response.status_code, response["Location"]) == (303, "/people/")
    [message] = get_messages(request)
    toast = toast_of(message)
    assert toast.sentence == "Priya is with sales now"
    assert toast.undo_url == reverse("office:undo", args=[7])


def test_done_without_undo_leaves_only_the_sentence() -> None:
    request = asked("post")

    done(request, "/people/", "Saved.")

    [message] = get_messages(request)
    assert toast_of(message).undo_url == ""


def test_htmx_is_sent_to_the_next_page_by_its_own_header() -> None:
    response = done(asked("post", HX_Request="true"), "/people/", "Saved.")

    assert (response.status_code, response["HX-Redirect"]) == (200, "/people/")


def test_caches_keep_page_and_part_apart_and_the_header_stands_once() -> None:
    answered = HttpResponse(headers={"Vary": "HX-Request, Cookie"})

    response = VaryOnHtmx(lambda request: answered)(asked())

    assert response["Vary"] == "HX-Request, Cookie"
    assert VaryOnHtmx(lambda request: HttpResponse())(asked())["Vary"] == "HX-Request"
