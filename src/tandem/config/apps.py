from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "tandem.config"
    label = "config"

    def ready(self) -> None:
        # Models are ready only now.
        from tandem.config.first_run.checklist import checklist  # noqa: PLC0415
        from tandem.config.first_run.sample_start import KIND, make_sample  # noqa: PLC0415
        from tandem.office.jobs.actions import register as register_job  # noqa: PLC0415
        from tandem.ui import slots  # noqa: PLC0415

        slots.register("home.checklist", checklist)
        register_job(KIND, make_sample)
