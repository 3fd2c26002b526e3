from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.money.codes import ACTIVE
from tandem.office.business import places
from tandem.office.business.hours import Week
from tandem.office.business.models import Business, ClosedDay
from tandem.office.business.words import TRADES, WEEKDAYS, Unreadable, read_stretches, stretches_words

DAY_FIELDS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class WeekForm(forms.Form):
    """The working hours, a line a day, as one writes them on the door."""

    def __init__(self, *args: Any, week: Week, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, day in zip(DAY_FIELDS, WEEKDAYS, week, strict=True):
            self.fields[name] = forms.CharField(
                label=label,
                required=False,
                max_length=80,
                initial=stretches_words(day),
                widget=forms.TextInput(attrs={"placeholder": _("closed"), "autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in DAY_FIELDS:
            try:
                data[f"{name}_stretches"] = read_stretches(data.get(name) or "")
            except Unreadable:
                self.add_error(name, _("We can’t read that. Try 9:00 to 17:00."))
        if not self.errors and not any(data[f"{name}_stretches"] for name in DAY_FIELDS):
            self.add_error("monday", _("Give at least one day with working hours: the promises run in them."))
        return data

    def week(self) -> Week:
        return tuple(self.cleaned_data[f"{name}_stretches"] for name in DAY_FIELDS)


class BusinessForm(forms.ModelForm[Business]):
    class Meta:
        model = Business
        fields = ["name", "trade", "country", "subdivision", "currency", "zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["trade"] = forms.ChoiceField(label=_("Trade"), choices=[*TRADES.items()])
        self.fields["country"] = forms.ChoiceField(label=_("Country"), choices=[*places.countries().items()])
        self.fields["currency"] = forms.ChoiceField(
            label=_("Currency"),
            choices=[(code, code) for code in sorted(ACTIVE)],
            help_text=_("All sums are counted in it."),
        )
        self.fields["zone"] = forms.ChoiceField(
            label=_("Time zone"),
            choices=[(zone, zone.replace("_", " ")) for zone in places.zones()],
            help_text=_("It decides when a day begins."),
        )
        parts = places.subdivisions(self.data.get("country") or self.instance.country)
        if parts:
            self.fields["subdivision"] = forms.ChoiceField(
                label=_("Part of the country"),
                required=False,
                choices=[("", _("the whole country")), *sorted(parts.items(), key=lambda part: part[1])],
                help_text=_("For its public holidays."),
            )
        else:
            del self.fields["subdivision"]

    def columns(self) -> dict[str, Any]:
        return {"subdivision": "", **self.cleaned_data}


class ClosedDayForm(forms.ModelForm[ClosedDay]):
    class Meta:
        model = ClosedDay
        fields = ["day", "words"]
        widgets = {"day": forms.DateInput(attrs={"type": "date"})}
        error_messages = {"day": {"invalid": _("We can’t read that date. Try 18 Dec 2026.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].input_formats = ["%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%d/%m/%Y", "%d.%m.%Y"]  # type: ignore[attr-defined]

    def validate_unique(self) -> None:
        """The action says it, in its own words."""
