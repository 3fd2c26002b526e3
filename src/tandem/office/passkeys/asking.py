"""What a passkey is asked to sign: it is good for one try, within five minutes.

allauth keeps it in the session, for as long as that, until it was signed rightly. When it was asked is kept
beside it; what has no such time beside it is too old.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from allauth.mfa.webauthn.internal import auth
from django.http import HttpRequest

ASKED_AT = "office.passkeys.asked_at"
GOOD_FOR = 5 * 60


def asked(request: HttpRequest) -> None:
    """Something to sign has just gone to the browser."""
    request.session[ASKED_AT] = time.time()


@contextmanager
def one_try(request: HttpRequest) -> Iterator[None]:
    """While an answer is looked at. Whatever comes of it, the next one has to be asked for anew."""
    since = time.time() - request.session.pop(ASKED_AT, 0)
    if not 0 <= since <= GOOD_FOR:
        auth.clear_state()
    try:
        yield
    finally:
        auth.clear_state()
