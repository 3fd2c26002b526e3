"""Secrets that must be read again, such as the password of a mailbox: encrypted with the secret key.

Whoever has the database alone (a backup, a stolen disk image of it) cannot read them.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class CannotOpen(Exception):
    """It was sealed with another secret key, or it was tampered with."""


def seal(secret: str) -> str:
    return _fernet().encrypt(secret.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """The secret as it was typed. Raises CannotOpen."""
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise CannotOpen from error


def _fernet() -> Fernet:
    # A key of its own: what is sealed here can never be taken for a signed cookie or a token.
    derived = HKDF(SHA256(), length=32, salt=None, info=b"tandem.office.tokens.sealing")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
