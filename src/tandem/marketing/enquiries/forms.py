import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.cards.reading import LARGEST
from tandem.marketing.channels.models import Channel
from tandem.marketing.channels.words import LONGEST_SOURCE
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.enquiries.words import Door, SetAsideReason, State
from tandem.office.changes.words import Refused

# The doors through which one writes somebody down by hand.
BY_HAND = (Door.PHONE, Door.WALK_IN, Door.EMAIL, Door.EVENT)
# A key of a row that any database can hold.
LARGEST_KEY = 2**63 - 1


class CaptureForm(forms.Form):
    """One field is enough; everything else has a sensible answer already."""

    who = forms.CharField(
        label=_("Who is it?"),
        max_length=400,
        required=False,
        widget=forms.TextInput(
            attrs={"placeholder": _("Name, phone or e-mail"), "autocomplete": "off", "autofocus": True}
        ),
        help_text=_("One is enough."),
    )
    door = forms.ChoiceField(
        label=_("How did they ask?"),
        choices=[(door.value, door.label) for door in BY_HAND],
        widget=forms.RadioSelect,
        initial=Door.PHONE,
    )
    words = forms.CharField(
        label=_("In their words"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    campaign = forms.ModelChoiceField(
        label=_("Campaign"),
        queryset=Campaign.objects.order_by("-starts_on", "name"),
        required=False,
        empty_label=_("None"),
    )
    # Who did not say is no choice of its own: that is what nothing chosen means.
    channel = forms.ModelChoiceField(
        label=_("Where did they hear of us?"),
        queryset=Channel.objects.exclude(source="", medium="").order_by("name", "id"),
        required=False,
        empty_label=_("They did not say"),
    )
    source = forms.CharField(
        label=_("Somewhere else?"),
        max_length=LONGEST_SOURCE,
        required=False,
        help_text=_("Such as “Google” or “local paper”."),
    )
    interest = forms.CharField(label=_("What about?"), max_length=200, required=False)
    organisation = forms.CharField(label=_("Which firm?"), max_length=200, required=False)
    promised = forms.CharField(
        label=_("What did we say?"),
        max_length=250,
        required=False,
        help_text=_("Such as “free visit within a week”. Sales will keep it."),
    )
    wanted_by = forms.CharField(label=_("When do they want it?"), max_length=120, required=False)
    heard_at = forms.DateTimeField(
        label=_("When did they ask?"),
        required=False,
        help_text=_("Leave it empty for now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    newsletter = forms.BooleanField(
        label=_("May we send the newsletter?"),
        required=False,
        help_text=_("Ask them. Leave it empty if they hesitate."),
    )

    def ask_first_time(self) -> None:
        """While there is no channel to choose from, the field to type one is the only one shown."""
        if not Channel.objects.exclude(source="", medium="").exists():
            self.fields["source"].label = self.fields["channel"].label

    def clean_heard_at(self) -> datetime.datetime | None:
        heard_at: datetime.datetime | None = self.cleaned_data["heard_at"]
        if heard_at and heard_at > timezone.now() + datetime.timedelta(minutes=10):
            raise forms.ValidationError(_("That is still to come. Pick today or earlier."))
        return heard_at

    @property
    def has_more(self) -> bool:
        """Whether something beyond the first fields was filled in or is wrong, so that it must be seen."""
        names = ("channel", "source", "interest", "organisation", "promised", "wanted_by", "heard_at")
        if self.is_bound:
            return any(self.data.get(name) or name in self.errors for name in names)
        return any(self.initial.get(name) for name in names)


class CardForm(forms.Form):
    """A card as a file, or as text that was copied."""

    file = forms.FileField(
        label=_("The card, as a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".vcf,text/vcard,text/x-vcard,text/directory"}),
    )
    card = forms.CharField(
        label=_("Or its text"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "BEGIN:VCARD", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("file") and not given.get("card") and not self.errors:
            self.add_error("file", _("Pick a file that ends in .vcf, or paste what is in it."))
        return given

    def sent(self) -> bytes:
        """What was sent, no further than it is ever read."""
        if upload := self.cleaned_data["file"]:
            data: bytes = upload.read(LARGEST + 1)
            return data
        return str(self.cleaned_data["card"]).encode()

    def refuse(self, refused: Refused) -> None:
        self.add_error("file" if self.cleaned_data.get("file") else "card", refused.sentence)


class CorrectForm(forms.ModelForm[Enquiry]):
    """Where it came from and what we noted. Their words stay as they were said."""

    class Meta:
        model = Enquiry
        fields = ["channel", "campaign", "segment", "interest", "promised", "wanted_by"]


class SetAsideForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why?"), choices=SetAsideReason.choices, widget=forms.RadioSelect)


class SiftForm(forms.Form):
    """The filters of the list. What cannot be read is left out."""

    q = forms.CharField(required=False, max_length=200)
    state = forms.ChoiceField(required=False, choices=[("", _("Every state")), *State.choices])
    channel = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY)
    campaign = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY)
