from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import the_business
from tandem.people.persons.models import Person
from tandem.people.wordings.merging import merged
from tandem.people.wordings.models import Signature, Wording
from tandem.people.wordings.words import SIGNATURE, STARTERS
from tandem.people.works.queries import Work


def the_signature() -> Signature:
    """What stands below letters; a usual one until somebody writes their own."""
    return Signature.objects.first() or Signature(pk=1, text=SIGNATURE)


def is_laid_out() -> bool:
    """Whether the business has a set of its own. Until then it sees the starters."""
    return Signature.objects.exists()


def starters() -> list[Wording]:
    return [
        Wording(name=str(one.name), subject=str(one.subject), text=str(one.text), position=place)
        for place, one in enumerate(STARTERS, start=1)
    ]


def wordings() -> list[Wording]:
    """Two queries at the most; the starters have no key yet."""
    return list(Wording.objects.all()) or ([] if is_laid_out() else starters())


def wording_named(name: str) -> Wording | None:
    return next((one for one in wordings() if one.name == name), None) if name else None


def values_for(person: Person, *, by: Actor, work: Work | None) -> dict[str, str]:
    """What may be put in, by the field; empty where it is not known."""
    return {
        "first_name": first_name(person),
        "name": person.name,
        "business": the_business().name,
        "seller": str(by) if isinstance(by, User) else "",
        **dict.fromkeys(("title", "amount"), ""),
        **(dict(work.said) if work else {}),
    }


def first_name(person: Person) -> str:
    """As one would say it. “Dr” and “Mrs” are no first names, so nothing is said then."""
    words = person.name.split()
    return words[0] if words and words[0].rstrip(".").lower() not in TITLES else ""


TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "lord", "lady", "rev"})


def signature_for(by: Actor) -> str:
    """The signature as it stands below a letter of this user."""
    values = {"seller": str(by) if isinstance(by, User) else "", "business": the_business().name}
    return merged(the_signature().text, values).strip()
