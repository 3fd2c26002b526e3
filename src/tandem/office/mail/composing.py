"""Mail whose words are found only when it leaves: what it tells may have changed since it was promised."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from tandem.office.outbox.words import Later, Withdrawn


@dataclass(frozen=True)
class Made:
    """A file that is made with the words, such as a PDF, and kept nowhere."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Composed:
    subject: str
    text: str
    html: str
    files: tuple[Made, ...] = ()


# Called with what the mail is about, and the time. It may also find that the mail is not to go out, or later.
Compose = Callable[[dict[str, Any], datetime.datetime], Composed | Later | Withdrawn]
_composers: dict[str, Compose] = {}


def register_composer(name: str, compose: Compose) -> None:
    _composers[name] = compose


def composed(name: str, about: dict[str, Any], at: datetime.datetime) -> Composed | Later | Withdrawn:
    return _composers[name](about, at)


def written(
    template: str, *, subject: str, context: dict[str, Any], files: tuple[Made, ...] = ()
) -> Composed:
    """One template in both forms: `….txt` and `….html`, which stands on `office/mail/letter.html`.

    Mail programs heed the old attributes of HTML everywhere, so there is no style to be lost on the way.
    """
    whole = {**context, "subject": subject}
    text = render_to_string(f"{template}.txt", whole)
    return Composed(subject, text.strip() + "\n", render_to_string(f"{template}.html", whole), files)
