import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

UNDO_WITHIN = datetime.timedelta(days=7)
BATCH = 2000


class ImportKind(models.TextChoices):
    ENQUIRIES = "enquiries", _("Enquiries")
    PERSONS = "persons", _("Persons")
    ORGANISATIONS = "organisations", _("Organisations")
    OFFERS = "offers", _("Offers: what you sell")


class RunState(models.TextChoices):
    """How far a file has come."""

    RECEIVED = "received", _("Not in yet")
    RUNNING = "running", _("Coming in")
    DONE = "done", _("In")
    FAILED = "failed", _("Stopped")
    UNDOING = "undoing", _("Being taken out")
    UNDONE = "undone", _("Taken out again")


class Step(models.TextChoices):
    """What a person looks at before a file comes in, in this order."""

    COLUMNS = "columns", _("Columns")
    VALUES = "values", _("Values")
    MATCHING = "matching", _("Who is who")
    CHECK = "check", _("A look before")


# What sales says of an enquiry: only who works at both desks may bring it in.
TOLD_BY_SALES = frozenset(
    {"owner", "passed_at", "first_response_at", "accepted_at", "declined_at", "decline_reason"}
    | {"outcome", "closed_at", "lost_at", "amount"}
)

OUTCOME_NAMES = {"won": _("Became a customer"), "lost": _("Did not buy"), "open": _("Still open")}

# How a row that stayed is named in what a run keeps.
ENQUIRY, PERSON, ORGANISATION = "marketing.enquiry", "people.person", "people.organisation"
OFFER = "offers.offer"

# What a field is called on screen.
FIELD_NAMES = {
    "heard_at": _("When they asked"),
    "id": _("Number in the list"),
    "channel": _("Channel"),
    "source": _("Source"),
    "medium": _("Medium"),
    "campaign": _("Campaign"),
    "segment": _("Segment"),
    "interest": _("What it is about"),
    "words": _("In their words"),
    "door": _("How it came"),
    "owner": _("Who sold or sells"),
    "passed_at": _("When it was passed"),
    "first_response_at": _("First answer"),
    "accepted_at": _("When sales accepted"),
    "declined_at": _("When sales declined"),
    "decline_reason": _("Why sales said no"),
    "outcome": _("What became of it"),
    "closed_at": _("When it was won or lost"),
    "lost_at": _("When it was lost"),
    "amount": _("Amount of the sale"),
    "currency": _("Currency"),
    "person": _("Person"),
    "name": _("Name"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "email": _("E-mail address"),
    "phone": _("Phone"),
    "organisation": _("Organisation"),
    "next_step": _("Next step"),
    "next_step_on": _("Next step on"),
    "job_title": _("Job"),
    "street": _("Street"),
    "place": _("Place"),
    "postcode": _("Postcode"),
    "country": _("Country"),
    "note": _("Note"),
    "website": _("Website"),
    "tax_number": _("Tax number"),
    "opt_out": _("Does not want mail"),
    "kind": _("Product or service"),
    "price": _("Price"),
    "unit": _("Counted in"),
    "tax_rate": _("Tax"),
    "needs": _("Needs it meets"),
    "description": _("In words, for the customer"),
    "cost": _("What it costs you"),
    "price_list": _("In which price list"),
    "valid_from": _("Price from which day"),
    "parts": _("What the bundle holds"),
}


def readable(reason: str) -> str:
    """Why rows stay out, with the field as it is called on screen: “When they asked” is not a date."""
    field, _space, rest = reason.partition(" ")
    return f"“{FIELD_NAMES[field]}” {rest}" if field in FIELD_NAMES else reason
