"""What offers adds to the registries of the house."""

from django.utils.translation import gettext_lazy as _

from tandem.offers.competitors.actions import undo_rename
from tandem.office.journal.actions import register_undo
from tandem.office.journal.words import register_sentence

COMPETITORS = {
    "offers.competitor.named": _("%(title)s was named as a competitor"),
    "offers.competitor.renamed": _("The competitor %(title)s got its name"),
}


def register_all() -> None:
    for verb, sentence in COMPETITORS.items():
        register_sentence(verb, sentence)
    register_undo("offers.competitor.renamed", undo_rename)
