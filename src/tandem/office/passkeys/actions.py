"""One's own passkeys: each acts on the own account only, so there is nobody to ask."""

import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from tandem.office.accounts.models import User
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.passkeys.queries import rows_of
from tandem.office.passkeys.words import GONE, KNOWN, LONGEST_NAME


@transaction.atomic
def add_passkey(*, name: str, credential: dict[str, Any], by: User, at: datetime.datetime) -> bool:
    """Keep a passkey whose making was checked (forms). True where spare codes were made with it.

    With a passkey the password alone opens nothing any more: there must be a way for a day without it.
    """
    User.objects.select_for_update().get(pk=by.pk)
    if any(row.data["credential"]["rawId"] == credential["rawId"] for row in rows_of(by)):
        raise Refused(KNOWN)
    added = WebAuthn.add(by, named(name), credential).instance
    record(by=by, at=at, verb="office.passkey.added", row=added)
    codes = Authenticator.objects.filter(user=by, type=Authenticator.Type.RECOVERY_CODES)
    if codes.exists():
        return False
    RecoveryCodes.activate(by)
    return True


@transaction.atomic
def rename_passkey(*, pk: int, name: str, by: User, at: datetime.datetime) -> None:
    row = _own(pk, by)
    before, after = row.data["name"], named(name)
    if before == after:
        return
    row.data["name"] = after
    row.save(update_fields=["data"])
    record(
        by=by,
        at=at,
        verb="office.passkey.renamed",
        row=row,
        before={"name": before},
        after={"name": after},
    )


@transaction.atomic
def remove_passkey(*, pk: int, by: User, at: datetime.datetime) -> None:
    """It opens nothing from now on. Spare codes go with the last thing that they stand in for."""
    row = _own(pk, by)
    record(by=by, at=at, verb="office.passkey.removed", row=row)
    row.delete()
    rest = Authenticator.objects.filter(user=by)
    if not rest.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        rest.delete()


def named(name: str) -> str:
    return " ".join(name.replace("\x00", "").split())[:LONGEST_NAME]


def _own(pk: int, by: User) -> Authenticator:
    row = rows_of(by).select_for_update().filter(pk=pk).first()
    if row is None:
        raise Refused(GONE)
    return row
