from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _

from tandem.office.passkeys.queries import place_of


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Passkeys are kept for the address that the settings name, whatever a request claims."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That code is not right. Look at the newest one, and type it once more."),
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": place_of(context.request).name, "name": "Tandem"}
