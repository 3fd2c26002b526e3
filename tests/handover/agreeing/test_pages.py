"""The pages where one agrees: who may do what, one tap, bad input, posts twice, with and without HTMX."""

import re
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tandem.handover.agreement.actions import agree, ensure_agreement
from tandem.handover.agreement.models import Agreement, Proposal
from tandem.handover.agreement.proposing import agree_to, propose, send_back
from tandem.handover.agreement.queries import current_agreement, terms_of
from tandem.handover.agreement.terms import usual_terms
from tandem.handover.passing.actions import pass_on
from tandem.office.accounts.models import User
from tandem.office.business.models import Business
from tandem.office.business.queries import forget
from tests.handover.desks import a_business, a_user, an_enquiry, hours, sent, signed_in

pytestmark = pytest.mark.django_db
AGREEMENT, NEXT, KIT = "/handover/agreement/", "/handover/agreement/next/", "/handover/agreement/next/with/"


def page(user: User, url: str) -> str:
    answer = signed_in(user).get(url)
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def filled(**columns: Any) -> dict[str, Any]:
    """The form as it stands on the page, with what was typed into it."""
    told = {
        "version": current_agreement().number,
        "tick_1": "Wants something we make",
        "detail_1": "Chairs",
        "pass_within_hours": 2,
        "decide_within_hours": 8,
        "answer_within_hours": 4,
        "least_ticks": 1,
        "next_step_always": "on",
        "decline_reasons": "Too far away\nNot something we do",
        **columns,
    }
    return {name: value for name, value in told.items() if value is not None}


def agreed(by: User) -> Agreement:
    reasons = ["Too far away", "Not something we do"]
    criteria = [("Wants something we make", "Chairs")]
    return agree(criteria=criteria, decline_reasons=reasons, by=by, at=timezone.now())


def proposed(by: User, **promises: Any) -> Proposal:
    current = current_agreement()
    terms = terms_of(current) if current.pk else usual_terms()
    changed = replace(terms, **(promises or {"answer_within_hours": 2}))
    at = timezone.now() - hours(1)
    return propose(terms=changed, expected_number=current.number, note="They wait.", by=by, at=at)


def test_a_marketer_proposes_and_a_seller_agrees(maya: User, joe: User, anna: User) -> None:
    # given an agreement, and a marketer who changes the form
    agreed(anna)
    form = page(maya, NEXT)
    assert 'value="propose"' in form
    assert 'value="agree"' not in form
    answer = sent(signed_in(maya), NEXT, **filled(answer_within_hours=2, note="They wait too long."))
    assert (answer.status_code, answer["Location"]) == (303, AGREEMENT)
    proposal = Proposal.objects.get()

    # when the seller looks: old and new side by side, why, and what may be done
    told = page(joe, AGREEMENT)
    assert "Maya proposes a change" in told
    assert "They wait too long." in told
    assert re.search(r"First answer within.*4 working hours.*2 working hours", told)
    assert f"{AGREEMENT}proposals/{proposal.pk}/agree/" in told
    # and the proposer sees whom it waits for, and can withdraw it
    told = page(maya, AGREEMENT)
    assert "Anna, Joe." in told
    assert "/agree/" not in told
    assert f"{AGREEMENT}proposals/{proposal.pk}/withdraw/" in told

    # then with one tap, sent twice, it is one version with both names
    joes = signed_in(joe)
    for _time in range(2):
        answer = sent(joes, f"{AGREEMENT}proposals/{proposal.pk}/agree/", version=proposal.version)
        assert (answer.status_code, answer["Location"]) == (303, AGREEMENT)
    assert Agreement.objects.count() == 2
    told = page(joe, AGREEMENT)
    assert "Maya for marketing" in told
    assert "Joe for sales" in told


