from django.db import models


class Leaning(models.TextChoices):
    """Whether what marketing passes and what sales can look after are in balance."""

    BALANCED = "balanced"
    STARVED = "starved"
    FLOODED = "flooded"
    NOT_AGREED = "not_agreed"
