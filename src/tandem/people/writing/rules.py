"""Whether a letter may go out: by whom, to whom, and whether anything in it was left open."""

from django.utils.translation import gettext as _

from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor, can_change_people
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.mail.addresses import fold_email
from tandem.office.mail.queries import is_set_up
from tandem.people.consent.queries import standings
from tandem.people.consent.words import Use
from tandem.people.persons.models import Person
from tandem.people.privacy.queries import suppressed
from tandem.people.timeline.models import Entry
from tandem.people.timeline.words import Direction
from tandem.people.wordings.merging import open_fields
from tandem.people.writing.models import Letter


def must_write(by: Actor) -> None:
    if not can_change_people(by):
        raise NotAllowed


def must_be_own_draft(letter: Letter, by: Actor) -> None:
    must_write(by)
    if isinstance(by, User) and letter.by_id != by.pk:
        raise NotAllowed
    if letter.sent_at is not None:
        raise Refused(_("This letter was sent already."))


def must_be_whole(letter: Letter) -> None:
    if not letter.subject.strip():
        raise Refused(_("Say in a word or two what it is about."), field="subject")
    if not letter.text.strip():
        raise Refused(_("There is nothing written yet."), field="text")
    if missing := open_fields(letter.subject, letter.text):
        named = ", ".join(f"{{{name}}}" for name in missing)
        raise Refused(
            _("Not filled in yet: %(fields)s. Write it yourself, or take it out.") % {"fields": named},
            field="subject" if open_fields(letter.subject) else "text",
        )


def must_have_a_server() -> None:
    if not is_set_up():
        raise Refused(_("No mail server is set up, so this cannot leave. The owner can set one up."))


def must_be_addressed(letter: Letter) -> None:
    """To an address that is the person's, and that nobody asked us to forget."""
    address = fold_email(letter.to)
    if not address or not letter.person.emails.filter(folded=address).exists():
        raise Refused(_("Pick one of their addresses."), field="to")
    if suppressed([address]):
        raise Refused(_("Whoever has this address asked never to hear from us again."), field="to")


def must_be_welcome(letter: Letter) -> None:
    """They asked us, or buy from us. Somebody who never did is first asked, by another way."""
    if reason := why_unwelcome(letter.person, has_work=bool(letter.about)):
        raise Refused(reason)


def why_unwelcome(person: Person, *, has_work: bool) -> str:
    """Empty where a letter is an answer: it needs no further consent. Newsletters go another way."""
    answer = next(one for one in standings(person) if one.use == Use.ANSWER)
    if answer.refused:
        return _("%(who)s said that they want no answer from us.") % {"who": person}
    if answer.allowed or has_work or has_asked(person):
        return ""
    return _(
        "%(who)s has not asked us anything yet. Note first that they did, or that we may write, under “What "
        "they said we may do”."
    ) % {"who": person}


def has_asked(person: Person) -> bool:
    """Whether anything on the timeline came from them, or was said by both."""
    heard = (Direction.INCOMING, Direction.TWO_WAY)
    return Entry.objects.filter(person=person, direction__in=heard).exists()