def test_sent_twice_it_is_one_proposal(maya: User) -> None:
    client = signed_in(maya)
    for _time in range(2):
        assert sent(client, NEXT, **filled()).status_code == 303
    assert Proposal.objects.count() == 1
    # another form is another proposal, and one waits already
    answer = sent(client, NEXT, once=uuid4().hex, **filled(least_ticks=0))
    assert answer.status_code == 422
    assert "not answered yet" in answer.content.decode()


def test_who_reads_sees_it_and_can_do_nothing(ann: User, maya: User, anna: User) -> None:
    agreed(anna)
    proposal = proposed(maya)
    told = page(ann, AGREEMENT)
    assert "Maya proposes a change" in told
    assert '<form method="post" action="/handover' not in told
    for url in (f"{AGREEMENT}proposals/{proposal.pk}/agree/", NEXT, KIT):
        assert sent(signed_in(ann), url, version=1).status_code == 403


def test_neither_does_the_others_part(maya: User, joe: User, anna: User) -> None:
    agreed(anna)
    proposal = proposed(maya)
    url = f"{AGREEMENT}proposals/{proposal.pk}/"
    for user, step in ((maya, "agree"), (joe, "withdraw")):
        assert sent(signed_in(user), f"{url}{step}/", version=1).status_code == 422
    assert sent(signed_in(maya), f"{url}send-back/", version=1, answer="No").status_code == 422
    assert signed_in(maya).get(f"{url}send-back/").status_code == 303
    assert signed_in(maya).get(f"{NEXT}?instead={proposal.pk}").status_code == 303
    proposal.refresh_from_db()
    assert proposal.is_open


def test_sent_back_with_a_word(maya: User, joe: User, anna: User) -> None:
    agreed(anna)
    url = f"{AGREEMENT}proposals/{proposed(maya).pk}/send-back/"
    assert "What does not fit yet?" in page(joe, url)
    assert sent(signed_in(joe), url, version=1, answer="").status_code == 422
    assert sent(signed_in(joe), url, once=uuid4().hex, version=1, answer="It is lunch").status_code == 303
    assert "Joe sent your change back" in page(maya, AGREEMENT)
    assert "It is lunch" in page(maya, AGREEMENT)
    assert "Joe sent your change of the agreement back" in page(maya, "/marketing/")


def test_something_else_is_proposed_instead(maya: User, joe: User, anna: User) -> None:
    # given the form of the other side, filled in with what was proposed
    agreed(anna)
    first = proposed(maya)
    form = page(joe, f"{NEXT}?instead={first.pk}")
    assert 'name="answer_within_hours" value="2"' in form

    # when the seller would have it differently
    told = filled(answer_within_hours=3, instead=first.pk, version=first.version, note="Three.")
    assert sent(signed_in(joe), NEXT, **told).status_code == 303

    # then it is marketing's turn
    told = page(maya, AGREEMENT)
    assert "Joe proposes a change" in told
    assert "Instead of what Maya had proposed." in told
    assert "Agree, with my name" in told


def test_an_owner_agrees_at_once_or_asks_first(anna: User, joe: User) -> None:
    assert sent(signed_in(anna), NEXT, **filled(how="agree")).status_code == 303
    assert current_agreement().agreed_for_sales == anna
    told = filled(how="propose", answer_within_hours=1)
    assert sent(signed_in(anna), NEXT, once=uuid4().hex, **told).status_code == 303
    assert (Agreement.objects.count(), Proposal.objects.get().proposed_by) == (1, anna)


