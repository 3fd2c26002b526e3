from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "tandem.exchange"
    label = "exchange"
