"""A change of the agreement: one side proposes, the other agrees, and both names stand under it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tandem.handover.agreement.actions import agree, ensure_agreement
from tandem.handover.agreement.models import Agreement, Proposal
from tandem.handover.agreement.proposing import agree_to, propose, propose_instead, send_back, withdraw
from tandem.handover.agreement.queries import current_agreement, of_today, open_proposal, terms_of
from tandem.handover.agreement.terms import Terms, usual_terms
from tandem.office.accounts.models import User
from tandem.office.business.models import Business
from tandem.office.business.queries import forget
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.office.journal.queries import shown
from tandem.office.outbox.models import OutboxRow
from tests.handover.desks import NOW, a_user, days

TICKS = [("Wants something we make", "Chairs, sofas"), ("Within 30 miles", "")]


@pytest.fixture
def agreed(anna: User) -> Agreement:
    return agree(criteria=TICKS, by=anna, at=NOW - days(9))


def quicker() -> Terms:
    return replace(terms_of(current_agreement()), answer_within_hours=2)


def proposed(by: User, terms: Terms | None = None, note: str = "") -> Proposal:
    number = current_agreement().number
    return propose(terms=terms or quicker(), expected_number=number, note=note, by=by, at=NOW)


def verbs() -> list[str]:
    lines = JournalLine.objects.filter(verb__startswith="handover.agreement").order_by("pk")
    return [line.verb.removeprefix("handover.agreement.") for line in lines]


def letters() -> list[tuple[str, str]]:
    return [(row.payload["to"], row.effect_key) for row in OutboxRow.objects.order_by("pk")]


def test_marketing_proposes_and_sales_agrees(agreed: Agreement, maya: User, joe: User) -> None:
    # given what marketing proposes: nothing changes yet
    proposal = proposed(maya, note=" They wait too long. ")
    assert (proposal.side, proposal.note, current_agreement()) == ("marketing", "They wait too long.", agreed)

    # when sales agrees
    made = agree_to(proposal=proposal, expected_version=1, by=joe, at=NOW + days(1))

    # then it is the next version, with both names under it
    assert (made.number, made.answer_within_hours, made.pass_within_hours) == (2, 2, 2)
    assert (made.agreed_for_marketing, made.agreed_for_sales, made.agreed_at) == (maya, joe, NOW + days(1))
    assert [(one.words, one.detail) for one in made.criteria.all()] == TICKS
    proposal.refresh_from_db()
    assert (proposal.state, proposal.ended_by, proposal.agreement) == ("agreed", joe, made)
    assert verbs() == ["agreed", "proposed", "agreed"]


def test_sales_proposes_and_marketing_agrees(agreed: Agreement, maya: User, joe: User) -> None:
    proposal = proposed(joe)
    made = agree_to(proposal=proposal, expected_version=1, by=maya, at=NOW)
    assert (made.agreed_for_marketing, made.agreed_for_sales) == (maya, joe)


def test_neither_side_answers_for_the_other(agreed: Agreement, maya: User, joe: User, ann: User) -> None:
    # given a proposal of marketing
    proposal, mine = proposed(maya), a_user("Mona", "marketing")

    # when others of marketing, or the one who proposed it, would answer it
    for one in (maya, mine):
        with pytest.raises(Refused):
            agree_to(proposal=proposal, expected_version=1, by=one, at=NOW)
        with pytest.raises(Refused):
            send_back(proposal=proposal, expected_version=1, answer="No", by=one, at=NOW)
        with pytest.raises(Refused):
            propose_instead(proposal=proposal, expected_version=1, terms=quicker(), by=one, at=NOW)
    # or sales would withdraw it, or who only reads would do anything
    for one in (mine, joe):
        with pytest.raises(Refused):
            withdraw(proposal=proposal, expected_version=1, by=one, at=NOW)
    with pytest.raises(NotAllowed):
        agree_to(proposal=proposal, expected_version=1, by=ann, at=NOW)
    with pytest.raises(NotAllowed):
        withdraw(proposal=proposal, expected_version=1, by=ann, at=NOW)
    with pytest.raises(NotAllowed):
        proposed(ann)

    # then it waits as before
    assert open_proposal() == proposal
    assert Agreement.objects.count() == 1


def test_whose_name_counts_for_both_answers_either_side(agreed: Agreement, joe: User, anna: User) -> None:
    made = agree_to(proposal=proposed(joe), expected_version=1, by=anna, at=NOW)
    assert (made.agreed_for_marketing, made.agreed_for_sales) == (anna, joe)


def test_an_owner_asks_in_the_hat_of_the_moment(agreed: Agreement, joe: User, anna: User, maya: User) -> None:
    anna.hat = "sales"
    anna.save()
    proposal = proposed(anna)
    assert proposal.side == "sales"
    made = agree_to(proposal=proposal, expected_version=1, by=maya, at=NOW)
    assert (made.agreed_for_marketing, made.agreed_for_sales) == (maya, anna)


def test_the_letter_goes_to_those_who_may_agree_and_once(
    agreed: Agreement, maya: User, joe: User, anna: User, ann: User
) -> None:
    a_user("Gone", "sales", is_active=False)
    proposal = proposed(maya, note="They wait too long.")
    assert letters() == [
        ("anna@wren.example", f"handover.proposal:{proposal.pk}:to:{anna.pk}"),
        ("joe@wren.example", f"handover.proposal:{proposal.pk}:to:{joe.pk}"),
    ]
    text = OutboxRow.objects.all()[0].payload["text"]
    assert "Maya of marketing proposes a change" in text
    assert "- First answer within: 4 working hours → 2 working hours" in text
    assert "Why: “They wait too long.”" in text
    assert text.endswith("/handover/agreement/\n")


def test_the_people_of_the_sample_get_no_letter(agreed: Agreement, maya: User, joe: User) -> None:
    Business.objects.update(is_sample=True)
    forget()
    proposed(maya)
    assert letters() == []


def test_one_waits_at_a_time(agreed: Agreement, maya: User, joe: User) -> None:
    proposed(maya)
    for one in (maya, joe):
        with pytest.raises(Refused, match="Maya has proposed a change that is not answered yet"):
            proposed(one, replace(quicker(), pass_within_hours=1))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda terms: terms, None),
        (lambda terms: replace(terms, criteria=()), "ticks"),
        (lambda terms: replace(terms, share_that_fits=101), "share_that_fits"),
        (lambda terms: replace(terms, share_that_fits=0), "share_that_fits"),
        (lambda terms: replace(terms, enquiries_a_month=0), "enquiries_a_month"),
        (lambda terms: replace(terms, capacity_a_week=100_001), "capacity_a_week"),
        (lambda terms: replace(terms, counts_as_answered="x" * 201), "counts_as_answered"),
        (lambda terms: replace(terms, decide_within_hours=0), "decide_within_hours"),
    ],
)
def test_what_cannot_be_proposed(
    agreed: Agreement, maya: User, change: Callable[[Terms], Terms], field: str | None
) -> None:
    with pytest.raises(Refused) as refused:
        proposed(maya, change(terms_of(agreed)))
    assert refused.value.field == field
    assert Proposal.objects.count() == 0


def test_a_reason_that_is_too_long_is_refused(agreed: Agreement, maya: User, joe: User) -> None:
    with pytest.raises(Refused) as refused:
        proposed(maya, note="x" * 501)
    assert refused.value.field == "note"
    proposal = proposed(maya)
    for answer in (" ", "x" * 501):
        with pytest.raises(Refused) as refused:
            send_back(proposal=proposal, expected_version=1, answer=answer, by=joe, at=NOW)
        assert refused.value.field == "answer"


def test_it_comes_back_with_a_word_and_the_proposer_is_told(agreed: Agreement, maya: User, joe: User) -> None:
    # given a proposal that sales has today, and marketing has not
    proposal = proposed(maya)
    assert of_today(joe, now=NOW) == (proposal, None)

    # when sales sends it back
    line = send_back(proposal=proposal, expected_version=1, answer="Two hours is lunch.", by=joe, at=NOW)

    # then marketing has the word, for a week, and what was agreed stays
    assert of_today(maya, now=NOW + days(6)) == (None, proposal)
    assert of_today(maya, now=NOW + days(8)) == (None, None)
    assert of_today(joe, now=NOW) == (None, None)
    assert current_agreement() == agreed
    # and it can be taken back
    undo(line_id=line.pk, by=joe, at=NOW)
    assert of_today(joe, now=NOW) == (proposal, None)


def test_a_counter_turns_the_table(agreed: Agreement, maya: User, joe: User) -> None:
    first = proposed(maya)
    with pytest.raises(Refused, match="simply agree"):
        propose_instead(proposal=first, expected_version=1, terms=quicker(), by=joe, at=NOW)
    three = replace(quicker(), answer_within_hours=3)
    second = propose_instead(proposal=first, expected_version=1, terms=three, note="Three", by=joe, at=NOW)
    first.refresh_from_db()
    assert (first.state, second.instead_of, second.side) == ("countered", first, "sales")
    with pytest.raises(Refused, match="your own proposal"):
        agree_to(proposal=second, expected_version=1, by=joe, at=NOW)
    made = agree_to(proposal=second, expected_version=1, by=maya, at=NOW)
    assert (made.answer_within_hours, made.agreed_for_marketing, made.agreed_for_sales) == (3, maya, joe)
    assert verbs() == ["agreed", "proposed", "countered", "agreed"]


def test_a_counter_taken_back_puts_the_first_one_there_again(
    agreed: Agreement, maya: User, joe: User
) -> None:
    first = proposed(maya)
    three = replace(quicker(), answer_within_hours=3)
    propose_instead(proposal=first, expected_version=1, terms=three, by=joe, at=NOW)
    line = JournalLine.objects.get(verb="handover.agreement.countered")
    undo(line_id=line.pk, by=joe, at=NOW)
    assert open_proposal() == first


def test_withdrawn_and_put_there_again(agreed: Agreement, maya: User, joe: User) -> None:
    proposal = proposed(maya)
    line = withdraw(proposal=proposal, expected_version=1, by=maya, at=NOW)
    assert open_proposal() is None
    with pytest.raises(Refused, match="Maya has withdrawn this"):
        agree_to(proposal=proposal, expected_version=1, by=joe, at=NOW)
    undo(line_id=line.pk, by=maya, at=NOW)
    assert open_proposal() == proposal


def test_no_way_back_where_something_came_after_it(agreed: Agreement, maya: User, joe: User) -> None:
    withdrawn = withdraw(proposal=proposed(maya), expected_version=1, by=maya, at=NOW)
    proposed(joe)
    with pytest.raises(Refused, match="Something else was proposed"):
        undo(line_id=withdrawn.pk, by=maya, at=NOW)


def test_proposing_is_undone_by_the_one_who_did(agreed: Agreement, maya: User, joe: User) -> None:
    proposed(maya)
    line = JournalLine.objects.get(verb="handover.agreement.proposed")
    with pytest.raises(Refused):
        undo(line_id=line.pk, by=joe, at=NOW)
    undo(line_id=line.pk, by=maya, at=NOW)
    assert Proposal.objects.get().state == "withdrawn"


def test_another_version_meanwhile_overtakes_it(agreed: Agreement, maya: User, joe: User, anna: User) -> None:
    # given a proposal that was on the screen of sales
    proposal = proposed(maya)

    # when an owner agrees on something else
    agree(criteria=[("Can pay", "")], by=anna, at=NOW, expected_number=1)

    # then whoever agrees to the old one sees both, and whoever proposes against the old one too
    assert verbs()[-2:] == ["overtaken", "agreed"]
    with pytest.raises(Stale) as stale:
        agree_to(proposal=proposal, expected_version=1, by=joe, at=NOW)
    assert (stale.value.current.number, stale.value.wanted["answer_within_hours"]) == (2, 2)
    with pytest.raises(Stale):
        propose(terms=quicker(), expected_number=1, by=maya, at=NOW)
    assert Agreement.objects.count() == 2


def test_who_comes_second_is_told_what_the_first_one_said(agreed: Agreement, maya: User, joe: User) -> None:
    proposal, ada = proposed(maya), a_user("Ada", "sales")
    agree_to(proposal=proposal, expected_version=1, by=joe, at=NOW)
    with pytest.raises(Refused, match="Joe has agreed to this already"):
        agree_to(proposal=proposal, expected_version=1, by=ada, at=NOW)
    assert Agreement.objects.count() == 2


def test_the_usual_sentences_do_not_overtake_what_was_proposed_first(maya: User, joe: User) -> None:
    # given the first thing ever proposed, and an enquiry that is passed meanwhile
    proposal = propose(terms=usual_terms(), expected_number=0, by=maya, at=NOW)
    made = ensure_agreement(at=NOW)
    assert not made.is_signed

    # when sales agrees to what it saw before, it is told; and what it sees now can be agreed to
    with pytest.raises(Stale):
        agree_to(proposal=proposal, expected_version=1, by=joe, at=NOW)
    signed = agree_to(proposal=proposal, expected_version=2, by=joe, at=NOW)
    assert (signed.number, signed.agreed_for_marketing, signed.agreed_for_sales) == (2, maya, joe)


def test_what_nobody_signed_can_be_signed_as_it_is(maya: User, joe: User) -> None:
    ensure_agreement(at=NOW)
    signed = agree_to(
        proposal=proposed(maya, terms_of(current_agreement())), expected_version=1, by=joe, at=NOW
    )
    assert signed.is_signed
    with pytest.raises(Refused, match="agreed on already"):
        proposed(maya, terms_of(signed))


def test_what_is_not_said_stays_as_it_was_agreed(anna: User) -> None:
    promised = {"enquiries_a_month": 30, "decide_within_hours": 5}
    agree(criteria=TICKS, by=anna, at=NOW, decline_reasons=["Far"], **promised)
    second = agree(criteria=[("Can pay", "")], by=anna, at=NOW)
    assert (second.enquiries_a_month, second.decide_within_hours) == (30, 5)
    assert second.decline_reasons == ["Far"]


def test_the_journal_says_what_would_change(agreed: Agreement, maya: User, joe: User) -> None:
    terms = replace(quicker(), criteria=(*quicker().criteria, ("Has a date", "Within a year")))
    agree_to(proposal=proposed(maya, terms), expected_version=1, by=joe, at=NOW)
    lines = JournalLine.objects.filter(verb__startswith="handover.agreement").order_by("pk")
    proposed_line, agreed_line = shown(lines[1:], currency="GBP")
    assert proposed_line.sentence == "Version 2 of our agreement was proposed"
    assert agreed_line.sentence == "Version 2 of our agreement was agreed on"
    told = {change.label: (change.before, change.after) for change in proposed_line.changes}
    ticks = "Wants something we make – Chairs, sofas, Within 30 miles"
    assert told == {
        "The ticks": (ticks, f"{ticks}, Has a date – Within a year"),
        "Sales answers within": ("4", "2"),
    }
    names = {change.label: change.after for change in agreed_line.changes}
    assert [value for value in names.values() if value in ("Maya", "Joe")] == ["Maya", "Joe"]


def test_a_name_counts_only_while_its_holder_is_at_that_desk(maya: User, joe: User) -> None:
    # given what Maya of marketing proposed, and that she sells now
    proposal = proposed(maya, usual_terms())
    User.objects.filter(pk=maya.pk).update(role="sales")

    # when sales agrees, then there are not two sides to it
    with pytest.raises(Refused, match="no longer at that desk"):
        agree_to(proposal=proposal, expected_version=proposal.version, by=joe, at=NOW)
