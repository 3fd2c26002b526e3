import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tandem.handover.agreement.models import Agreement
from tandem.handover.passing.models import Passing
from tandem.handover.passing.queries import Shown, sellers
from tandem.handover.passing.words import TickState
from tandem.office.accounts.models import User
from tandem.sales.needs.forms import NeedField


class TicksForm(forms.Form):
    """One question for each sentence of the agreement, and who takes it on."""

    owner = forms.ModelChoiceField(
        label=_("Who takes it on?"), queryset=User.objects.none(), required=False, empty_label=None
    )

    def __init__(self, *args: Any, ticks: list[Shown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticks = ticks
        owner = self.fields["owner"]
        if isinstance(owner, forms.ModelChoiceField):
            owner.queryset = User.objects.filter(pk__in=[seller.pk for seller in sellers()]).order_by(
                "name", "pk"
            )
        for tick in ticks:
            self.fields[f"tick_{tick.criterion_id}"] = forms.ChoiceField(
                label=tick.words,
                choices=TickState.choices,
                initial=tick.state,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"known_{tick.criterion_id}"] = forms.CharField(
                label=_("What we know"), initial=tick.known, required=False, max_length=200
            )

    def questions(self) -> list[dict[str, Any]]:
        """Each sentence with its answer and what we know, for the template."""
        return [
            {
                "tick": tick,
                "state": self[f"tick_{tick.criterion_id}"],
                "known": self[f"known_{tick.criterion_id}"],
            }
            for tick in self.ticks
        ]

    def answers(self) -> dict[int, tuple[str, str]]:
        """As `save_ticks` takes them; a question that was not sent keeps its answer."""
        told = self.cleaned_data
        return {
            tick.criterion_id: (
                told.get(f"tick_{tick.criterion_id}") or tick.state,
                told.get(f"known_{tick.criterion_id}", tick.known),
            )
            for tick in self.ticks
            if f"tick_{tick.criterion_id}" in self.data
        }


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pick a reason: it is what marketing learns from.")},
    )
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=250, widget=forms.Textarea(attrs={"rows": 2})
    )
    unmet_need = NeedField()
    nurture_until = forms.DateField(
        label=_("Come back to them on"),
        required=False,
        help_text=_("Leave it empty if there is no good day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("We can’t read that date. Try 2026-12-18.")},
    )

    def __init__(self, *args: Any, passing: Passing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = reasons_of(passing.agreement)
        choice = self.fields["reason"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(reason, reason) for reason in reasons]

    def clean_nurture_until(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["nurture_until"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError(_("That day is over. Try one that is still to come."))
        return day


def reasons_of(agreement: Agreement | None) -> list[str]:
    return list(agreement.decline_reasons) if agreement else []


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(queryset=User.objects.filter(is_active=True))


class JoinForm(forms.Form):
    opportunity = forms.IntegerField(min_value=1, max_value=2**63 - 1)
