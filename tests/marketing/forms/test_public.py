"""A stranger asks by a public form: heard at once and once, kept aside where it looks odd, never lost."""

import datetime
from dataclasses import replace

import pytest
from django.test import Client

from tandem.marketing.arrivals.actions import let_in
from tandem.marketing.arrivals.models import Arrival
from tandem.marketing.campaigns.actions import add_campaign
from tandem.marketing.channels.models import Channel
from tandem.marketing.enquiries.models import Enquiry
from tandem.marketing.forms.actions import add_form, edit_form, switch
from tandem.marketing.forms.models import PublicForm
from tandem.marketing.forms.words import FormField, a_field
from tandem.office.accounts.models import User
from tandem.office.files.models import StoredFile
from tandem.people.consent.models import ConsentEvent
from tests.handover.desks import NOW
from tests.marketing.forms.strangers import TYPED, a_file, ask, hidden_in, later, page_of, post

SECONDS, DAYS = datetime.timedelta(seconds=1), datetime.timedelta(days=1)
CONSENT = "Yes, send me your letter once a month. I can stop it at any time."


def with_fields(form: PublicForm, by: User, *more: FormField) -> PublicForm:
    edit_form(form=form, expected_version=form.version, by=by, at=NOW, fields=[*form.asked, *more])
    return form


def test_a_stranger_asks_and_it_is_in_the_inbox(form: PublicForm, maya: User) -> None:
    # when somebody opens the page, types and sends
    answer = ask(f3="07700 900123")

    # then they are thanked, and it is an enquiry with everything they said
    assert (answer.status_code, answer["Location"]) == (303, "/f/visit/thanks")
    enquiry = Enquiry.objects.select_related("person", "channel").get()
    assert (enquiry.door, enquiry.words, enquiry.person.name, enquiry.channel.source) == (
        "form",
        "Eight dining chairs",
        "Priya Shah",
        "website",
    )
    assert enquiry.person.emails.get().address == "priya@cafe.example"
    assert enquiry.person.phones.get().number == "+447700900123"
    arrival = Arrival.objects.get()
    assert (arrival.outcome, arrival.external_system, arrival.received["Your name"]) == (
        "heard",
        f"form:{form.pk}",
        "Priya Shah",
    )
    thanks = Client().get("/f/visit/thanks").content.decode()
    assert "Thank you. We will be in touch soon." in thanks
    client = Client()
    client.force_login(maya)
    assert "Priya Shah" in client.get("/handover/").content.decode()


