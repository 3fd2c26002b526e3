"""What offers adds to the registries of the house."""

from django.utils.translation import gettext_lazy as _

from tandem.offers.bundles.actions import undo_part
from tandem.offers.catalogue.actions import undo_columns
from tandem.offers.catalogue.queries import SEARCH_KIND, every_document
from tandem.offers.competitors.actions import undo_joined, undo_rename
from tandem.offers.needs.actions import undo_needs
from tandem.offers.prices.actions import undo_price
from tandem.offers.tax.actions import undo_rate
from tandem.office.journal.actions import register_label, register_sentence, register_undo
from tandem.office.search.actions import register as register_search

SENTENCES = {
    "offers.offer.added": _("%(title)s is sold"),
    "offers.offer.edited": _("%(title)s was described anew"),
    "offers.offer.needs_set": _("It was said which needs %(title)s meets"),
    "offers.offer.retired": _("%(title)s was retired"),
    "offers.offer.brought_back": _("%(title)s is sold again"),
    "offers.offer.brought_in": _("Offers came in from a list"),
    "offers.offer.taken_out": _("Offers of a list were taken out again"),
    "offers.price.set": _("%(title)s got a price"),
    "offers.price.withdrawn": _("A price of %(title)s that was to come was taken out"),
    "offers.cost.set": _("It was noted what %(title)s costs the business"),
    "offers.bundle.part_put": _("It was said what is in %(title)s"),
    "offers.bundle.part_out": _("A part of %(title)s was taken out"),
    "offers.list.added": _("The price list %(title)s was added"),
    "offers.list.renamed": _("The price list %(title)s got its name"),
    "offers.list.retired": _("The price list %(title)s was retired"),
    "offers.list.brought_back": _("The price list %(title)s holds again"),
    "offers.need.added": _("The need “%(title)s” is reckoned with"),
    "offers.need.reworded": _("The need “%(title)s” got its words"),
    "offers.need.retired": _("The need “%(title)s” was retired"),
    "offers.need.brought_back": _("The need “%(title)s” is reckoned with again"),
    "offers.tax.begun": _("The tax rates of the country were put in"),
    "offers.tax.added": _("The tax rate %(title)s was added"),
    "offers.tax.renamed": _("The tax rate %(title)s got its name"),
    "offers.tax.rate_set": _("The rate of %(title)s was set"),
    "offers.tax.rate_withdrawn": _("A rate of %(title)s that was to come was taken out"),
    "offers.limit.set": _("The highest discount was set, for: %(title)s"),
    "offers.competitor.named": _("%(title)s was named as a competitor"),
    "offers.competitor.renamed": _("The competitor %(title)s got its name"),
    "offers.competitor.joined": _("The competitor %(title)s is the same as another"),
}
UNDO = {
    "offers.competitor.renamed": undo_rename,
    "offers.competitor.joined": undo_joined,
    "offers.offer.edited": undo_columns,
    "offers.offer.retired": undo_columns,
    "offers.offer.brought_back": undo_columns,
    "offers.offer.needs_set": undo_needs,
    "offers.price.set": undo_price,
    "offers.price.withdrawn": undo_price,
    "offers.bundle.part_put": undo_part,
    "offers.bundle.part_out": undo_part,
    "offers.tax.rate_set": undo_rate,
    "offers.tax.rate_withdrawn": undo_rate,
}
LABELS = {
    "price_minor": _("Price"),
    "meant": _("Typed"),
    "valid_from": _("From"),
    "percent": _("Percent"),
    "part": _("Offer"),
    "quantity": _("How many"),
    "optional": _("Only if they like"),
    "needs": _("Needs"),
    "rates": _("Rates"),
}


def register_all() -> None:
    register_search(
        SEARCH_KIND, icon="store", desk="sales", place=_("What we sell"), everything=every_document, order=45
    )
    for verb, sentence in SENTENCES.items():
        register_sentence(verb, sentence)
    for verb, function in UNDO.items():
        register_undo(verb, function)
    for name, label in LABELS.items():
        register_label(name, label)
