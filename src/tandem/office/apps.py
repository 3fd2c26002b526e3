from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "tandem.office"
    label = "office"
