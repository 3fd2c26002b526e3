from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "tandem.handover"
    label = "handover"
