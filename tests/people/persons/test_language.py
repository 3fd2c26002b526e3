"""The language that somebody is written to in: asked by the form, kept by a merge, gone with an erasure."""

from django.urls import reverse

from tandem.office.accounts.models import User
from tandem.people.duplicates.actions import merge
from tandem.people.organisations.actions import add_organisation, edit_organisation
from tandem.people.persons.actions import add_person
from tandem.people.persons.models import Person
from tandem.people.persons.words import Contact
from tandem.people.privacy.actions import erase
from tests.people.making import NOW, sent, signed_in


def test_it_is_asked_and_told(owner: User, tom: Person) -> None:
    client = signed_in(owner)
    url = reverse("people:edit", args=[tom.pk])
    assert '<option value="de">German</option>' in client.get(url).content.decode()
    assert sent(client, url, name="Tom Ellery", language="de", version=tom.version).status_code == 303
    assert Person.objects.get().language == "de"
    assert "Gets quotes in German" in client.get(tom.get_absolute_url()).content.decode()
    assert sent(client, url, name="Tom Ellery", language="xx", version=tom.version + 1).status_code == 422


def test_a_merge_fills_it_where_it_is_blank_and_an_erasure_forgets_it(owner: User, tom: Person) -> None:
    other = add_person(contact=Contact(name="Tom E."), language="fr", by=owner, at=NOW)
    merge(kept=tom, gone=other, by=owner, at=NOW)
    tom.refresh_from_db()
    assert tom.language == "fr"
    third = add_person(contact=Contact(name="T. Ellery"), language="it", by=owner, at=NOW)
    merge(kept=tom, gone=third, by=owner, at=NOW)
    tom.refresh_from_db()
    assert tom.language == "fr"
    erase(person=tom, by=owner, at=NOW)
    assert set(Person.objects.exclude(erased_at=None).values_list("language", flat=True)) == {""}


def test_an_organisation_has_one_too(owner: User) -> None:
    mill = add_organisation(name="Le Moulin", language="fr", by=owner, at=NOW)
    edit_organisation(organisation=mill, expected_version=1, by=owner, at=NOW, language="nl")
    anne = add_person(contact=Contact(name="Anne", organisation="Le Moulin"), by=owner, at=NOW)
    assert (anne.organisation, anne.language) == (mill, "")
    mill.refresh_from_db()
    assert mill.language == "nl"
