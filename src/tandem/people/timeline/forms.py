import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tandem.office.accounts.words import Hat
from tandem.people.timeline.words import ASKED_AS, Direction, Kind, Purpose

# What one notes by hand, and which way it usually goes.
USUAL = {
    Kind.CALL: Direction.TWO_WAY,
    Kind.VISIT: Direction.TWO_WAY,
    Kind.MESSAGE: Direction.OUTGOING,
    Kind.NOTE: Direction.INTERNAL,
}
KINDS = [(kind.value, kind.label) for kind in USUAL]
DIRECTIONS = [("", _("As usual")), *Direction.choices]
# A clock that goes a little ahead is no mistake.
GRACE = datetime.timedelta(minutes=10)


def usual_purpose(hat: str) -> Purpose:
    return Purpose.SELLING if hat == Hat.SALES else Purpose.MARKETING


def asked_purposes(hat: str) -> list[tuple[str, Any]]:
    """What an entry may have been for, in plain words; what goes with the hat comes first."""
    usual = usual_purpose(hat)
    return [(purpose.value, ASKED_AS[purpose]) for purpose in sorted(Purpose, key=lambda one: one != usual)]


class NoteForm(forms.Form):
    words = forms.CharField(label=_("What happened?"), required=False, max_length=10_000)
    kind = forms.ChoiceField(label=_("How"), choices=KINDS, initial=Kind.NOTE)
    theirs = forms.BooleanField(label=_("These are their own words"), required=False)
    minutes = forms.IntegerField(
        label=_("How many minutes?"),
        required=False,
        min_value=1,
        max_value=1440,
        error_messages={"invalid": _("Type a number of minutes, such as 12.")},
    )
    purpose = forms.ChoiceField(label=_("What was it for?"), choices=Purpose.choices)
    direction = forms.ChoiceField(label=_("Who spoke?"), choices=DIRECTIONS, required=False)
    on = forms.DateField(
        label=_("Which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave it empty for just now."),
    )
    time = forms.TimeField(
        label=_("What time?"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, data: Any = None, *, hat: str) -> None:
        super().__init__(data, initial={"purpose": usual_purpose(hat)})
        # The type of Django's stubs knows fields without choices only.
        self.fields["purpose"].choices = asked_purposes(hat)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == Kind.NOTE and not given.get("words"):
            self.add_error("words", _("Write a word or two about what happened."))
        if "on" in given and "time" in given and self.happened_at() > timezone.now() + GRACE:
            self.add_error("on", _("This day is still to come. A timeline tells what has happened."))
        return given

    def happened_at(self) -> datetime.datetime:
        now = timezone.localtime()
        day, clock = self.cleaned_data.get("on"), self.cleaned_data.get("time")
        if day is None and clock is None:
            return now
        if clock is None:
            clock = now.time() if day == now.date() else datetime.time(12)
        return timezone.make_aware(datetime.datetime.combine(day or now.date(), clock.replace(tzinfo=None)))

    def columns(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "words": given["words"],
            "kind": given["kind"],
            "theirs": given["theirs"],
            "minutes": given["minutes"],
            "purpose": given["purpose"],
            "direction": given["direction"] or USUAL[Kind(given["kind"])],
            "happened_at": self.happened_at(),
        }
