from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SalesConfig(AppConfig):
    name = "tandem.sales"
    label = "sales"
    verbose_name = _("Sales")

    def ready(self) -> None:
        # Only now are the models there.
        from tandem.sales.registrations import register_all  # noqa: PLC0415

        register_all()
