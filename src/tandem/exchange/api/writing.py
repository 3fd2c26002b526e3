"""A write over the API: one transaction, one effect however often it is sent, and no lost update."""

import datetime
import hashlib
import re
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import BaseModel

from tandem.exchange.api.models import KeyedWrite
from tandem.exchange.api.words import JSON, LONGEST_IDEMPOTENCY_KEY, Problem
from tandem.office.changes.actions import plain
from tandem.office.changes.words import Stale

ENTITY_TAG = re.compile(r'"(\d{1,9})"')


def answer(shown: BaseModel, *, status: int = 200, version: int | None = None) -> HttpResponse:
    response = HttpResponse(shown.model_dump_json(), status=status, content_type=JSON)
    if version is not None:
        response.headers["ETag"] = f'"{version}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def seen_version(request: HttpRequest, in_body: int | None) -> int:
    """The version that the other program saw, from If-Match or from the body."""
    header = request.headers.get("If-Match", "").strip()
    if header:
        if found := ENTITY_TAG.fullmatch(header):
            return int(found.group(1))
        raise Problem(400, _('If-Match must be the ETag of one version, such as "3".'))
    if in_body is None:
        raise Problem(428, _("Send the version that you saw, in the body or as If-Match."))
    return in_body


def written(
    request: HttpRequest,
    *,
    act: Callable[[datetime.datetime], int],
    show: Callable[[int], Any],
    status: int = 200,
    row: int | None = None,
) -> HttpResponse:
    """Does `act(at)`, which gives the key of the row it was about, and answers with `show(key)`.

    Whatever makes a row wants an Idempotency-Key, as nobody can tell two equal rows from one sent twice.
    """
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key and status == 201:
        raise Problem(
            400,
            _("Send a header Idempotency-Key: new for each thing you hand in, the same when you repeat it."),
        )
    if len(key) > LONGEST_IDEMPOTENCY_KEY:
        raise Problem(400, _("An Idempotency-Key has 255 characters at most."))
    try:
        found, repeated = once(request, key, act)
    except Stale as stale:
        raise lost_race(stale, show(row) if row else None) from None
    shown = show(found)
    response = answer(shown, status=status, version=getattr(shown, "version", None))
    if status == 201:
        response.headers["Location"] = f"{request.path}/{found}"
    if repeated:
        response.headers["Idempotency-Replayed"] = "true"
    return response


def once(request: HttpRequest, key: str, act: Callable[[datetime.datetime], int]) -> tuple[int, bool]:
    """The key of the row, and whether this very request was answered before."""
    at = timezone.now()
    # The whole body is read here, before the transaction: a slow sender must not hold the database.
    digest = digest_of(request) if key else ""
    with transaction.atomic():
        if not key:
            return act(at), False
        kept = claimed(request, key, digest, at)
        if kept is None:
            return repeated_of(request, key, digest), True
        kept.row_id = act(at)
        kept.save(update_fields=["row_id"])
        return kept.row_id, False


def claimed(request: HttpRequest, key: str, digest: str, at: datetime.datetime) -> KeyedWrite | None:
    """The new row of this key, or None where it was sent before. Waits for one that is still at work."""
    try:
        with transaction.atomic():
            return KeyedWrite.objects.create(
                api_key=request.api_key,  # type: ignore[attr-defined]
                key_digest=hashlib.sha256(key.encode()).hexdigest(),
                request_digest=digest,
                sent_at=at,
            )
    except IntegrityError:
        return None


def repeated_of(request: HttpRequest, key: str, digest: str) -> int:
    kept = KeyedWrite.objects.get(
        api_key=request.api_key,  # type: ignore[attr-defined]
        key_digest=hashlib.sha256(key.encode()).hexdigest(),
    )
    if kept.request_digest != digest:
        raise Problem(
            422,
            _("This Idempotency-Key came before with something else. Nothing was changed; take a new one."),
        )
    return int(kept.row_id or 0)


def digest_of(request: HttpRequest) -> str:
    parts = [request.method or "", request.path, request.headers.get("If-Match", "")]
    return hashlib.sha256("\x1f".join(parts).encode() + b"\x1f" + request.body).hexdigest()


def lost_race(stale: Stale, current: Any) -> Problem:
    """Both versions, so that nothing that the other program knew is thrown away."""
    wanted = {name: plain(value) for name, value in stale.wanted.items()}
    shown = current.model_dump(mode="json") if current is not None else None
    return Problem(409, "", {"current": shown, "wanted": wanted})
