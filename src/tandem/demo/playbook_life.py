"""What those on the board answered and heard, and how Maya practises in the evening."""

from tandem.demo.desk import moment_of
from tandem.demo.diary import Life
from tandem.demo.shop import Shop
from tandem.sales.helping.actions import ask, say
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.queries import open_opportunities
from tandem.sales.playbook.queries import page_of
from tandem.sales.practice.actions import practised
from tandem.sales.practice.queries import cards

# So many days ago, in which stage, to which of its questions.
ANSWERED = (
    ("Tom Ellery", 13, "Visit", 1, "Two of them, and a dog who thinks that one chair is his."),
    ("Tom Ellery", 13, "Visit", 0, "That they creak. My grandmother said that they talk."),
    ("Tom Ellery", 3, "Quote sent", 3, "My wife. She has the better eye for green."),
    ("Grace Tan", 6, "First talk", 0, "A place to read, with the cat, in the sun."),
    ("Lena Brandt", 2, "First talk", 1, "My mother, every Sunday, and she will not be lent a cushion."),
    ("Beatrix Lund", 11, "Quote sent", 2, "The footstool now, the curtains when the room is painted."),
)
# To whom what was said lately: the objection, and the answer to it. All of it is still open.
HEARD_BACK = (("Tom Ellery", 3, 0, 0), ("Beatrix Lund", 11, 2, 1), ("Amir Haddad", 10, 1, 0))
# On which evening Maya turned cards, from which on, and which of them are to come again.
EVENINGS = ((6, 0, (1, 4)), (4, 6, (8,)), (2, 12, ()))
CARDS = 6


def begin_playbook(shop: Shop) -> None:
    for name, ago, stage, place, words in ANSWERED:
        shop.diary.begin(answering(shop, name, ago, stage, place, words), until=shop.ends_at)
    for name, ago, objection, answer in HEARD_BACK:
        shop.diary.begin(hearing_back(shop, name, ago, objection, answer), until=shop.ends_at)
    for ago, first, again in EVENINGS:
        shop.diary.begin(practising(shop, ago, first, again), until=shop.ends_at)


def of_person(name: str) -> Opportunity:
    return open_opportunities().select_related("person", "owner").get(person__name=name)


def answering(shop: Shop, name: str, ago: int, stage: str, place: int, words: str) -> Life:
    at = yield moment_of(shop, ago, 16, 20 + place)
    opportunity = of_person(name)
    question = page_of(shop.stages[stage]).questions[place]
    ask(opportunity=opportunity, question=question, words=words, by=opportunity.owner, at=at)


def hearing_back(shop: Shop, name: str, ago: int, objection: int, answer: int) -> Life:
    at = yield moment_of(shop, ago, 16, 40)
    opportunity = of_person(name)
    line = page_of(shop.stages["Quote sent"]).objections[objection].answers[answer]
    say(opportunity=opportunity, answer=line, by=opportunity.owner, at=at)


def practising(shop: Shop, ago: int, first: int, again: tuple[int, ...]) -> Life:
    """Three minutes."""
    at = yield moment_of(shop, ago, 20, 15)
    for place, line in enumerate(cards()[first : first + CARDS], start=first):
        practised(line=line, went_well=place not in again, by=shop.maya, at=at)
