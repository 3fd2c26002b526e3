"""Two opportunities of one person become one, and two again."""

import datetime

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tandem.handover.feedback.models import Feeding
from tandem.handover.passing.actions import accept, join, pass_on
from tandem.marketing.enquiries.models import Enquiry
from tandem.office.accounts.models import User
from tandem.office.changes.words import NotAllowed, Refused, Stale
from tandem.office.journal.actions import undo
from tandem.office.journal.models import JournalLine
from tandem.office.search.models import SearchDocument
from tandem.people.privacy.actions import erase
from tandem.people.timeline.actions import note, take_back_entry
from tandem.people.timeline.models import Entry
from tandem.sales.hearing.actions import call_unmet, hear_need, take_away
from tandem.sales.helping.actions import say
from tandem.sales.merging.actions import merge_opportunities
from tandem.sales.merging.queries import OWN_LOGS, opportunity_columns
from tandem.sales.merging.words import Worth
from tandem.sales.needs.models import UnmetNeed
from tandem.sales.opportunities.actions import (
    edit_opportunity,
    lose,
    move,
    plan_step,
    reopen,
    value_by_lines,
    win,
)
from tandem.sales.opportunities.models import Opportunity, OpportunityMerge, StageLog
from tandem.sales.opportunities.words import ValuedBy
from tandem.sales.orders.models import Order
from tandem.sales.pipelines.models import Stage
from tandem.sales.playbook.actions import add_line
from tandem.sales.playbook.models import GuideLine, Said
from tandem.sales.playbook.words import LineKind
from tandem.sales.quotes.answering import accept_quote
from tandem.sales.quotes.sending import withdraw_quote
from tandem.sales.quotes.words import NotStanding
from tandem.sales.stages.actions import remove_stage
from tandem.sales.talks.queries import entries_about
from tandem.together.statistics.actions import rebuild
from tandem.together.statistics.models import EnquiryFact
from tests.handover.conftest import joe, maya  # noqa: F401 - the desks of the handover's tests
from tests.handover.desks import NOW, an_enquiry
from tests.sales.quotes.desk import a_yes, fresh, sent_quote, tom
from tests.sales.shop import a_business, a_person, a_user, an_opportunity, days, sent, signed_in

pytestmark = pytest.mark.django_db


def put_together(kept: Opportunity, gone: Opportunity, **asked: object) -> JournalLine:
    told = {"by": None, "at": NOW + days(5), **asked}
    return merge_opportunities(
        kept=kept,
        gone=gone,
        kept_version=kept.version,
        gone_version=gone.version,
        **told,  # type: ignore[arg-type]
    )


def two(**of_the_other: object) -> tuple[Opportunity, Opportunity]:
    tom = a_person()
    kept = an_opportunity(tom, title="Six chairs", amount_minor=48000)
    return kept, an_opportunity(tom, title="A sofa", amount_minor=30000, **of_the_other)


def test_the_other_becomes_a_part_and_the_timeline_tells_of_it() -> None:
    # given two with amounts and a next step each, the second one further on
    kept, gone = two()
    for row, words in ((kept, "Ring"), (gone, "Measure up")):
        plan_step(opportunity=row, expected_version=1, words=words, kind="call", on=None, by=None, at=NOW)
    gone_id = gone.pk

    # when they are put together
    put_together(kept, gone)

    # then one is left as it stood, with both amounts told in words, and the other is not found any more
    kept.refresh_from_db()
    assert list(Opportunity.objects.all()) == [kept]
    assert (kept.stage.name, kept.amount_minor, kept.next_step) == ("First talk", 48000, "Ring")
    entry = Entry.objects.get(title="Put together with: A sofa")
    assert entry.words == "It was worth £300; now it is £480. Its next step was: Measure up."
    assert not SearchDocument.objects.filter(kind="sales.opportunity", row_id=gone_id).exists()


def test_both_amounts_together_and_the_step_of_the_other_where_there_is_none() -> None:
    kept, gone = two()
    plan_step(opportunity=gone, expected_version=1, words="Ring", kind="call", on=NOW.date(), by=None, at=NOW)
    put_together(kept, gone, worth=Worth.BOTH)
    kept.refresh_from_db()
    assert (kept.amount_minor, kept.next_step, kept.next_step_on) == (78000, "Ring", NOW.date())
    assert Entry.objects.get(title="Put together with: A sofa").words == (
        "It was worth £300; now it is £780."
    )


