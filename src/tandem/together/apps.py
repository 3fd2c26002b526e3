from django.apps import AppConfig


class TogetherConfig(AppConfig):
    name = "tandem.together"
    label = "together"
