from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandoverConfig(AppConfig):
    name = "tandem.handover"
    label = "handover"
    verbose_name = _("Handover")

    def ready(self) -> None:
        # Models can be read only now.
        from tandem.handover.registrations import register_all  # noqa: PLC0415

        register_all()
