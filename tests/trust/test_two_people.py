"""Two people save the same thing at the same instant: one wins, the other is told, and nothing is lost."""

import html
import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from tests.trust.grounds import Ground
from tests.trust.pages import Form
from tests.trust.small_business import PARTNER, accepted, joined, key_of, passed, signed_in, went_well
from tests.trust.visitor import Answer, Visitor

ROUNDS = [5, pytest.param(32, marks=pytest.mark.long)]
# Of each kind of edit form: where one stands, and the field that both write into.
EDITED = {
    "person": ("/people/1/edit/", "about"),
    "organisation": ("/people/organisations/1/edit/", "about"),
    "campaign": ("/marketing/campaigns/1/edit/", "name"),
    "enquiry": ("/marketing/enquiries/1/correct/", "interest"),
    "opportunity": ("/sales/opportunities/1/edit/", "title"),
    "business": ("/office/business/", "name"),
    "user": ("/office/users/2/", "name"),
}
Two = tuple[Visitor, Visitor]


@pytest.fixture(scope="module")
def ground(settled: Ground, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return settled.copy(tmp_path_factory.mktemp("two_people") / "data")


@pytest.fixture(scope="module")
def two(ground: Ground) -> Iterator[Two]:
    """Two owners of a business with one row of everything that is edited."""
    with ground.served() as house:
        maya = signed_in(house.url)
        joined(maya, PARTNER, "Ines Wren", "owner")
        went_well(maya.send(maya.form("/people/organisations/add/"), name="The Mill Café"))
        went_well(maya.send(maya.form("/marketing/campaigns/add/"), name="Autumn Home Fair"))
        accepted(maya, "Tom Ellery")
        yield maya, signed_in(house.url, PARTNER)


def at_once(*sends: Callable[[], Answer]) -> list[Answer]:
    """All sent at the same instant; the answers in the order of the sends."""
    start = threading.Barrier(len(sends))
    answers: dict[int, Answer] = {}

    def send(number: int) -> None:
        start.wait(timeout=30)
        answers[number] = sends[number]()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(len(sends))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[number] for number in range(len(sends))]


def test_one_edit_wins_and_the_other_sees_both(two: Two) -> None:
    for kind, (path, field) in EDITED.items():
        # given two people with the same form before them
        forms = [person.form(path) for person in two]
        words = [f"What {name} wrote about the {kind}" for name in ("Maya", "Ines")]

        # when both save
        answers = at_once(
            *(
                partial(person.send, form, **{field: told})
                for person, form, told in zip(two, forms, words, strict=True)
            )
        )

        # then one is saved
        assert sorted(answer.status for answer in answers) == [303, 409], kind
        loser = 0 if answers[0].status == 409 else 1
        assert two[0].form(path).values()[field] == words[1 - loser]

        # and the other reads both, and can save theirs all the same
        shown = html.unescape(answers[loser].html)
        assert [told for told in words if told not in shown] == [], kind
        assert two[loser].send(answers[loser].page.forms_to(path)[0]).status == 303
        assert two[0].form(path).values()[field] == words[loser]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_accept_against_decline(two: Two, ground: Ground, rounds: int) -> None:
    maya, ines = two
    for number in range(rounds):
        # given an enquiry that waits, and two who see it
        key = passed(maya, f"Asker {number}")
        accept = maya.form(f"/handover/{key}/", f"/handover/{key}/accept/")
        decline = ines.form(f"/handover/{key}/decline/")
        reason = next(one.value for one in decline.fields if one.name == "reason")

        # when one accepts and the other declines
        yes, no = at_once(partial(maya.send, accept), partial(ines.send, decline, reason=reason))

        # then one of it has happened, and all of it
        assert {yes.status, no.status} == {303, 409}
        state, opportunities = ("accepted", 1) if yes.status == 303 else ("declined", 0)
        question = "SELECT state FROM marketing_enquiry WHERE id = %s"
        assert ground.rows(question, key) == [(state,)]
        question = "SELECT decision FROM handover_passing WHERE enquiry_id = %s"
        assert ground.rows(question, key) == [(state,)]
        question = "SELECT COUNT(*) FROM handover_feeding WHERE enquiry_id = %s"
        assert ground.rows(question, key) == [(opportunities,)]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_won_against_lost_and_won_against_won(two: Two, ground: Ground, rounds: int) -> None:
    maya, ines = two
    for number in range(rounds):
        # given an open opportunity, and two who close it
        address = accepted(maya, f"Asker {number}")
        key = key_of(address)
        win = maya.form(f"{address}won/")
        other, how = losing(ines, address) if number % 2 else (ines.form(f"{address}won/"), {"amount": "990"})

        # when both send their form
        first, second = at_once(partial(maya.send, win, amount="1,140"), partial(ines.send, other, **how))

        # then it is closed once: one order of the winner’s amount, or none
        won_by_maya = first.status == 303
        amounts = [114000] if won_by_maya else [] if number % 2 else [99000]
        question = "SELECT net_minor FROM sales_order WHERE opportunity_id = %s"
        assert [amount for (amount,) in ground.rows(question, key)] == amounts
        question = "SELECT COUNT(*) FROM office_journalline WHERE row_id = %s AND verb IN (%s, %s)"
        assert ground.rows(question, key, "sales.opportunity.won", "sales.opportunity.lost") == [(1,)]

        # and who came second is told so
        late = second if won_by_maya else first
        told = "This was won." if amounts else "This was lost."
        assert late.status == 409 or (late.status == 422 and told in late.html)


def losing(visitor: Visitor, address: str) -> tuple[Form, dict[str, str]]:
    form = visitor.form(f"{address}lost/")
    return form, {"reason": next(one.value for one in form.fields if one.name == "reason")}
