from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "tandem.office"
    label = "office"

    def ready(self) -> None:
        from tandem.office.registrations import register_all  # noqa: PLC0415 (models are ready only now)

        register_all()
