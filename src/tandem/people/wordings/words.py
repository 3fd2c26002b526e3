"""What a letter to start from may say of whom it goes to, and five of them to begin with."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

FIELDS: dict[str, Any] = {
    "first_name": _("Their first name"),
    "name": _("Their whole name"),
    "business": _("The name of the business"),
    "seller": _("Who writes"),
    "title": _("What the opportunity is about"),
    "amount": _("Its amount, without tax"),
    "your_words": _("What you write yourself each time; nothing goes out before"),
}


@dataclass(frozen=True)
class Starter:
    name: Any
    subject: Any
    text: Any


STARTERS = (
    Starter(
        _("Thank you for asking"),
        _("Your question: {title}"),
        _(
            "Dear {first_name},\n\nThank you for asking us about “{title}”. I would like to understand what "
            "you need before I say what it costs. May I ring you? Tell me a time that suits you, or write "
            "back with whatever comes to mind.\n\nKind regards"
        ),
    ),
    Starter(
        _("I could not reach you"),
        _("I tried to ring you"),
        _(
            "Dear {first_name},\n\nI rang about “{title}” and did not reach you. There is no hurry. When is "
            "a good time, and on which number? If you would rather write, just answer this mail."
            "\n\nKind regards"
        ),
    ),
    Starter(
        _("What we spoke about"),
        _("What we spoke about: {title}"),
        _(
            "Dear {first_name},\n\nThank you for your time. This is what I understood:\n\n{your_words}"
            "\n\nDid I get anything wrong, or leave anything out?\n\nKind regards"
        ),
    ),
    Starter(
        _("Still on your mind?"),
        _("Still on your mind? {title}"),
        _(
            "Dear {first_name},\n\nIt has been a while since we spoke about “{title}”. If it is no longer on "
            "your mind, tell me in a word and I will leave you in peace. If it is, what would help you to "
            "decide?\n\nKind regards"
        ),
    ),
    Starter(
        _("Thank you for ordering"),
        _("Thank you for your order"),
        _(
            "Dear {first_name},\n\nThank you for your trust. “{title}” is in our plan now, and I will write "
            "as soon as there is a day. If anything comes to mind until then, ring me or answer this "
            "mail.\n\nKind regards"
        ),
    ),
)
LONGEST_SUBJECT = 200
LONGEST_TEXT = 50_000
SIGNATURE = "{seller}\n{business}"
