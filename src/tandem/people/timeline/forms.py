import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tandem.office.accounts.models import User
from tandem.office.accounts.words import Hat
from tandem.people.timeline.models import Entry
from tandem.people.timeline.queries import kinds_by_hand
from tandem.people.timeline.rules import GRACE
from tandem.people.timeline.words import ASKED_AS, BY_HAND, SPOKE, Direction, Kind, Outcome, Purpose
from tandem.people.works.queries import Work

# What one notes by hand, and which way it usually goes.
USUAL = {
    Kind.CALL: Direction.TWO_WAY,
    Kind.MEETING: Direction.TWO_WAY,
    Kind.VISIT: Direction.TWO_WAY,
    Kind.MESSAGE: Direction.OUTGOING,
    Kind.EMAIL: Direction.OUTGOING,
    Kind.NOTE: Direction.INTERNAL,
    Kind.STEP: Direction.INTERNAL,
}
KINDS = [(kind.value, kind.label) for kind in BY_HAND]
DIRECTIONS = [("", _("As usual")), *Direction.choices]


def usual_purpose(hat: str) -> Purpose:
    return Purpose.SELLING if hat == Hat.SALES else Purpose.MARKETING


def asked_purposes(hat: str) -> list[tuple[str, Any]]:
    """What an entry may have been for, in plain words; what goes with the hat comes first."""
    usual = usual_purpose(hat)
    return [(purpose.value, ASKED_AS[purpose]) for purpose in sorted(Purpose, key=lambda one: one != usual)]


class FilesInput(forms.ClearableFileInput):
    """Several files, picked at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The value is a list, empty where nothing was picked."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        # The one look at emptiness that a single field has; what a file holds is looked at where it is kept.
        return [one for one in given if one]


class MinutesField(forms.IntegerField):
    def __init__(self) -> None:
        super().__init__(
            label=_("How many minutes?"),
            required=False,
            min_value=1,
            max_value=1440,
            error_messages={"invalid": _("Type a number of minutes, such as 12.")},
        )


class NoteForm(forms.Form):
    """The one composer of a timeline. `works` are what the talk may have been about."""

    words = forms.CharField(label=_("What happened?"), required=False, max_length=10_000)
    kind = forms.ChoiceField(label=_("How"), choices=KINDS, initial=Kind.NOTE)
    theirs = forms.BooleanField(label=_("These are their own words"), required=False)
    minutes = MinutesField()
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
    about = forms.ChoiceField(label=_("What about?"), required=False)
    enclosed = FilesField(label=_("Files"), required=False)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        hat: str,
        works: list[Work] | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.works = works or []
        # With one thing open, a talk is nearly always about that.
        about = self.works[0].mark if len(self.works) == 1 else ""
        usual = {"purpose": usual_purpose(hat), "about": about}
        super().__init__(data, files, initial={**usual, **(initial or {})})
        choices = [(work.mark, work.title) for work in self.works]
        # The type of Django's stubs knows fields without choices only.
        self.fields["purpose"].choices = asked_purposes(hat)  # type: ignore[attr-defined]
        self.fields["about"].choices = [("", _("Nothing in particular")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == Kind.NOTE and not given.get("words") and not given.get("enclosed"):
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

    @property
    def work(self) -> dict[str, Any]:
        """The work that it is about, as columns of the entry."""
        found = next((one for one in self.works if one.mark == self.cleaned_data.get("about")), None)
        return {"about": found.kind, "about_id": found.row_id} if found else {}


class EditForm(NoteForm):
    """An entry that was noted by hand, with what stands there. Only one that has a title is asked for it."""

    title = forms.CharField(label=_("What was done?"), max_length=200)
    who = forms.ChoiceField(label=_("Who was it of us?"), required=False)
    words = forms.CharField(
        label=_("What happened?"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    outcome = forms.ChoiceField(
        label=_("How it went"), choices=[("", _("Not said")), *Outcome.choices], required=False
    )
    field_order = [
        "title",
        "words",
        "theirs",
        "kind",
        "who",
        "direction",
        "outcome",
        "minutes",
        "purpose",
        "on",
        "time",
        "enclosed",
    ]

    def __init__(self, data: Any = None, files: Any = None, *, hat: str, entry: Entry) -> None:
        at = timezone.localtime(entry.at)
        stands = {
            name: getattr(entry, name)
            for name in ("title", "words", "theirs", "kind", "direction", "minutes", "purpose", "outcome")
        }
        when = {"on": at.date(), "time": at.time(), "who": entry.by_id or ""}
        super().__init__(data, files, hat=hat, initial={**stands, **when})
        self.ask_who(entry)
        self.fields["on"].required, self.fields["on"].help_text = True, ""
        self.stood_at = entry.at
        kinds = [(kind.value, kind.label) for kind in kinds_by_hand(entry.origin)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        del self.fields["about"]
        if entry.title:
            self.fields["words"].label = _("What came of it?")
        else:
            del self.fields["title"]

    def ask_who(self, entry: Entry) -> None:
        """Where it may have been another: of those who work here, and whoever noted it."""
        users = User.objects.filter(Q(is_active=True) | Q(pk=entry.by_id or 0)).order_by("name", "pk")
        choices = [(str(user.pk), str(user)) for user in users]
        if entry.by_id is None:
            choices.insert(0, ("", str(_("Not said"))))
        if len(choices) > 1:
            self.fields["who"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["who"]

    def happened_at(self) -> datetime.datetime:
        """To the minute is all that a form tells: where it says the same, the moment stays as it was."""
        found = super().happened_at()
        same = found.replace(second=0, microsecond=0) == self.stood_at.replace(second=0, microsecond=0)
        return self.stood_at if same else found

    def columns(self) -> dict[str, Any]:
        columns = super().columns()
        columns["outcome"] = self.cleaned_data["outcome"] if columns["kind"] == Kind.CALL else ""
        if self.cleaned_data.get("who"):
            columns["by_id"] = int(self.cleaned_data["who"])
        if "title" in self.cleaned_data:
            columns["title"] = self.cleaned_data["title"]
        return columns


class RangForm(forms.Form):
    """After a call: how did it go?"""

    outcome = forms.ChoiceField(
        label=_("Did they answer?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        initial=Outcome.ANSWERED,
    )
    minutes = MinutesField()
    words = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    theirs = forms.BooleanField(label=_("These are their own words"), required=False)
    purpose = forms.ChoiceField(label=_("What was it for?"), choices=Purpose.choices)

    def __init__(self, data: Any = None, *, hat: str, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"purpose": usual_purpose(hat), **(initial or {})})
        self.fields["purpose"].choices = asked_purposes(hat)  # type: ignore[attr-defined]

    def columns(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "kind": Kind.CALL,
            "direction": SPOKE[Outcome(given["outcome"])],
            "outcome": given["outcome"],
            "minutes": given["minutes"],
            "words": given["words"],
            "theirs": given["theirs"],
            "purpose": given["purpose"],
        }
