from typing import Any

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from tandem.sales.checks.models import StageCheck
from tandem.sales.checks.words import BUILT_IN, LONGEST_CHECK, MOST_OF_ONES_OWN, CheckKind


class ChecksForm(forms.Form):
    """What must be true before an opportunity enters a stage: four to tick, five lines of one's own."""

    built_in = forms.MultipleChoiceField(
        label=_("Tandem sees for itself"),
        choices=[(kind.value, kind.label) for kind in BUILT_IN],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, checks: list[StageCheck], **kwargs: Any) -> None:
        own = [check.words for check in checks if check.kind == CheckKind.OWN]
        initial: dict[str, Any] = {
            "built_in": [check.kind for check in checks if check.kind != CheckKind.OWN]
        }
        initial |= {f"own_{place}": words for place, words in enumerate(own, start=1)}
        super().__init__(*args, **{**kwargs, "initial": initial})
        for place in range(1, MOST_OF_ONES_OWN + 1):
            self.fields[f"own_{place}"] = forms.CharField(
                label=__("In your own words, %(place)d") % {"place": place},
                max_length=LONGEST_CHECK,
                required=False,
            )

    @property
    def own(self) -> list[str]:
        return [self.cleaned_data[f"own_{place}"] for place in range(1, MOST_OF_ONES_OWN + 1)]
