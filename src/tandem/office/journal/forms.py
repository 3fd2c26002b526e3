from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.office.accounts.models import User
from tandem.office.journal.queries import BY_TANDEM
from tandem.office.journal.words import AREAS

ALL = "all"


class FilterForm(forms.Form):
    area = forms.ChoiceField(label=_("Where"), choices=[(ALL, _("everywhere")), *AREAS.items()], initial=ALL)
    by = forms.ChoiceField(label=_("Who"), initial=ALL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(pk), name) for pk, name in User.objects.values_list("pk", "name")]
        self.fields["by"].choices = [(ALL, _("everybody")), *people, (BY_TANDEM, _("Tandem itself"))]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """What is asked for; a value that is no choice asks for nothing."""
        if not self.is_bound:
            return {}
        self.is_valid()
        asked = {name: self.cleaned_data.get(name, ALL) for name in self.fields}
        return {name: "" if value == ALL else value for name, value in asked.items()}
