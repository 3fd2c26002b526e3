from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OffersConfig(AppConfig):
    name = "tandem.offers"
    label = "offers"
    verbose_name = _("What we sell")

    def ready(self) -> None:
        # Only now are the models there.
        from tandem.offers.registrations import register_all  # noqa: PLC0415

        register_all()