def test_the_agreement_changed_meanwhile(maya: User, joe: User, anna: User) -> None:
    # given a proposal on the screen of sales and a form on the screen of marketing
    agreed(anna)
    proposal, typed = proposed(maya), filled(answer_within_hours=1)
    agree(criteria=[("Can pay", "")], by=anna, at=timezone.now())

    # when they send them
    answers = [
        sent(signed_in(joe), f"{AGREEMENT}proposals/{proposal.pk}/agree/", version=1),
        sent(signed_in(maya), NEXT, **typed),
    ]

    # then each sees both, and can still send what was written
    for answer in answers:
        told = answer.content.decode()
        assert answer.status_code == 409
        assert "Version 2 of our agreement was changed while you were writing" in told
    assert 'name="version" value="2"' in answers[1].content.decode()
    assert Agreement.objects.count() == 2


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"tick_1": ""}, "Agree on at least one sentence"),
        ({"tick_2": "wants something we make"}, "One sentence stands there twice"),
        ({"least_ticks": 3}, "There are not that many ticks"),
        ({"share_that_fits": 101}, "A whole number from 1 to 100."),
        ({"enquiries_a_month": "many"}, "whole number"),
        ({"answer_within_hours": "9" * 400}, "A whole number from 1 to 200."),
        ({"capacity_a_week": -1}, "A whole number from 1 to 100,000."),
        ({"pass_within_hours": None}, "required"),
        ({"decline_reasons": " "}, "required"),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(
    maya: User, columns: dict[str, Any], sentence: str
) -> None:
    told = {"detail_1": "Chairs & “sofas”", "note": "They wait too long.", **columns}
    answer = sent(signed_in(maya), NEXT, **filled(**told))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Chairs &amp; “sofas”" in page
    assert "They wait too long." in page
    assert Proposal.objects.count() == 0


@pytest.mark.parametrize("instead", ["999999999999999999999", "x", "٣", "7"])
def test_something_else_for_what_is_not_there(maya: User, instead: str) -> None:
    assert signed_in(maya).get(f"{NEXT}?instead={instead}").status_code in (200, 404)


def kit(user: User, **fields: Any) -> str:
    answer = sent(signed_in(user), KIT, htmx=True, **fields)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_one_tap_adds_a_sentence_and_keeps_what_was_typed(maya: User) -> None:
    # given a business of a trade and a half-filled form
    Business.objects.update(trade="joinery", country="GB", currency="GBP")
    forget()
    typed = filled(tick_2="", note="As we said", add="area")

    # when a button of the kit is tapped without JavaScript
    answer = sent(signed_in(maya), KIT, **typed)

    # then the whole page has the sentence with what it means there, and all that was typed
    told = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="tick_2" value="Is in our area"' in told
    assert 'name="detail_2" value="Within 20 miles"' in told
    assert "As we said" in told
    assert f'action="{NEXT}"' in told
    assert (Proposal.objects.count(), Agreement.objects.count()) == (0, 0)
    # and with HTMX only the ticks, where the button is gone
    part = kit(maya, **typed)
    assert part.strip().startswith('<section class="section" id="ticks">')
    assert 'value="area"' not in part
    assert 'value="pay"' in part


def test_an_example_of_the_trade_and_one_taken_out(maya: User) -> None:
    Business.objects.update(trade="bakery")
    forget()
    part = kit(maya, **filled(add="trade-2"))
    assert 'name="tick_2" value="We know day and number"' in part
    part = kit(maya, **filled(tick_2="Can pay", drop="1"))
    assert 'name="tick_1" value="Can pay"' in part
    assert "Wants something we make" not in part


@pytest.mark.parametrize(
    "fields", [{"add": "nothing"}, {"drop": "9"}, {"drop": "x"}, {"add": "", "drop": ""}, {}]
)
def test_a_tap_that_means_nothing_changes_nothing(maya: User, fields: dict[str, str]) -> None:
    part = kit(maya, **filled(**fields))
    assert 'name="tick_1" value="Wants something we make"' in part


def test_eight_sentences_are_the_most(maya: User) -> None:
    eight = {f"tick_{place}": f"Sentence {place}" for place in range(1, 9)}
    part = kit(maya, **filled(**eight, add="pay"))
    assert 'name="tick_8" value="Sentence 8"' in part
    assert "Can pay" not in part


