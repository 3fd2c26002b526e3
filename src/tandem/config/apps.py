from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "tandem.config"
    label = "config"

    def ready(self) -> None:
        from tandem.config.first_run.checklist import checklist  # noqa: PLC0415 (models are ready only now)
        from tandem.ui import slots  # noqa: PLC0415

        slots.register("home.checklist", checklist)
