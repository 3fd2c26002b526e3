"""A channel is a source and a medium; it is made once and may be named better."""

import pytest

from tandem.marketing.channels.actions import channel_for, channels_for_many, rename
from tandem.marketing.channels.models import Channel
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import undo
from tests.handover.desks import NOW, sent, signed_in


@pytest.mark.parametrize(
    ("source", "medium", "name", "icon"),
    [
        ("", "walk_in", "Walk-ins", "store"),
        ("", "referral", "Recommendations", "hand-heart"),
        ("Google", "cpc", "Google, search adverts", "search"),
        ("organic_search", "", "Organic search", "search"),
        ("The Gazette", "press", "The Gazette, press", "newspaper"),
        ("Spring letter", "newsletter", "Spring letter, newsletter", "mail"),
        ("unknown", "", "Unknown", "megaphone"),
        ("", "", "Not known", "circle"),
    ],
)
@pytest.mark.django_db
def test_name_and_icon(source: str, medium: str, name: str, icon: str) -> None:
    channel = channel_for(source=source, medium=medium)
    assert (channel.name, channel.icon) == (name, icon)


def test_case_and_spaces_make_no_other_channel(db: None) -> None:
    pairs = [("Google", "CPC"), (" google", "cpc"), ("GOOGLE", "ppc"), ("Google", "")]
    found = channels_for_many(pairs=pairs)
    assert [found[pair].name for pair in pairs] == ["Google, search adverts"] * 3 + ["Google"]
    assert Channel.objects.count() == 2


def test_renaming(maya: User, joe: User) -> None:
    channel = channel_for(source="Google", medium="cpc")
    with pytest.raises(NotAllowed):
        rename(channel=channel, expected_version=1, name="Adverts", by=joe, at=NOW)
    with pytest.raises(Refused):
        rename(channel=channel, expected_version=1, name="  ", by=maya, at=NOW)
    line = rename(channel=channel, expected_version=1, name="Adverts", by=maya, at=NOW)
    assert line is not None
    assert (line.before, line.after) == ({"name": "Google, search adverts"}, {"name": "Adverts"})
    # the same source and medium find it under its new name
    assert channel_for(source="google", medium="cpc").name == "Adverts"
    undo(line_id=line.pk, by=maya, at=NOW)
    channel.refresh_from_db()
    assert channel.name == "Google, search adverts"


def test_renaming_by_form(maya: User, joe: User) -> None:
    channel = channel_for(source="Google", medium="cpc")
    url = f"/marketing/channels/{channel.pk}/"
    assert sent(signed_in(joe), url, name="Adverts", version=1).status_code == 403
    assert sent(signed_in(maya), url, name="", version=1).status_code == 422
    assert sent(signed_in(maya), url, name="Adverts", version=1).status_code == 303
    assert "Adverts" in signed_in(joe).get("/marketing/channels/").content.decode()


@pytest.mark.parametrize(
    ("source", "medium", "told"),
    [
        ("", "cpc", "search adverts"),
        ("", "walk_in", "walk-ins"),
        ("home fair", "fair", "home fair · fairs"),
        ("organic_search", "", "organic search"),
        ("radio", "spoken_word", "radio · spoken word"),
        ("", "", "nobody asked, or they did not say"),
    ],
)
def test_what_was_told_is_shown_in_words(source: str, medium: str, told: str, maya: User) -> None:
    channel_for(source=source, medium=medium)
    page = signed_in(maya).get("/marketing/channels/").content.decode()
    assert f'<td data-label="As it was told">{told}</td>' in page


def test_the_channel_of_whom_nobody_knows_it_keeps_its_name(maya: User) -> None:
    # given the one channel of those who did not say
    channel = channel_for(source="", medium="")

    # when somebody gives it a name, then it is refused with a sentence, and the page offers no renaming
    with pytest.raises(Refused, match="keeps its name"):
        rename(channel=channel, expected_version=1, name="Radio", by=maya, at=NOW)
    page = signed_in(maya).get("/marketing/channels/").content.decode()
    assert f"/marketing/channels/{channel.pk}/" not in page


def test_the_page_says_since_when_and_whom_it_counts(maya: User) -> None:
    channel_for(source="radio", medium="")
    page = signed_in(maya).get("/marketing/channels/").content.decode()
    assert "Everybody who asked since the beginning, without spam and without the same enquiry twice." in page
