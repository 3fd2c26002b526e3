"""What marketing fills in to make a form and to change it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.forms.models import PublicForm
from tandem.marketing.forms.words import FieldKind, FormField, a_field, free_id
from tandem.people.organisations.words import one_line

SETTINGS = ("title", "intro", "button", "thanks", "name", "slug", "source", "medium")


class NewForm(forms.Form):
    name = forms.CharField(
        label=_("What is the form for?"),
        max_length=60,
        help_text=_(
            "Such as “Ask for a visit”. It becomes its heading and its address; both can be changed."
        ),
        error_messages={"required": _("A form needs a name, such as “Ask for a visit”.")},
    )
    campaign = forms.ModelChoiceField(
        label=_("Campaign"),
        queryset=Campaign.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("Who asks by the form is counted there."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_campaigns(self)

    @property
    def slug(self) -> str:
        """The address that follows from the name; with a number where another form has it."""
        plain = slugify(self.cleaned_data["name"])[:50].strip("-") or "form"
        taken = set(PublicForm.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
        numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
        return next(one for one in (plain, *numbered) if one not in taken)


class SettingsForm(forms.Form):
    """Everything about a form but its fields."""

    title = forms.CharField(label=_("Heading"), max_length=120)
    intro = forms.CharField(
        label=_("What stands above the fields"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    button = forms.CharField(label=_("On the button"), max_length=40)
    thanks = forms.CharField(
        label=_("What they read after sending"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Say when you will answer, if you keep to it."),
    )
    name = forms.CharField(label=_("Name, for you"), max_length=120)
    slug = forms.CharField(
        label=_("Address"),
        max_length=60,
        help_text=_("Changing it breaks links that you gave out already."),
    )
    campaign = forms.ModelChoiceField(
        label=_("Campaign"), queryset=Campaign.objects.none(), required=False, empty_label=_("None")
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=80,
        required=False,
        help_text=_("Where they found us, such as “Local paper”. A link that says more counts first."),
    )
    medium = forms.CharField(label=_("Medium"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_campaigns(self)

    def columns(self) -> dict[str, Any]:
        campaign = self.cleaned_data["campaign"]
        lines = {name: self.cleaned_data[name] for name in SETTINGS}
        lines |= {name: one_line(lines[name]) for name in ("source", "medium", "name", "title", "button")}
        return {**lines, "campaign_id": campaign.pk if campaign else None}


def offer_campaigns(form: forms.Form) -> None:
    field = form.fields["campaign"]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = Campaign.objects.order_by("-starts_on", "name")


def settings_of(form: PublicForm) -> dict[str, Any]:
    return {**{name: getattr(form, name) for name in SETTINGS}, "campaign": form.campaign_id}


def fields_from(given: Mapping[str, str], fields: Sequence[FormField]) -> list[FormField]:
    """The fields as they were typed over, in their order."""
    return [typed_over(one, given) for one in fields]


def typed_over(one: FormField, given: Mapping[str, str]) -> FormField:
    # A field that the page did not hold was added by somebody else meanwhile; the version tells that.
    label, hint = given.get(f"{one.id}-label", one.label), given.get(f"{one.id}-hint", one.hint)
    lines = given.get(f"{one.id}-choices", one.choices_text).splitlines()
    return replace(
        one,
        label=one_line(label),
        hint=one_line(hint)[:200],
        required=f"{one.id}-required" in given,
        choices=tuple(dict.fromkeys(filter(None, map(one_line, lines)))) if one.takes_choices else (),
        use=given.get(f"{one.id}-use", one.use) if one.kind == FieldKind.CONSENT else "",
    )


def moved(fields: list[FormField], step: str, kind: str) -> list[FormField]:
    """What the pressed button does to the fields: add, f3-up, f3-down or f3-remove."""
    if step == "add":
        return [*fields, a_field(kind, id=free_id(fields))] if kind in FieldKind.values else fields
    name, _dash, verb = step.partition("-")
    place = next((number for number, one in enumerate(fields) if one.id == name), None)
    if place is None:
        return fields
    rest = [one for one in fields if one.id != name]
    if verb == "remove":
        return rest
    beside = place + {"up": -1, "down": 1}.get(verb, 0)
    beside = min(max(beside, 0), len(rest))
    return [*rest[:beside], fields[place], *rest[beside:]]