def test_the_campaign_of_the_other_counts_where_there_was_none() -> None:
    kept, gone = two(brief={"campaign": "Home Fair"})
    line = put_together(kept, gone)
    kept.refresh_from_db()
    assert kept.campaign == "Home Fair"
    undo(line_id=line.pk, by=None, at=NOW + days(6))
    kept.refresh_from_db()
    assert (kept.campaign, Opportunity.objects.get(title="A sofa").campaign) == ("", "Home Fair")


def test_the_undo_brings_the_other_back_with_its_log_and_what_moved() -> None:
    # given two that were put together, the other with a way behind it and a line on the timeline
    kept, gone = two()
    visit = Stage.objects.get(name="Visit")
    move(opportunity=gone, expected_version=1, stage=visit, by=None, at=NOW + days(1))
    lose(opportunity=gone, expected_version=2, reason="price", words="Dear", by=None, at=NOW + days(2))
    gone_id, moved_entry = gone.pk, Entry.objects.get(origin_id=gone.pk).pk
    before = Opportunity.objects.values().get(pk=gone_id)
    log = list(StageLog.objects.filter(opportunity=gone).values())
    line = put_together(kept, gone)
    assert Entry.objects.get(pk=moved_entry).origin_id == kept.pk

    # when it is undone
    undo(line_id=line.pk, by=None, at=NOW + days(6))

    # then everything stands as it stood, and the line of the merge is off the timeline
    assert Opportunity.objects.values().get(pk=gone_id) == before
    assert list(StageLog.objects.filter(opportunity=gone_id).values()) == log
    assert Entry.objects.get(pk=moved_entry).origin_id == gone_id
    assert not Entry.objects.filter(title__startswith="Put together").exists()
    assert SearchDocument.objects.filter(kind="sales.opportunity", row_id=gone_id).exists()
    kept.refresh_from_db()
    assert kept.amount_minor == 48000


def test_what_was_changed_since_stays_as_it_is() -> None:
    kept, gone = two()
    line = put_together(kept, gone, worth=Worth.BOTH)
    edit_opportunity(
        opportunity=kept, expected_version=kept.version, amount_minor=70000, by=None, at=NOW + days(6)
    )
    undo(line_id=line.pk, by=None, at=NOW + days(7))
    kept.refresh_from_db()
    assert kept.amount_minor == 70000
    assert Opportunity.objects.count() == 2


def test_a_step_goes_back_whole_or_not_at_all() -> None:
    # given one that took the step of the other, and another time of day said for it since
    kept, gone = two()
    step = {"words": "Ring", "kind": "call", "on": NOW.date(), "by": None, "at": NOW}
    plan_step(opportunity=gone, expected_version=1, **step)  # type: ignore[arg-type]
    line = put_together(kept, gone)
    plan_step(opportunity=kept, expected_version=kept.version, time=datetime.time(9), **step)  # type: ignore[arg-type]

    # when the two are taken apart, then the step stands as it was said, with its words and its day
    undo(line_id=line.pk, by=None, at=NOW + days(7))
    kept.refresh_from_db()
    assert (kept.next_step, kept.next_step_kind, kept.next_step_on, kept.next_step_time) == (
        "Ring", "call", NOW.date(), datetime.time(9),
    )  # fmt: skip


def test_an_amount_goes_back_with_where_it_comes_from_or_not_at_all() -> None:
    # given both amounts together, and lines of a quote since that add up to the same
    kept, gone = two()
    line = put_together(kept, gone, worth=Worth.BOTH)
    value_by_lines(opportunity=kept, amount_minor=78000, by=None, at=NOW + days(6))

    # when the two are taken apart, then the amount is still what the lines say
    undo(line_id=line.pk, by=None, at=NOW + days(7))
    kept.refresh_from_db()
    assert (kept.amount_minor, kept.valued_by) == (78000, ValuedBy.LINES)


