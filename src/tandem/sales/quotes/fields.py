"""How many, as people type it."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as __

QUANTITY = re.compile(r"(\d{1,6})(?:([.,])(\d{1,3}))?")


class QuantityField(forms.CharField):
    """How many: 6, 2.5 or 2,5. The value is a decimal."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Decimal | None:
        typed = super().clean(value).replace(" ", "")
        if not typed:
            return None
        found = QUANTITY.fullmatch(typed)
        if found is None:
            raise ValidationError(__("We can’t read that number. Try 6 or 2.5."))
        whole, mark, part = found.groups()
        if mark == "," and len(part) == 3:
            sentence = __("“%(typed)s” can mean two numbers. Type %(one)s or %(other)s.")
            said = {"typed": typed, "one": f"{whole}{part}", "other": f"{whole}.{part}"}
            raise ValidationError(sentence % said)
        quantity = Decimal(f"{whole}.{part or 0}")
        if not quantity:
            raise ValidationError(__("How many is more than nought. Take the line out instead."))
        return quantity.normalize()
