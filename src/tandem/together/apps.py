from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TogetherConfig(AppConfig):
    name = "tandem.together"
    label = "together"
    verbose_name = _("Together")

    def ready(self) -> None:
        # Only now are the models there.
        from tandem.together.registrations import register_all  # noqa: PLC0415

        register_all()
