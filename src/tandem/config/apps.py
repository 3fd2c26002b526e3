from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "tandem.config"
    label = "config"
