from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _

from tandem.office.changes.words import Stale
from tandem.ui.figures import money_words
from tandem.ui.moments import when_words

MINOR = "_minor"


@dataclass(frozen=True)
class BothValues:
    """One column as it stands now and as it was asked to be."""

    label: str
    current: str
    wanted: str

    @property
    def differs(self) -> bool:
        return self.current != self.wanted


def listed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def shown(row: models.Model, name: str, value: Any) -> str:
    try:
        field = row._meta.get_field(name)
    except FieldDoesNotExist:
        return str(value)
    if isinstance(value, dict):
        # In the order of their names: PostgreSQL keeps none.
        return ", ".join(f"{key}: {listed(one)}" for key, one in sorted(value.items()) if one)
    if isinstance(value, list):
        return listed(value)
    if value is None:
        return ""
    choices = dict(getattr(field, "flatchoices", None) or [])
    return str(choices[value]) if value in choices else told(row, name, value)


def told(row: models.Model, name: str, value: Any) -> str:
    """As one reads it on a page: an amount with its currency, a day by its name, yes or no."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    currency = getattr(row, "currency", "")
    if name.endswith(MINOR) and currency and isinstance(value, int):
        return money_words(value, currency, exact=True)
    if isinstance(value, datetime) or type(value) is date:
        return when_words(value)
    return str(value)


def both_versions(stale: Stale) -> list[BothValues]:
    """The columns of a lost race, side by side, so that nothing that was typed is thrown away."""
    row = stale.current
    rows = []
    for name, wanted in stale.wanted.items():
        field = row._meta.get_field(name)
        label = str(getattr(field, "verbose_name", name))
        rows.append(
            BothValues(
                label[:1].upper() + label[1:], shown(row, name, getattr(row, name)), shown(row, name, wanted)
            )
        )
    return rows
