from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.links.models import Place, TrackedLink
from tandem.marketing.links.words import LONGEST_TAG, LONGEST_TARGET, PlaceKind, Tags
from tandem.office.changes.words import Refused


class RefusingForm(forms.Form):
    def refuse(self, refused: Refused) -> None:
        self.add_error(refused.field if refused.field in self.fields else None, refused.sentence)


class LinkForm(RefusingForm):
    name = forms.CharField(
        label=_("What is it called?"),
        max_length=80,
        help_text=_("For you alone, such as “November newsletter”."),
        error_messages={"required": _("A link needs a name, such as “November newsletter”.")},
    )
    target = forms.CharField(
        label=_("Where does it lead?"),
        max_length=LONGEST_TARGET,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://", "autocomplete": "off"}),
        help_text=_("The page of yours that people shall see."),
        error_messages={
            "required": _("Write the whole address, from https:// on, as it stands in the browser.")
        },
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=LONGEST_TAG,
        required=False,
        help_text=_("Whose it is: newsletter, the-herald"),
    )
    medium = forms.CharField(
        label=_("Medium"),
        max_length=60,
        required=False,
        help_text=_("What it is: email, print, social, event"),
    )
    tag = forms.CharField(label=_("Campaign"), max_length=LONGEST_TAG, required=False)
    content = forms.CharField(
        label=_("Content"),
        max_length=LONGEST_TAG,
        required=False,
        help_text=_("Where two links of one newsletter differ: picture, button"),
    )
    term = forms.CharField(
        label=_("Term"),
        max_length=LONGEST_TAG,
        required=False,
        help_text=_("For adverts: the words that were searched"),
    )

    def tags(self) -> Tags:
        given = self.cleaned_data
        return Tags(
            source=given["source"],
            medium=given["medium"],
            campaign=given["tag"],
            content=given["content"],
            term=given["term"],
        )

    def columns(self) -> dict[str, Any]:
        return {"name": self.cleaned_data["name"], "target": self.cleaned_data["target"], "tags": self.tags()}


class PlaceForm(RefusingForm):
    kind = forms.ChoiceField(label=_("What kind of place?"), choices=PlaceKind.choices)
    name = forms.CharField(
        label=_("Which one?"),
        max_length=80,
        required=False,
        help_text=_("Such as “Stand 12” or “Window in Mill Lane”."),
    )
    sentence = forms.CharField(
        label=_("Sentence above the code"),
        max_length=120,
        required=False,
        help_text=_("One sentence says why to scan, such as “Ask us about your chair”."),
    )
    link = forms.ModelChoiceField(
        label=_("Where does the code lead while there is no form?"),
        queryset=TrackedLink.objects.none(),
        required=False,
        empty_label=_("To a short note that you are glad to hear from them"),
    )

    def __init__(self, *args: Any, campaign: Campaign, place: Place | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        links = TrackedLink.objects.filter(campaign=campaign, put_away_at=None)
        if place is not None and place.link_id:
            links = links | TrackedLink.objects.filter(pk=place.link_id)
        field = self.fields["link"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = links.order_by("pk")
            if not links.exists():
                del self.fields["link"]

    def columns(self) -> dict[str, Any]:
        given = self.cleaned_data
        names = ("kind", "name", "sentence")
        return {name: given[name] for name in names} | {"link": given.get("link")}
