from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MarketingConfig(AppConfig):
    name = "tandem.marketing"
    label = "marketing"
    verbose_name = _("Marketing")

    def ready(self) -> None:
        # Models can be read only now.
        from tandem.marketing.registrations import register_all  # noqa: PLC0415

        register_all()
