from collections.abc import Iterable

from django.utils.translation import gettext as _

from tandem.offers.needs.models import NeedKind
from tandem.office.changes.words import Refused

MOST_NEEDS = 200


def must_leave_room(keys: Iterable[str]) -> None:
    """Refuses needs (by their keys) that would be too many, with those in use. One query."""
    here = set(NeedKind.objects.filter(retired_at=None).values_list("key", flat=True))
    new = set(keys) - here
    if new and len(here) + len(new) > MOST_NEEDS:
        raise Refused(_("Two hundred needs are as many as anybody can choose from."), field="words")