def test_agree_with_yourself(db: None) -> None:
    # given one person with both jobs, and nothing agreed
    a_business(trade="hairdresser")
    anna = a_user("Anna", "owner")
    assert 'href="/handover/agreement/alone/"' in page(anna, AGREEMENT)
    form = page(anna, f"{AGREEMENT}alone/")
    assert form.count('name="tick"') == 3
    assert "Wants something we do" in form

    # when she leaves one out, writes her own and agrees, twice
    told = {
        "tick": ["trade-1", "trade-2"],
        "own": "Lives in town",
        "version": 0,
        "detail-trade-2": "A Friday",
    }
    hours = {"pass_within_hours": 1, "answer_within_hours": 3}
    client = signed_in(anna)
    assert sent(client, f"{AGREEMENT}alone/", version=0, **hours).status_code == 422
    for _time in range(2):
        assert sent(client, f"{AGREEMENT}alone/", once="k" * 20, **told, **hours).status_code == 303

    # then it is agreed, with herself
    made = Agreement.objects.get()
    assert [(one.words, one.detail) for one in made.criteria.all()] == [
        ("Wants something we do", "Cut, colour, weddings"),
        ("We know the day", "A Friday"),
        ("Lives in town", ""),
    ]
    assert (made.pass_within_hours, made.answer_within_hours, made.least_ticks) == (1, 3, 2)
    assert (made.agreed_for_marketing, made.agreed_for_sales) == (anna, anna)
    # and from now on she changes it with the whole form
    assert signed_in(anna).get(f"{AGREEMENT}alone/")["Location"] == NEXT
    assert "Propose it first" not in page(anna, NEXT)


def test_with_others_one_does_not_agree_with_oneself(anna: User, joe: User) -> None:
    assert signed_in(anna).get(f"{AGREEMENT}alone/")["Location"] == NEXT


def test_the_usual_sentences_have_no_name_under_them(anna: User, joe: User) -> None:
    ensure_agreement(at=timezone.now())
    assert "No name stands under them yet" in page(anna, AGREEMENT)


def test_it_is_on_the_day_of_the_other_side(maya: User, joe: User, anna: User, ann: User) -> None:
    agreed(anna)
    proposed(maya)
    title = "Maya proposes a change to your agreement"
    assert title in page(joe, "/sales/")
    assert title in page(joe, "/")
    assert title not in page(joe, "/marketing/")
    assert title in page(anna, "/sales/")
    for user in (maya, ann):
        assert title not in page(user, "/sales/")


def test_every_version_with_its_names_and_how_many_went_by_it(maya: User, joe: User, anna: User) -> None:
    # given two versions, one passed under the first and two under the second, and one that came to nothing
    now = timezone.now()
    agreed(anna)

    def passed(who: str) -> None:
        enquiry = an_enquiry(who, at=now)
        pass_on(enquiry=enquiry, expected_version=1, owner=joe, by=maya, at=now)

    passed("a@x.example")
    agree_to(proposal=proposed(maya), expected_version=1, by=joe, at=now)
    passed("b@x.example")
    passed("c@x.example")
    refused = proposed(joe, answer_within_hours=9)
    send_back(proposal=refused, expected_version=1, answer="Too slow.", by=maya, at=now)

    # when anybody looks
    told = page(joe, f"{AGREEMENT}versions/")

    # then both names, when, what changed, and how many
    assert re.search(r"Version 2.*2 enquiries passed under it.*Version 1.*1 enquiry passed under it", told)
    assert "proposed by Maya" in told
    assert "Maya for marketing" in told
    assert "Joe for sales" in told
    assert re.search(r"First answer within.*4 working hours.*2 working hours", told)
    assert "Too slow." in told


def test_pages_ask_the_same_however_many_versions(maya: User, joe: User, anna: User) -> None:
    agreed(anna)
    proposed(maya)
    client = signed_in(joe)

    def asked(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    urls = (AGREEMENT, f"{AGREEMENT}versions/", NEXT)
    few = [asked(url) for url in urls]
    for number in range(6):
        agree(criteria=[(f"Sentence {number}", "")], by=anna, at=timezone.now())
    proposed(maya)
    assert [asked(url) for url in urls] == few
    assert max(few) <= 30