def test_nobody_needs_a_cookie_and_any_site_may_show_it(form: PublicForm) -> None:
    for answer in (Client().get("/f/visit"), Client().get("/f/visit/thanks"), ask()):
        assert not answer.cookies
        assert "X-Frame-Options" not in answer
        policy = answer["Content-Security-Policy"]
        assert "frame-ancestors *" in policy
        assert "default-src 'none'" in policy
    # and only there
    elsewhere = Client().get("/account/login/")
    assert elsewhere["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in elsewhere["Content-Security-Policy"]
    assert Client().get("/f/visit")["Cache-Control"] == "no-store"


def test_the_same_page_sent_twice_has_one_effect(form: PublicForm) -> None:
    # given a page that was sent
    hidden = hidden_in(page_of())
    post(hidden)

    # when it is sent again as it was, it is answered the same and nothing is written
    assert post(hidden)["Location"] == "/f/visit/thanks"
    assert (Enquiry.objects.count(), Arrival.objects.count()) == (1, 1)

    # and with other words these are kept aside, once
    for _time in range(2):
        assert post(hidden, f4="And a footstool").status_code == 303
    assert Enquiry.objects.count() == 1
    aside = Arrival.objects.get(outcome="aside")
    assert aside.received["Tell us in your own words"] == "And a footstool"


@pytest.mark.parametrize(
    ("after", "typed", "reason"),
    [
        (2 * SECONDS, {}, "Sent faster than anybody types"),
        (3 * DAYS, {}, "The page had been open for more than two days"),
        (
            60 * SECONDS,
            {"leave_empty": "https://spam.example"},
            "A field that people do not see was filled in",
        ),
        (60 * SECONDS, {"key": "made-up"}, "It did not come from our page"),
        (60 * SECONDS, {"f4": "https://a.example " * 5}, "It is full of links"),
    ],
)
def test_what_looks_odd_is_kept_aside_and_thanked_all_the_same(
    form: PublicForm, maya: User, after: datetime.timedelta, typed: dict[str, str], reason: str
) -> None:
    answer = ask(after=after, **typed)
    assert (answer.status_code, answer["Location"]) == (303, "/f/visit/thanks")
    arrival = Arrival.objects.get()
    assert (arrival.outcome, arrival.reason, Enquiry.objects.count()) == ("aside", reason, 0)
    let_in(arrival=arrival, by=maya, at=NOW + 30 * DAYS)
    assert Enquiry.objects.get().person.name == "Priya Shah"


def test_a_key_of_another_form_is_no_key(form: PublicForm, maya: User) -> None:
    add_form(name="Other", slug="other", by=maya, at=NOW)
    post(hidden_in(page_of("other")))
    assert Arrival.objects.get().reason == "It did not come from our page"


def test_what_is_missing_is_said_and_nothing_typed_is_lost(form: PublicForm) -> None:
    hidden = hidden_in(page_of())
    answer = post(hidden, f1="", f2="", f4='She said "hm" <b>')
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Please fill this in." in html
    assert "Please say how we can reach you." in html
    assert "She said &quot;hm&quot; &lt;b&gt;" in html
    assert Arrival.objects.count() == 0
    # the same page, put right, is heard
    assert hidden_in(html)["key"] == hidden["key"]
    assert post(hidden_in(html)).status_code == 303
    assert Enquiry.objects.count() == 1


def test_consent_is_kept_word_for_word(form: PublicForm, maya: User) -> None:
    # given a form with a tick
    tick = replace(a_field("consent", id="f9"), label=CONSENT)
    with_fields(form, maya, tick)

    # when one person ticks it, and another does not
    ask(f9="on")
    ask(f1="Una Field", f2="una@example.org", address="203.0.113.8")

    # then it is written down with the words and the version of the form, for the one only
    said = ConsentEvent.objects.get()
    assert (said.person.name, said.use, said.given, said.basis, said.wording, said.source) == (
        "Priya Shah", "newsletter", True, "consent", CONSENT, "Form “Ask for a visit”, version 2",
    )  # fmt: skip


def test_words_that_changed_meanwhile_are_shown_before_anything_counts(form: PublicForm, maya: User) -> None:
    # given somebody who has the page open while its consent is changed
    with_fields(form, maya, replace(a_field("consent", id="f9"), label=CONSENT))
    hidden = hidden_in(page_of())
    fields = [*form.asked[:-1], replace(form.asked[-1], label="Yes, send me everything.")]
    edit_form(form=form, expected_version=form.version, by=maya, at=NOW, fields=fields)

    # when they send, they are shown the new words
    answer = post(hidden, f9="on")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "This form was changed while you wrote" in html
    assert "Yes, send me everything." in html
    assert (Arrival.objects.count(), ConsentEvent.objects.count()) == (0, 0)

    # and sent once more, it counts
    assert post(hidden_in(html), f9="on", after=61 * SECONDS).status_code == 303
    assert ConsentEvent.objects.get().wording == "Yes, send me everything."


def test_every_kind_of_field_finds_its_place(form: PublicForm, maya: User) -> None:
    # given a form with everything
    more = [
        a_field("organisation", id="f5"),
        replace(a_field("interest", id="f6"), choices=("Chairs", "Sofas")),
        replace(a_field("segment", id="f7"), choices=("Home", "Business")),
        a_field("place", id="f8"),
        a_field("postcode", id="f9"),
        replace(a_field("question", id="f10"), label="Which fabric?"),
        replace(a_field("choice", id="f11"), label="Any pets?", choices=("Yes", "No")),
        a_field("file", id="f12"),
    ]
    with_fields(form, maya, *more)

    # when it is filled in
    answer = ask(
        f5="The Mill Café", f6="Chairs", f7="Business", f8="Thornbury", f9="BS35", f10="Linen", f11="Yes",
        f12=a_file("..\\..\\my <chair>.png"),
    )  # fmt: skip

    # then everything is where it belongs
    assert answer.status_code == 303
    enquiry = Enquiry.objects.select_related("person", "organisation").get()
    assert (enquiry.interest, enquiry.segment, enquiry.words) == (
        "Chairs",
        "Business",
        "Eight dining chairs\nWhich fabric? Linen\nAny pets? Yes",
    )
    assert enquiry.organisation is not None
    assert (enquiry.organisation.name, enquiry.person.place, enquiry.person.postcode) == (
        "The Mill Café",
        "Thornbury",
        "BS35",
    )
    # and the file is inert: to be saved under a clean name, by staff only
    stored = StoredFile.objects.get()
    assert (stored.name, stored.kind) == ("my <chair>.png", "image/png")
    url = f"/office/files/{stored.key}/"
    assert Client().get(url).status_code == 302
    client = Client()
    client.force_login(maya)
    page = client.get(f"/marketing/enquiries/{enquiry.pk}/").content.decode()
    assert "my &lt;chair&gt;.png" in page
    assert client.get(url)["Content-Disposition"].startswith("attachment")
    # an answer that was not offered is not taken
    assert ask(f6="Beds", f7="Home", f11="No").status_code == 422


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.png", b"<html><script>alert(1)</script>"),
        ("picture.svg", b"<svg onload='alert(1)'/>"),
        ("program.txt", b"MZ\x00\x01"),
        ("archive.zip", b"PK\x03\x04 broken"),
        ("large.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * (10 * 1024 * 1024)),
    ],
)
def test_files_that_do_something_are_refused_and_nothing_is_stored(
    form: PublicForm, maya: User, name: str, content: bytes
) -> None:
    with_fields(form, maya, a_field("file", id="f12"))
    assert ask(f12=a_file(name, content)).status_code in (413, 422)
    assert (StoredFile.objects.count(), Arrival.objects.count()) == (0, 0)


