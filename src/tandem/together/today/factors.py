"""Tiles of the equation, and what stands beside them, whether they are counted or expected."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.together.revenue.queries import Asked, Booked
from tandem.ui.figures import number_words


@dataclass(frozen=True)
class Factor:
    """One tile of the equation, as `ui/parts/factor.html` takes it."""

    rule: str
    desk: str
    value: str
    name: str
    range: str
    change: str = ""
    direction: str = ""
    operator: str = ""

    @property
    def main(self) -> bool:
        """Whether it moved: that is what one should see first."""
        return self.direction in ("up", "down")


def orders_words(booked: Booked) -> str:
    words = ngettext(
        "%(number)s order accepted in these months",
        "%(number)s orders accepted in these months",
        booked.orders,
    )
    return words % {"number": number_words(booked.orders)}


def beside_words(asked: Asked) -> str:
    """Declined ones that are nurtured, and enquiries that are not counted here."""
    parts = []
    if asked.declined:
        sentence = ngettext("%(number)s was declined.", "%(number)s were declined.", asked.declined)
        parts.append(sentence % {"number": number_words(asked.declined)})
    if asked.nurtured:
        sentence = _("Of those, we stay in touch with %(number)s.")
        parts.append(sentence % {"number": number_words(asked.nurtured)})
    return " ".join([*parts, *beside_the_counted(asked)])


def beside_the_counted(asked: Asked) -> Iterator[str]:
    """Why the Marketing desk shows more enquiries for the same months, so that both numbers add up."""
    if asked.repeat:
        sentence = ngettext(
            "%(number)s more came from somebody who had bought before.",
            "%(number)s more came from people who had bought before.",
            asked.repeat,
        )
        yield sentence % {"number": number_words(asked.repeat)}
    if asked.joined:
        sentence = ngettext(
            "%(number)s more was joined to another enquiry.",
            "%(number)s more were joined to another enquiry.",
            asked.joined,
        )
        yield sentence % {"number": number_words(asked.joined)}
    if asked.repeat or asked.joined:
        whole = number_words(asked.counted + asked.repeat + asked.joined)
        yield _("So the Marketing desk counts %(whole)s.") % {"whole": whole}
