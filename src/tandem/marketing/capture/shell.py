"""The page that a phone keeps for when there is no signal, and the worker that brings it: one version."""

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse

from tandem.marketing.capture.forms import CatchForm

FOLDER = "marketing/capture/"
OWN = ("event.css", "queue.js", "event.js", "worker.js")
ASKED_FOR = re.compile(r'(?:href|src)="(/static/[^"]+)"')


@cache
def text_of(path: str) -> str:
    found = finders.find(path)
    if not isinstance(found, str):
        raise FileNotFoundError(path)
    return Path(found).read_text()


@cache
def version() -> str:
    """Stands in the addresses of our files, so that a new page never runs with an old script."""
    return digest_of(*(text_of(FOLDER + name) for name in OWN))


def digest_of(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def page_context() -> dict[str, Any]:
    """What the page needs, whether a campaign stands in it or the phone puts one in."""
    return {"version": version(), "form": CatchForm(), "worker_url": reverse("capture:worker")}


@cache
def shell_page() -> str:
    """The page without a campaign and without anybody's name: nothing in it is worth stealing."""
    return render_to_string("marketing/capture/event.html", page_context())


@cache
def worker_script() -> str:
    files = sorted(set(ASKED_FOR.findall(shell_page())))
    contents = [text_of(file.removeprefix("/static/").partition("?")[0]) for file in files]
    settings = {
        "version": digest_of(version(), shell_page(), *contents),
        "shell": reverse("capture:shell"),
        "files": files,
    }
    parts = [f"const SHELL = {json.dumps(settings)};", text_of(FOLDER + "queue.js")]
    return "\n".join([*parts, text_of(FOLDER + "worker.js")])
