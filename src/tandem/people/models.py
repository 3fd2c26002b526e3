from tandem.people.consent.models import ConsentEvent
from tandem.people.duplicates.models import Merge, NotTheSame
from tandem.people.organisations.models import Organisation
from tandem.people.persons.models import EmailAddress, Person, Phone
from tandem.people.privacy.models import Erasure, SuppressedAddress
from tandem.people.timeline.models import Entry

__all__ = [
    "ConsentEvent",
    "EmailAddress",
    "Entry",
    "Erasure",
    "Merge",
    "NotTheSame",
    "Organisation",
    "Person",
    "Phone",
    "SuppressedAddress",
]
