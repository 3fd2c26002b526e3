"""Server time of pages, measured in process through the whole middleware, as a signed-in owner."""

import datetime
import re
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection, connections
from django.db.models import Count
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tandem.config.cli.bench_stages import EMAIL
from tandem.config.server import keep_what_was_loaded
from tandem.exchange.exports.actions import export
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.channels.models import Channel
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User

ONCE = re.compile(r'name="once" value="([^"]+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PARTS = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"')
BOOKKEEPING = ("BEGIN", "SAVEPOINT", "RELEASE")
WARM = 3


class Browser(Client):
    """Asks as a browser does: with compression and with the token of the form."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True, SERVER_NAME="localhost", HTTP_ACCEPT_ENCODING="gzip")
        self.force_login(User.objects.get(email=EMAIL))

    def body(self, response: HttpResponseBase) -> bytes:
        streamed = getattr(response, "streaming_content", None)
        return b"".join(streamed) if streamed is not None else response.content  # type: ignore[attr-defined]


class Queries:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        self.count += not sql.startswith(BOOKKEEPING)
        return execute(sql, *arguments)


@contextmanager
def counted() -> Any:
    queries = Queries()
    with connection.execute_wrapper(queries):
        yield queries


def percentile(times: list[float], part: float) -> float:
    return sorted(times)[min(int(len(times) * part), len(times) - 1)]


def told(times: list[float], queries: int) -> dict[str, float]:
    milliseconds = [one * 1000 for one in times]
    return {
        "p50_ms": round(percentile(milliseconds, 0.5), 2),
        "p95_ms": round(percentile(milliseconds, 0.95), 2),
        "queries": queries,
    }


def addresses() -> dict[str, str]:
    asked_most = Enquiry.objects.values("person").annotate(n=Count("pk")).order_by("-n", "person").first()
    owner = User.objects.order_by("pk").last()
    channel, campaign = Channel.objects.order_by("pk").first(), Campaign.objects.order_by("pk").first()
    months = reverse("together:months")
    return {
        "list": reverse("marketing:enquiries"),
        "list_page_100": reverse("marketing:enquiries") + "?page=100",
        "search": reverse("office:search") + "?q=nora.wren",
        "home": reverse("home"),
        "months": months,
        "months_filtered": f"{months}?owner={owner.pk if owner else 0}",
        "months_of_channel": f"{months}?channel={channel.pk if channel else 0}",
        "months_of_campaign": f"{months}?campaign={campaign.pk if campaign else 0}",
        "changed": reverse("together:changed"),
        "quality": reverse("together:quality"),
        "forecast": reverse("together:forecast"),
        "marketing_desk": reverse("marketing:desk"),
        "handover_inbox": reverse("handover:inbox"),
        "sales_board": reverse("sales:board"),
        "person": reverse("people:person", args=[asked_most["person"] if asked_most else 0]),
    }


def page_times(browser: Browser, url: str, repeats: int) -> dict[str, float]:
    for _again in range(WARM):
        answer = browser.get(url)
        if answer.status_code != 200:
            raise SystemExit(f"{url} answers {answer.status_code}")
    times, processor = [], []
    for _again in range(repeats):
        began, used = time.perf_counter(), time.thread_time()
        browser.get(url)
        times.append(time.perf_counter() - began)
        processor.append(time.thread_time() - used)
    with counted() as queries:
        browser.get(url)
    # What the page itself costs, also where others keep the machine busy.
    return {**told(times, queries.count), "cpu_p50_ms": round(percentile(processor, 0.5) * 1000, 2)}


class Capture:
    """Notes new enquiries by the form that people use."""

    def __init__(self, browser: Browser) -> None:
        self.browser, self.url, self.number = browser, reverse("marketing:capture"), 0
        html = browser.get(self.url, headers={"accept-encoding": "identity"}).content.decode()
        found = TOKEN.search(html)
        if not found or not ONCE.search(html):
            raise SystemExit("The capture page has no form to send.")
        self.token = found[1]

    def send(self) -> float:
        self.number += 1
        sent = {
            "csrfmiddlewaretoken": self.token,
            "once": f"bench-{time.perf_counter_ns()}",
            "who": f"Lea Bench {self.number} lea.bench.{time.perf_counter_ns()}@example.org",
            "door": "phone",
            "words": "Two armchairs, about 40 years old. What would it cost?",
        }
        body = urlencode(sent)
        # The page that a browser is led to shows what was said, and is not told of it again.
        self.browser.cookies.pop("messages", None)
        began = time.perf_counter()
        answer = self.browser.post(self.url, body, content_type="application/x-www-form-urlencoded")
        seconds = time.perf_counter() - began
        if answer.status_code not in (302, 303):
            raise SystemExit(f"Capturing an enquiry answers {answer.status_code}")
        return seconds


def create_times(capture: Capture, repeats: int) -> dict[str, float]:
    for _again in range(WARM):
        capture.send()
    times = [capture.send() for _again in range(repeats)]
    with counted() as queries:
        capture.send()
    return told(times, queries.count)


def create_while_exporting(capture: Capture) -> dict[str, float]:
    """One enquiry after the other, as long as a whole export runs in another thread of the server."""
    thread = threading.Thread(target=_export)
    times: list[float] = []
    thread.start()
    while thread.is_alive():
        times.append(capture.send())
        # People type; without a breath the export would never end.
        time.sleep(0.05)
    thread.join()
    return {**told(times, 0), "times": len(times)}


def _export() -> None:
    export(Path(settings.DATA) / "while-creating", at=datetime.datetime.now(datetime.UTC))
    connections.close_all()


def transferred(browser: Browser, url: str) -> dict[str, float]:
    """Kilobytes of a page with its styles and scripts, compressed, at the first visit."""
    html = browser.get(url, headers={"accept-encoding": "identity"}).content.decode()
    sizes = {"html": len(browser.body(browser.get(url))), "css": 0, "js": 0}
    for part in dict.fromkeys(PARTS.findall(html)):
        sizes[part.rpartition(".")[2]] += len(browser.body(browser.get(part)))
    found = {name: round(size / 1000, 1) for name, size in sizes.items()}
    return {**found, "total": round(sum(sizes.values()) / 1000, 1)}


def measured(*, repeats: int) -> dict[str, Any]:
    keep_what_was_loaded()
    browser = Browser()
    found: dict[str, Any] = {name: page_times(browser, url, repeats) for name, url in addresses().items()}
    capture = Capture(browser)
    found["create"] = create_times(capture, repeats)
    if repeats > 1:
        found["create_while_exporting"] = create_while_exporting(capture)
        found["kilobytes"] = transferred(browser, reverse("marketing:enquiries"))
    return found