@pytest.mark.parametrize("end", ["sold", "lost"])
def test_what_ended_since_stays_one_until_it_is_opened_again(end: str) -> None:
    # given two that became one worth both, and that one was sold for it, or lost
    kept, gone = two()
    line = put_together(kept, gone, worth=Worth.BOTH)
    told = {"opportunity": kept, "expected_version": kept.version, "by": None, "at": NOW + days(6)}
    if end == "sold":
        win(amount_minor=78000, **told)  # type: ignore[arg-type]
    else:
        lose(reason="price", **told)  # type: ignore[arg-type]

    # when it is taken apart, then that is refused and nothing changed
    with pytest.raises(Refused, match=f"was {end} since"):
        undo(line_id=line.pk, by=None, at=NOW + days(7))
    kept.refresh_from_db()
    assert (kept.amount_minor, Opportunity.objects.count()) == (78000, 1)

    # and opened again it comes apart
    reopen(opportunity=kept, expected_version=kept.version, by=None, at=NOW + days(7))
    undo(line_id=line.pk, by=None, at=NOW + days(8))
    assert Opportunity.objects.count() == 2


def test_what_was_sold_before_the_two_were_put_together_comes_apart() -> None:
    kept, gone = two()
    win(opportunity=kept, expected_version=1, amount_minor=48000, by=None, at=NOW)
    line = put_together(kept, gone)
    undo(line_id=line.pk, by=None, at=NOW + days(6))
    kept.refresh_from_db()
    assert (kept.amount_minor, kept.won_at is not None) == (48000, True)
    assert Opportunity.objects.count() == 2


def test_both_sold_stay_two_and_what_came_further_stays() -> None:
    kept, gone = two()
    win(opportunity=gone, expected_version=1, amount_minor=30000, by=None, at=NOW)
    with pytest.raises(Refused, match="that one has to stay"):
        put_together(kept, gone)
    with pytest.raises(Refused, match="what its order says"):
        put_together(gone, kept, worth=Worth.BOTH)
    win(opportunity=kept, expected_version=1, amount_minor=48000, by=None, at=NOW)
    with pytest.raises(Refused, match="two sales stay two"):
        put_together(kept, gone)
    assert Order.objects.filter(taken_back_at=None).count() == 2


def test_refused_for_two_persons_for_one_and_the_same_and_for_who_came_second() -> None:
    kept, gone = two()
    with pytest.raises(Refused, match="somebody else’s"):
        put_together(kept, an_opportunity(a_person("Ann Miller")))
    with pytest.raises(Refused, match="one and the same"):
        put_together(kept, kept)
    with pytest.raises(NotAllowed):
        put_together(kept, gone, by=a_user("Max", role="marketing"))
    plan_step(
        opportunity=Opportunity.objects.get(pk=gone.pk), expected_version=1, words="Ring", kind="call",
        on=None, by=None, at=NOW,
    )  # fmt: skip
    with pytest.raises(Stale):
        put_together(kept, gone)
    assert Opportunity.objects.count() == 3


def test_an_order_that_was_taken_back_moves_along() -> None:
    kept, gone = two()
    win(opportunity=gone, expected_version=1, amount_minor=30000, by=None, at=NOW)
    reopen(opportunity=gone, expected_version=2, by=None, at=NOW + days(1))
    line = put_together(kept, gone)
    assert Order.objects.get().opportunity_id == kept.pk
    undo(line_id=line.pk, by=None, at=NOW + days(6))
    assert Order.objects.get().opportunity_id != kept.pk


def test_put_together_twice_is_taken_apart_in_turn() -> None:
    # given three that became one in two steps
    kept, gone = two()
    third = an_opportunity(kept.person, title="A footstool")
    first = put_together(kept, gone)
    second = put_together(third, kept)

    # when the first is undone before the second, it is refused; in turn it is not
    with pytest.raises(Refused, match="with another since"):
        undo(line_id=first.pk, by=None, at=NOW + days(6))
    undo(line_id=second.pk, by=None, at=NOW + days(6))
    undo(line_id=first.pk, by=None, at=NOW + days(6))
    assert sorted(Opportunity.objects.values_list("title", flat=True)) == [
        "A footstool", "A sofa", "Six chairs",
    ]  # fmt: skip


