"""What a browser sends of a passkey. It comes from strangers, so all of it is read before it is believed."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, CollectedClientData, RegistrationResponse

from tandem.office.passkeys.asking import one_try
from tandem.office.passkeys.queries import place_of
from tandem.office.passkeys.words import (
    ELSEWHERE,
    LONGEST_CREDENTIAL,
    LONGEST_NAME,
    NOT_KEPT,
    NOT_TAKEN,
    UNREADABLE,
)

Given = dict[str, Any]


def read_made(given: Given) -> CollectedClientData:
    """A new passkey that we shall be able to check later."""
    said = RegistrationResponse.from_dict(given).response
    made = said.attestation_object.auth_data.credential_data
    if made is None:
        raise ValueError("no key")
    # A key that cannot say no to this could not say yes later either.
    with suppress(InvalidSignature):
        made.public_key.verify(b"what was asked", b"no signature")
    return said.client_data


def read_signed(given: Given) -> CollectedClientData:
    return AuthenticationResponse.from_dict(given).response.client_data


class CredentialField(forms.CharField):
    """The answer of a browser: whole, short, and given at this very address."""

    widget = forms.HiddenInput

    def __init__(self, read: Callable[[Given], CollectedClientData]) -> None:
        super().__init__(max_length=LONGEST_CREDENTIAL)
        self.read = read

    def clean(self, value: Any) -> Given:
        try:
            given: Given = json.loads(super().clean(value))
            origin = self.read(given).origin
        # Its parts raise whatever their bytes lead them to, and the bytes are a stranger's.
        except Exception as error:
            raise ValidationError(UNREADABLE) from error
        if origin != place_of(context.request).origin:
            raise ValidationError(ELSEWHERE)
        return given


class OneTry(forms.Form):
    """What was signed is looked at once, whatever comes of it."""

    def full_clean(self) -> None:
        if not self.is_bound:
            super().full_clean()
            return
        with one_try(context.request):
            super().full_clean()


class PasskeyForm(OneTry):
    """A new passkey."""

    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        help_text=_("So that you know it again: the telephone, the laptop, the key on your ring."),
    )
    credential = CredentialField(read_made)

    def clean(self) -> Given:
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                auth.complete_registration(cleaned["credential"])
            except ValidationError as error:
                raise ValidationError(NOT_KEPT) from error
        return cleaned


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)


class Signed(OneTry):
    """allauth checks what was signed; what it says of that are our words."""

    credential = CredentialField(read_signed)

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except ValidationError as error:
            if error.code == "incorrect_code":
                raise ValidationError(NOT_TAKEN) from error
            raise


class SignInForm(Signed, LoginWebAuthnForm):  # type: ignore[misc]
    """Nobody has said who they are: the passkey does."""


class SecondStepForm(Signed, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """After the password."""


class OnceMoreForm(Signed, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Before something that changes how one signs in."""
