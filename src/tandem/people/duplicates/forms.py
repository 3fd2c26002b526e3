from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tandem.people.persons.models import Person

LABELS = {
    "name": _("Name"),
    "organisation": _("Organisation"),
    "place": _("Place"),
    "postcode": _("Postcode"),
    "about": _("About"),
}


@dataclass(frozen=True)
class Side:
    """One column of both persons; `field` is there where they differ and one must be chosen."""

    label: Any
    kept: str
    gone: str
    field: BoundField | None


class MergeForm(forms.Form):
    """For each column in which both know something different: whose is kept."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    other_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, kept: Person, gone: Person) -> None:
        super().__init__(data, initial={"version": kept.version, "other_version": gone.version})
        self.kept, self.gone = kept, gone
        for name, label in LABELS.items():
            ours, theirs = self.both(name)
            if ours and theirs and ours != theirs:
                self.fields[name] = forms.ChoiceField(
                    label=label,
                    choices=[("kept", ours), ("gone", theirs)],
                    initial="kept",
                    widget=forms.RadioSelect,
                    error_messages={"required": _("Choose one of the two.")},
                )

    def both(self, name: str) -> tuple[str, str]:
        return str(getattr(self.kept, name) or ""), str(getattr(self.gone, name) or "")

    def choices_shown(self) -> list[Side]:
        sides = []
        for name, label in LABELS.items():
            ours, theirs = self.both(name)
            if ours or theirs:
                sides.append(Side(label, ours, theirs, self[name] if name in self.fields else None))
        return sides

    def from_gone(self) -> list[str]:
        return [name for name in LABELS if self.cleaned_data.get(name) == "gone"]