def test_the_stage_that_it_stood_in_may_be_gone_meanwhile() -> None:
    kept, gone = two()
    visit = Stage.objects.get(name="Visit")
    an_opportunity(kept.person, title="Another")
    move(opportunity=gone, expected_version=1, stage=visit, by=None, at=NOW)
    line = put_together(kept, gone)
    remove_stage(stage=visit, by=None, at=NOW)
    with pytest.raises(Refused, match="A stage that it stood in"):
        undo(line_id=line.pk, by=None, at=NOW + days(6))
    assert OpportunityMerge.objects.get().undone_at is None


def test_enquiries_of_both_feed_the_one_that_stays_and_statistics_agree(
    maya: User,  # noqa: F811
    joe: User,  # noqa: F811
) -> None:
    # given two enquiries of one person, each accepted as an opportunity of its own
    rows = []
    for words in ("Six chairs", "A sofa"):
        enquiry = an_enquiry(words=words)
        passing = pass_on(enquiry=enquiry, expected_version=enquiry.version, owner=joe, by=maya, at=NOW)
        rows.append(accept(passing=passing, expected_version=1, by=joe, at=NOW))
    kept, gone = rows
    gone_id = gone.pk

    # when they are put together and the one is won
    line = put_together(kept, gone, by=joe)
    win(opportunity=kept, expected_version=kept.version, amount_minor=50000, by=joe, at=NOW + days(6))

    # then both enquiries are won, one of them opened it, and the statistics say what a rebuild says
    assert list(Feeding.objects.order_by("pk").values_list("opportunity", "opened_it")) == [
        (kept.pk, True), (kept.pk, False),
    ]  # fmt: skip
    assert set(Enquiry.objects.values_list("outcome", flat=True)) == {"won"}
    facts = list(EnquiryFact.objects.order_by("pk").values())
    rebuild(by=None, at=NOW)
    assert list(EnquiryFact.objects.order_by("pk").values()) == facts

    # and taken apart each has its own again
    reopen(opportunity=kept, expected_version=kept.version, by=joe, at=NOW + days(7))
    undo(line_id=line.pk, by=joe, at=NOW + days(7))
    assert Feeding.objects.filter(opened_it=True).count() == 2
    assert set(Feeding.objects.values_list("opportunity", flat=True)) == {kept.pk, gone_id}
    assert set(Enquiry.objects.values_list("outcome", flat=True)) == {"open"}
    facts = list(EnquiryFact.objects.order_by("pk").values())
    rebuild(by=None, at=NOW)
    assert list(EnquiryFact.objects.order_by("pk").values()) == facts


def test_sales_joins_what_waits_for_it(maya: User, joe: User) -> None:  # noqa: F811
    # given an opportunity, and another enquiry of the same person that waits for sales
    first = an_enquiry(words="Six chairs")
    passing = pass_on(enquiry=first, expected_version=first.version, owner=joe, by=maya, at=NOW)
    row = accept(passing=passing, expected_version=1, by=joe, at=NOW)
    second = an_enquiry(words="Is it ready?")

    # when a seller joins it before it was passed, that is not theirs to say; afterwards it is
    seller = a_user("Ines", role="sales")
    with pytest.raises(NotAllowed):
        join(enquiry=second, opportunity=row, by=seller, at=NOW)
    pass_on(enquiry=second, expected_version=second.version, owner=seller, by=maya, at=NOW)
    a_business()
    client = signed_in(seller)
    html = client.get(reverse("handover:waiting", args=[second.pk])).content.decode()
    assert "It goes with this one" in html
    sent(client, reverse("handover:join", args=[second.pk]), opportunity=row.pk)
    assert list(Feeding.objects.order_by("pk").values_list("opportunity", "opened_it")) == [
        (row.pk, True), (row.pk, False),
    ]  # fmt: skip


