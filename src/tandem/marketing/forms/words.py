"""What a public form may ask for, and why what came by one may be kept aside."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.people.consent.words import Use


class FieldKind(models.TextChoices):
    """The kit of which a form is made."""

    NAME = "name", _("Name")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    ORGANISATION = "organisation", _("Business or organisation")
    INTEREST = "interest", _("What is it about?")
    WORDS = "words", _("Their words")
    SEGMENT = "segment", _("Who they are, to choose")
    PLACE = "place", _("Place")
    POSTCODE = "postcode", _("Postcode")
    QUESTION = "question", _("A question of your own")
    CHOICE = "choice", _("A question with answers to choose")
    CONSENT = "consent", _("A tick that allows something")
    FILE = "file", _("A file")


# Of these a form may have several; of every other kind one.
REPEATABLE = frozenset({FieldKind.QUESTION, FieldKind.CHOICE, FieldKind.CONSENT})
# These are chosen from a list, where one is written down.
WITH_CHOICES = frozenset({FieldKind.INTEREST, FieldKind.SEGMENT, FieldKind.CHOICE})
MUST_CHOOSE = frozenset({FieldKind.SEGMENT, FieldKind.CHOICE})
KIND_ICONS: dict[str, str] = {
    FieldKind.NAME: "user",
    FieldKind.EMAIL: "mail",
    FieldKind.PHONE: "phone",
    FieldKind.ORGANISATION: "building-2",
    FieldKind.INTEREST: "tag",
    FieldKind.WORDS: "message-square",
    FieldKind.SEGMENT: "users",
    FieldKind.PLACE: "map-pin",
    FieldKind.POSTCODE: "map-pin",
    FieldKind.QUESTION: "circle-question-mark",
    FieldKind.CHOICE: "list",
    FieldKind.CONSENT: "square-check",
    FieldKind.FILE: "paperclip",
}
# What stands on a new field; the business changes it to its own words.
USUAL_LABELS: dict[str, Any] = {
    FieldKind.NAME: _("Your name"),
    FieldKind.EMAIL: _("Your e-mail address"),
    FieldKind.PHONE: _("Your phone number"),
    FieldKind.ORGANISATION: _("Your business or organisation"),
    FieldKind.INTEREST: _("What is it about?"),
    FieldKind.WORDS: _("Tell us in your own words"),
    FieldKind.SEGMENT: _("Who is it for?"),
    FieldKind.PLACE: _("Where are you?"),
    FieldKind.POSTCODE: _("Your postcode"),
    FieldKind.QUESTION: _("Your question"),
    FieldKind.CHOICE: _("Your question"),
    FieldKind.CONSENT: _("Yes, you may send me your newsletter. I can stop it at any time."),
    FieldKind.FILE: _("A photo or a drawing"),
}

# What an address may tell of the way that somebody came: utm_source and so on.
TOUCHES = ("source", "medium", "campaign", "content", "term")
MOST_FIELDS = 20
MOST_CHOICES = 30
LONGEST_LABEL = 200
LONGEST_CONSENT = 1000
LONGEST_CHOICE = 80
LONGEST_LINE = 200
LONGEST_WORDS = 10_000
LARGEST_FILE = 10 * 1024 * 1024
# Pictures, text and documents. What a browser or a program would run is never taken (office/files).
FILE_KINDS = frozenset(
    {
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "application/pdf",
        "text/plain",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)


@dataclass(frozen=True, kw_only=True)
class FormField:
    """One field of a form. `id` names it in the page and never changes; `use` is what a consent allows."""

    id: str
    kind: str
    label: str
    hint: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    use: str = ""

    @property
    def icon(self) -> str:
        return KIND_ICONS[self.kind]

    @property
    def kind_label(self) -> str:
        return str(FieldKind(self.kind).label)

    @property
    def takes_choices(self) -> bool:
        return self.kind in WITH_CHOICES

    @property
    def choices_text(self) -> str:
        return "\n".join(self.choices)

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "choices": list(self.choices)}


def read_field(kept: dict[str, Any]) -> FormField:
    return FormField(**{**kept, "choices": tuple(kept.get("choices", ()))})


def a_field(kind: str, *, id: str, required: bool = False) -> FormField:
    """A new field of this kind with the usual words."""
    new = FormField(id=id, kind=kind, label=str(USUAL_LABELS[kind]), required=required)
    return replace(new, use=Use.NEWSLETTER.value) if kind == FieldKind.CONSENT else new


def usual_fields() -> list[FormField]:
    """What a new form begins with: who, how to reach them, and what they want."""
    return [
        a_field(FieldKind.NAME, id="f1", required=True),
        a_field(FieldKind.EMAIL, id="f2"),
        a_field(FieldKind.PHONE, id="f3"),
        a_field(FieldKind.WORDS, id="f4", required=True),
    ]


def free_id(fields: list[FormField]) -> str:
    """The next name in the page: one that was removed is not given again as long as later ones stand."""
    return f"f{max((int(field.id[1:]) for field in fields), default=0) + 1}"
