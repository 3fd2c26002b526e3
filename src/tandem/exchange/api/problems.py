"""A problem as an answer: application/problem+json with a sentence that a person understands."""

import json
from typing import Any

from django.http import HttpResponse, HttpResponseBase

from tandem.exchange.api.words import PROBLEM_JSON, ROOT, SENTENCES, TITLES

KEPT_HEADERS = ("Allow", "Retry-After")


def problem(status: int, sentence: Any = "", **more: Any) -> HttpResponse:
    told = {
        "type": f"{ROOT}#problem-{status}",
        "title": str(TITLES.get(status, "")),
        "status": status,
        "detail": str(sentence or SENTENCES.get(status, "")),
        **more,
    }
    headers = {"WWW-Authenticate": 'Bearer realm="Tandem"'} if status == 401 else {}
    body = json.dumps(told, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type=PROBLEM_JSON, headers=headers)


def as_problem(response: HttpResponseBase) -> HttpResponseBase:
    """Whatever else in the house refused a request for the API, it is refused as the API refuses."""
    if response.status_code < 400 or response.headers.get("Content-Type", "") == PROBLEM_JSON:
        return response
    status = response.status_code if response.status_code in TITLES else 400
    told = problem(status)
    for name in KEPT_HEADERS:
        if name in response.headers:
            told.headers[name] = response.headers[name]
    return told
