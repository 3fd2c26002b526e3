from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "tandem.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        # Only now are the models there.
        from tandem.people.registrations import register_all  # noqa: PLC0415

        register_all()
