"""What a key may do, and what it looks like."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# Known at sight, for whoever finds one where it should not lie.
BEGINS = "tandem_"
# As much of a key as is shown afterwards: tells keys apart and opens nothing.
SHOWN = len(BEGINS) + 5


class Scope(models.TextChoices):
    """What a key opens; the role of the person it belongs to bounds it further."""

    READ = "read", _("Reads everything, changes nothing")
    WRITE = "write", _("Reads everything, changes what you may change")
    # A website's key lies on somebody else's server: who finds it there learns of nobody.
    ENQUIRIES = "enquiries", _("Only hands in enquiries, for a website; reads nothing")
