"""How two opportunities of one person become one."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

# Of the one that goes to the one that stays; returns what is needed to take it back, as JSON.
Move = Callable[[int, int], Any]
# From the one that stayed to the one that is there again, with what the move had returned.
Back = Callable[[int, int, Any], None]


class Worth(models.TextChoices):
    """What the one that stays is worth afterwards."""

    KEPT = "kept", _("Leave the amount as it is")
    BOTH = "both", _("Both amounts together")
