"""Which known person a contact means, and what it may add to them."""

from typing import Any

from tandem.people.organisations.models import Organisation
from tandem.people.organisations.words import folded
from tandem.people.persons.models import Person
from tandem.people.persons.queries import Known
from tandem.people.persons.words import ReadContact, names_agree


def person_meant(contact: ReadContact, known: Known) -> Person | None:
    """By what another program calls them, then by e-mail address, then by phone number, where the names
    agree.
    """
    if contact.external_key and (person := known.by_key.get(contact.external_key)):
        return person
    for _address, key in contact.emails:
        if person := known.by_email.get(key):
            return person
    name = folded(contact.name)
    for phone in contact.phones:
        if phone.is_readable:
            for person in known.by_phone.get(phone.number, ()):
                if names_agree(name, person.folded):
                    return person
    return None


def holds_phone(person: Person, number: str, known: Known) -> bool:
    return any(holder is person for holder in known.by_phone.get(number, ()))


def filled_blanks(person: Person, contact: ReadContact, organisation: Organisation | None) -> dict[str, Any]:
    """What the contact knows and the person lacks. Nothing that is known is written over."""
    blanks: dict[str, Any] = {
        name: getattr(contact, name)
        for name in ("name", "place", "postcode", "external_key", "about")
        if getattr(contact, name) and not getattr(person, name)
    }
    if organisation is not None and person.organisation_id is None:
        blanks["organisation"] = organisation
    return blanks