def test_every_column_that_holds_an_opportunity_is_moved_by_a_merge() -> None:
    """A new foreign key to Opportunity fails here until its package registers it."""
    columns = {
        (model._meta.label_lower, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Opportunity
    }
    assert columns - set(OWN_LOGS) == opportunity_columns()


def test_an_erased_person_leaves_nothing_of_the_one_that_went() -> None:
    kept, gone = two()
    line = put_together(kept, gone)
    erase(person=kept.person, by=None, at=NOW + days(6))
    assert not OpportunityMerge.objects.exists()
    with pytest.raises(Refused):
        undo(line_id=line.pk, by=None, at=NOW + days(6))


def test_the_pages_lead_from_one_to_the_other_and_back() -> None:
    # given two of one person, the other further on than the one that is looked at
    a_business()
    client = signed_in(a_user("Joe", role="sales"))
    lost, open_one = two()
    lose(opportunity=lost, expected_version=1, reason="price", by=None, at=NOW)

    # when the pages are followed
    choose = client.get(reverse("sales:merge_with", args=[lost.pk])).content.decode()
    url = reverse("sales:merge", args=[lost.pk, open_one.pk])
    assert url in choose
    html = client.get(url).content.decode()
    assert "“A sofa” stays, and “Six chairs” becomes a part of it." in html
    answer = sent(client, url, version=2, other_version=1, worth="both")
    assert (answer.status_code, answer["Location"]) == (303, reverse("sales:opportunity", args=[open_one.pk]))

    # then the old address leads to the one that stayed
    answer = client.get(reverse("sales:opportunity", args=[lost.pk]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("sales:opportunity", args=[open_one.pk]))
    assert client.get(reverse("sales:opportunity", args=[99999])).status_code == 404
    assert Opportunity.objects.get().amount_minor == 78000


def test_a_merge_takes_as_many_queries_for_a_long_history() -> None:
    counts = []
    for number in (1, 40):
        kept, gone = two()
        for place in range(number):
            visit = Stage.objects.get(name="Visit" if place % 2 == 0 else "First talk")
            move(opportunity=gone, expected_version=gone.version, stage=visit, by=None, at=NOW + days(1))
        with CaptureQueriesContext(connection) as asked:
            put_together(kept, gone)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_needs_talks_and_answers_move_and_what_both_heard_is_kept_for_the_undo() -> None:
    # given an answer that was given in both, one that was given in the other only, a need and a talk there
    a_business()
    owner, (kept, gone) = a_user("Maya", role="owner"), two()
    told = {"by": owner, "at": NOW + days(1)}
    objection = add_line(stage=kept.stage, kind=LineKind.OBJECTION, words="Too dear.", **told)
    both, only = (
        add_line(stage=kept.stage, kind=LineKind.ANSWER, words=words, under=objection, **told)
        for words in ("It lasts.", "In two parts, then.")
    )
    for row, answer in ((kept, both), (gone, both), (gone, only)):
        say(opportunity=row, answer=answer, **told)
    need, _line = hear_need(opportunity=gone, words="The dog", **told)
    talk = note(
        person=gone.person,
        happened_at=NOW,
        purpose="selling",
        direction="incoming",
        kind="call",
        about="sales.opportunity",
        about_id=gone.pk,
        **told,
    )
    gone_id = gone.pk

    def stands() -> tuple[set[tuple[int, int]], int, int | None, list[int]]:
        given = set(Said.objects.values_list("opportunity", "answer"))
        need.refresh_from_db()
        talk.refresh_from_db()
        counts = [GuideLine.objects.get(pk=one.pk).times_open for one in (both, only)]
        return given, need.opportunity_id, talk.about_id, counts

    before = stands()
    assert before[3] == [2, 1]

    # when they are put together
    line = put_together(kept, gone, by=owner)

    # then the one that stays has all of it, each answer once
    assert stands() == ({(kept.pk, both.pk), (kept.pk, only.pk)}, kept.pk, kept.pk, [1, 1])

    # and the undo brings it back as it was
    undo(line_id=line.pk, by=owner, at=NOW + days(6))
    assert stands() == before
    assert before[1] == gone_id


def test_what_comes_back_about_the_one_that_went_is_told_with_the_one_that_stays() -> None:
    # given a note about one that was taken back, before the two became one
    owner, (kept, gone) = a_user("Maya", role="owner"), two()
    talk = note(
        person=gone.person,
        happened_at=NOW,
        purpose="selling",
        direction="internal",
        kind="note",
        words="Oak, not ash",
        about="sales.opportunity",
        about_id=gone.pk,
        by=owner,
        at=NOW,
    )
    assert talk not in entries_about(kept)
    taken_back = take_back_entry(entry=talk, expected_version=1, by=owner, at=NOW + days(1))
    line = put_together(kept, gone, by=owner)

    # when the note comes back, then it is told with the one that stays
    undo(line_id=taken_back.pk, by=owner, at=NOW + days(6))
    assert "Oak, not ash" in [entry.words for entry in entries_about(kept)]

    # and taken apart it is told with its own only
    undo(line_id=line.pk, by=owner, at=NOW + days(7))
    again = Opportunity.objects.get(title="A sofa")
    assert [("Oak, not ash" in [entry.words for entry in entries_about(row)]) for row in (kept, again)] == [
        False, True,
    ]  # fmt: skip


def test_a_yes_since_the_merge_keeps_the_two_together() -> None:
    # given a quote that came with the one that went
    a_business()
    kept, quote = an_opportunity(tom(), title="A footstool"), sent_quote(an_opportunity(tom()))
    line = merge_opportunities(
        kept=kept,
        gone=quote.opportunity,
        kept_version=kept.version,
        gone_version=quote.opportunity.version,
        by=None,
        at=NOW,
    )
    quote = fresh(quote)
    # when it is accepted, then the merge can no longer be undone, and the order stays with its quote
    order = accept_quote(quote=quote, yes=a_yes(quote), by=None, at=NOW).order
    with pytest.raises(Refused, match="accepted since"):
        undo(line_id=line.pk, by=a_user("Maya", role="owner"), at=NOW)
    assert order.opportunity_id == fresh(quote).opportunity_id == kept.pk


def test_who_had_a_quote_in_hand_while_it_moved_is_told() -> None:
    # given a quote as somebody has it open, while its opportunity becomes part of another
    a_business()
    kept, quote = an_opportunity(tom(), title="A footstool"), sent_quote(an_opportunity(tom()))
    merge_opportunities(
        kept=kept,
        gone=Opportunity.objects.get(pk=quote.opportunity_id),
        kept_version=kept.version,
        gone_version=quote.opportunity.version,
        by=None,
        at=NOW,
    )
    # when it is taken back or accepted as it was, then nothing happens
    with pytest.raises(Stale):
        withdraw_quote(quote=quote, expected_version=quote.version, by=None, at=NOW)
    with pytest.raises(NotStanding):
        accept_quote(quote=quote, yes=a_yes(quote), by=None, at=NOW)
    assert Order.objects.count() == 0


def test_what_both_wanted_in_vain_is_told_to_marketing_once_and_is_two_again_by_undo() -> None:
    # given two that want the same in vain, and one of them something else
    a_business()
    kept, gone = two()
    told = {"by": None, "at": NOW + days(1)}
    heard = [hear_need(opportunity=row, words="A table", **told)[0] for row in (kept, gone)]
    other, _line = hear_need(opportunity=gone, words="A lamp", **told)
    for need in (*heard, other):
        call_unmet(need=need, expected_version=1, **told)

    def wanted() -> list[tuple[str, int | None]]:
        return sorted(UnmetNeed.objects.values_list("words", "work_id"))

    apart = wanted()
    assert [words for words, _work in apart] == ["A lamp", "A table", "A table"]

    # when they are put together, then each counts once
    gone_id = gone.pk
    line = put_together(kept, gone)
    assert wanted() == [("A lamp", kept.pk), ("A table", kept.pk)]

    # and a loss, its undo and a need that is taken away are told as ever
    kept.refresh_from_db()
    lose(opportunity=kept, expected_version=kept.version, reason="price", by=None, at=NOW + days(5))
    reopen(opportunity=kept, expected_version=kept.version, by=None, at=NOW + days(5))
    other.refresh_from_db()
    away = take_away(need=other, expected_version=other.version, **told)
    assert wanted() == [("A table", kept.pk)]
    assert away is not None
    undo(line_id=away.pk, by=None, at=NOW + days(5))

    # and taken apart, they are two again
    undo(line_id=line.pk, by=None, at=NOW + days(6))
    assert wanted() == [("A lamp", gone_id), ("A table", kept.pk), ("A table", gone_id)]
