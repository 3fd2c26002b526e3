"""Whether somebody wrote a sale as the goal of marketing: “sell 10 sofas”, “£5,000 turnover”, “get orders”.

Rules, not guesses: a phrase counts where it stands as an intention, at the beginning of a thought or behind
a word such as “to” or “goal”. What was reported (“sold two chairs”), what others wanted (“tried to sell to
us”) and what is only named (“sales training”) is no goal. A note of ours is read strictly; in the one field
that asks what it is for, a bare “2 customers” or “£500” is a goal too.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from tandem.marketing.coach.numbers import NUMBER, value_of


@dataclass(frozen=True)
class SalesGoal:
    """The phrase that gave it away, and how many sales or how much money it names, in whole units."""

    words: str
    number: int | None = None
    amount: Decimal | None = None


LOOSE = (
    r"(?:(?:at least|up to|about|around|roughly|over|more than|another|as many as|the first|a first|first|"
    r"the next|next|some|a few|several|lots of|loads of|plenty of|a lot of|many|more|extra|new|our|my)\s+)*"
)
LIKE = r"(?:(?:more|new|extra|good|big|small|large|paying|happy|further|additional|firm|real|real-life)\s+)*"
COUNT = rf"(?P<loose>{LOOSE})(?:(?P<number>{NUMBER})\s+)?(?P<like>{LIKE})"
PEOPLE = r"(?:customers?|clients?|buyers?)"
DEALS = r"(?:deals?|orders?|sales?|contracts?|commissions?|purchases?)"
WINNING = r"(?:get|gain|win|land|sign(?: up)?|bring in|acquire|find|attract|convert|close)"
CLOSING = (
    r"(?:get|win|land|close|sign|clinch|secure|bring in|bring home|take|make|book|score|generate|achieve|"
    r"reach|do|hit)"
)
# What may follow, so that “sales training” and “customers to ask” are not taken for it.
ENDS = (
    r"(?=\s*(?:$|[,:!?()/&+–—-]|\b(?:from|by|at|in|on|out|this|before|until|till|for|worth|and|or|through|with|"
    r"per|a|each|every|next|within|during|over|today|tomorrow|via|here|there|of|again|please)\b))"
)
AMOUNT = (
    rf"(?:(?:[£$€¥]|(?:gbp|eur|usd)\s)\s?(?P<before>{NUMBER})|"
    rf"(?P<after>{NUMBER})\s?(?:[£$€¥]|pounds?\b|euros?\b|dollars?\b|gbp\b|eur\b|usd\b|quid\b|grand\b))"
)
MONEY = r"(?:turnover|revenue|sales|takings|income|profits?|earnings)"
EARNING = r"(?:earn|make|turn over|bring in|generate|gross)"
MORE_OF = r"(?:increase|boost|grow|raise|double|triple|lift|drive|improve|push|maximi[sz]e|more|higher)"
AIM = (
    r"(?:(?:our|my|the|main|sales)\s+)*(?:goals?|targets?|aims?|objectives?|purpose)\s*(?:is|are|of|to)?\s*"
    r"[:=–—-]?\s*"
)
BY_WHEN = r"(?:\s+(?:by|before|until|this|per|a|each|every|next|within)\s+\S+(?:\s+\S+)?)?"

ACTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:sell|flog)\s+(?=(?:{LOOSE})(?:{NUMBER}\s|more\b|lots\b|loads\b|plenty\b|many\b))(?P<loose>{LOOSE})"
        rf"(?:(?P<number>{NUMBER})\s+)?(?!(?:kinds?|sorts?|types?|different|days?|hours?|times?|years?)\b)\w+",
        rf"\b{WINNING}\s+(?:us\s+|me\s+)?{COUNT}(?P<people>{PEOPLE}){ENDS}",
        rf"\b{CLOSING}\s+(?:us\s+|me\s+)?{COUNT}(?P<deals>{DEALS}){ENDS}",
        rf"\b{EARNING}\s+{LOOSE}{AMOUNT}",
        rf"\b{MORE_OF}\s+(?:(?:our|the|my|more|total|monthly|net|gross)\s+)*{MONEY}\b{ENDS}",
    )
)
SUMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{AMOUNT}\s+(?:(?:of|in|worth of|net|extra|more|new)\s+)*(?:{MONEY}|orders|business)\b{ENDS}",
        rf"\b{MONEY}\s*(?:(?:of|to|over|above|goal|target|at least|up to|is)\s+|[:=]\s*)*{AMOUNT}",
    )
)
THING = rf"{COUNT}(?:{PEOPLE}|{DEALS})"
ALONE = re.compile(rf"(?P<aim>{AIM})?(?:{THING}{BY_WHEN}|(?:{PEOPLE}|{DEALS})\s*[:=]\s*(?P<told>{NUMBER}))")
AIMED = re.compile(rf"(?P<aim>{AIM}){THING}{ENDS}.*")
# In the field that asks for it, anything that follows may follow, and a word alone is enough.
ASKED_FOR = re.compile(
    rf"(?P<aim>{AIM})?(?:to\s+)?(?:{THING}(?:{ENDS}.*)?|(?:{PEOPLE}|{DEALS})\s*[:=]\s*(?P<told>{NUMBER}).*|"
    rf"{LOOSE}{MONEY}(?:{ENDS}.*)?)"
)
SOLD = re.compile(rf"(?P<aim>{AIM})?{COUNT}(?:\w+\s+){{1,3}}sold\b.*")
SELL = re.compile(r"\b(?:sell|selling)\b(?!-)(?:\s+\S+)*")
# “About £500”: the word belongs to the number.
ROUGHLY = re.compile(rf"{LOOSE}$")
ANY_AMOUNT = re.compile(AMOUNT)
COSTS = re.compile(
    r"\b(?:costs?|budgets?|spend|spent|pay|paid|pays|fees?|price[sd]?|off|vouchers?|discounts?|rent|prizes?|"
    r"donat\w+|charity|each|stand|ticket|entry|free)\b"
)
CLAUSES = re.compile(r"[;!?\n|•]|\.(?=\s|$)|\bbut\b|\binstead\b")
# Nobody says what he means in a longer one, and patterns take their time on it.
LONGEST_CLAUSE = 160
LEADS = {
    "to", "and", "then", "will", "must", "should", "shall", "can", "could", "also", "or", "us", "goal",
    "goals", "aim", "aims", "target", "targets", "purpose", "plan", "is", "are", "hope", "just",
    "maybe", "please", "lets", "let's", "we'll", "i'll", "&", "+",
}  # fmt: skip
NEXT_TIME = re.compile(r"\b(?:next|this) (?:time|week|month|quarter|year|spring|summer|autumn|winter)$")
# With one of these shortly before, it is not our intention.
GUARDS = {
    "not", "never", "no", "without", "nobody", "none", "rather", "tried", "tries", "trying", "asked",
    "ask", "asks", "asking", "who", "how", "they", "he", "she", "them", "wanted", "wants", "about",
    "why", "nor", "cannot", "can't", "don't", "won't", "teach", "teaches", "learn", "learned", "course",
    "help", "helps", "people", "visitors", "somebody", "someone", "others", "exhibitors", "competitors",
}  # fmt: skip
WINDOW = 4
PARTINGS = frozenset({"and", "then", "or", "&", "+"})


def sales_goal_in(text: str, *, asked_for: bool = False) -> SalesGoal | None:
    """The first sales goal of a text; with `asked_for` the text is the answer to “What is it for?”."""
    for clause in clauses_of(text):
        for goal in goals_of(clause, asked_for=asked_for):
            return goal
    return None


def clauses_of(text: str) -> list[str]:
    plain = text.lower().replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    stripped = (clause[:LONGEST_CLAUSE].strip(" \t,:-–—") for clause in CLAUSES.split(plain))
    return [clause for clause in stripped if clause]


def goals_of(clause: str, *, asked_for: bool) -> Iterator[SalesGoal]:
    for pattern in ACTS:
        for found in pattern.finditer(clause):
            if is_meant(clause[: found.start()]) and is_enough(found):
                yield told(found)
    for pattern in SUMS:
        for found in pattern.finditer(clause):
            before = ROUGHLY.sub("", clause[: found.start()])
            if not COSTS.search(before) and is_meant_at_all(before):
                yield told(found)
    alone = ALONE.fullmatch(clause)
    if alone and (alone["number"] or alone["told"] or alone["aim"]):
        yield told(alone)
    if aimed := AIMED.fullmatch(clause):
        yield told(aimed)
    if asked_for:
        yield from loosely(clause)


def loosely(clause: str) -> Iterator[SalesGoal]:
    """What is a goal only as an answer to “What is it for?”."""
    for part in re.split(r",(?!\d)|\band\b", clause):
        if found := ASKED_FOR.fullmatch(part.strip()) or SOLD.fullmatch(part.strip()):
            yield told(found)
    for found in SELL.finditer(clause):
        if is_meant(clause[: found.start()]):
            yield told(found)
    money = ANY_AMOUNT.search(clause)
    if money and not COSTS.search(clause) and is_meant_at_all(ROUGHLY.sub("", clause[: money.start()])):
        yield told(money)


def is_meant(before: str) -> bool:
    """Whether what follows stands as an intention: nothing is before it, or a word that leads to one."""
    before = before.rstrip()
    if not before or before[-1] in ":,(–—-/&+" or NEXT_TIME.search(before):
        return True
    return before.split()[-1] in LEADS and is_meant_at_all(before)


def is_meant_at_all(before: str) -> bool:
    """Whether nobody said no, and nobody else is spoken of, in the words just before."""
    words = re.findall(r"[\w']+|[&+]", before)
    for word in reversed(words[-WINDOW:]):
        if word in PARTINGS:
            return True
        if word in GUARDS or word.endswith("n't"):
            return False
    return True


def is_enough(found: re.Match[str]) -> bool:
    """“Attract customers” is what marketing does; “attract 10 customers” and “get customers” are goals."""
    named = found.groupdict()
    many = bool(
        named.get("number") or (named.get("loose") or "").strip() or (named.get("like") or "").strip()
    )
    noun = named.get("people") or named.get("deals")
    if noun is None or many:
        return not (noun and belongs_to_us(named.get("loose") or ""))
    verb = found[0].split()[0]
    if named.get("people"):
        return noun.endswith("s") and verb in ("get", "gain", "win", "land", "acquire")
    return noun.endswith("s")


def belongs_to_us(loose: str) -> bool:
    """“Get our customers …” is about those who bought already."""
    return loose.split()[-1:] in (["our"], ["my"])


def told(found: re.Match[str]) -> SalesGoal:
    named = found.groupdict()
    amount = named.get("before") or named.get("after")
    number = named.get("number") or named.get("told")
    if amount:
        scale = 1000 if named.get("after") and found[0].rstrip().endswith("grand") else 1
        return SalesGoal(found[0].strip(), amount=value_of(amount) * scale)
    return SalesGoal(found[0].strip(), number=int(value_of(number)) if number else None)


def first_goal_in(*, asked_for: Iterable[str] = (), notes: Iterable[str] = ()) -> SalesGoal | None:
    """Of several fields, those that ask what it is for before the notes."""
    found = (sales_goal_in(text, asked_for=True) for text in asked_for)
    noted = (sales_goal_in(text) for text in notes)
    return next((goal for goal in chain(found, noted) if goal), None)
