from tandem.people.consent.models import ConsentEvent
from tandem.people.duplicates.models import Merge, NotTheSame
from tandem.people.files.models import PersonFile
from tandem.people.organisations.models import Organisation
from tandem.people.persons.models import EmailAddress, Person, Phone
from tandem.people.privacy.models import Erasure, SuppressedAddress
from tandem.people.timeline.models import Entry
from tandem.people.unanswered.models import Unanswered
from tandem.people.wordings.models import Signature, Wording
from tandem.people.writing.models import Letter

__all__ = [
    "ConsentEvent",
    "EmailAddress",
    "Entry",
    "Erasure",
    "Letter",
    "Merge",
    "NotTheSame",
    "Organisation",
    "Person",
    "PersonFile",
    "Phone",
    "Signature",
    "SuppressedAddress",
    "Unanswered",
    "Wording",
]