def test_the_address_tells_the_way_they_came(form: PublicForm, maya: User) -> None:
    # given a campaign, and a link with its name
    fair = add_campaign(name="Autumn Home Fair", by=maya, at=NOW)
    query = (
        "?utm_source=local-paper&utm_medium=print&utm_campaign=autumn+home+fair&utm_term=%3Cb%3E&t=x&other=1"
    )

    # when somebody comes by it and asks
    assert hidden_in(page_of(query=query)).keys() == {
        "key",
        "utm_source",
        "utm_medium",
        "utm_campaign",
        "utm_term",
        "t",
    }
    ask(query=query)

    # then it is kept with the enquiry, which belongs to the campaign
    enquiry = Enquiry.objects.select_related("channel").get()
    assert (enquiry.campaign, enquiry.channel.source, enquiry.channel.medium) == (
        fair,
        "local-paper",
        "print",
    )
    assert enquiry.last_touch["source"] == "local-paper"
    assert enquiry.first_touch == enquiry.last_touch


def test_strangers_name_no_end_of_channels(form: PublicForm, maya: User) -> None:
    ask(query="?utm_source=%3Cscript%3E")
    assert Enquiry.objects.select_related("channel").get().channel.source == "website"
    for number in range(200):
        Channel.objects.create(source=f"s{number}", medium="x", name=f"s{number}")
    ask(query="?utm_source=brand-new", f2="una@example.org", address="203.0.113.8")
    ask(query="?utm_source=S7&utm_medium=x", f2="ned@example.org", address="203.0.113.9")
    assert list(Enquiry.objects.order_by("pk").values_list("channel__source", flat=True))[1:] == [
        "website",
        "s7",
    ]


def test_a_closed_form_says_so_and_loses_nothing(form: PublicForm, maya: User) -> None:
    # given somebody who has the page open while it is closed
    hidden = hidden_in(page_of())
    switch(form=form, is_open=False, by=maya, at=NOW)

    # then new ones read that it is closed
    answer = Client().get("/f/visit")
    assert (answer.status_code, "This form is closed." in answer.content.decode()) == (410, True)
    assert Client().post("/f/visit", TYPED).status_code == 410

    # and what the other one wrote is kept aside
    assert post(hidden).status_code == 303
    assert Arrival.objects.get().reason == "The form was closed while they wrote"


def test_it_stands_in_a_frame_without_its_head(form: PublicForm) -> None:
    html = page_of(query="?framed=1")
    assert 'class="outside is-framed"' in html
    assert "outside-name" not in html
    assert post(hidden_in(html))["Location"] == "/f/visit/thanks?framed=1"


def test_nobody_learns_whether_an_address_is_known(form: PublicForm) -> None:
    first, second = ask(), ask()
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])


def test_ten_of_one_address_and_then_one_after_the_other(form: PublicForm) -> None:
    # given a page
    hidden = hidden_in(page_of())

    # when one address sends twelve at once
    with later(datetime.timedelta(minutes=1)):
        answers = [Client().post("/f/visit", hidden | TYPED, REMOTE_ADDR="203.0.113.7") for _n in range(12)]
        other = Client().post("/f/visit", hidden | TYPED, REMOTE_ADDR="203.0.113.8")
        forged = Client().post(
            "/f/visit", hidden | TYPED, REMOTE_ADDR="203.0.113.7", HTTP_X_FORWARDED_FOR="198.51.100.1"
        )

    # then ten come in, the rest is told when to try again, and a claimed address is not believed
    assert [answer.status_code for answer in answers] == [303] * 10 + [429] * 2
    assert (other.status_code, forged.status_code) == (303, 429)
    assert 0 < int(answers[-1]["Retry-After"]) <= 10
    assert "Many are writing just now" in answers[-1].content.decode()
