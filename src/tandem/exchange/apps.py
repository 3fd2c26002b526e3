from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "tandem.exchange"
    label = "exchange"

    def ready(self) -> None:
        from tandem.exchange import registrations  # noqa: PLC0415 models are there only now

        registrations.register()
