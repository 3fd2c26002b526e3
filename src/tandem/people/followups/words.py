"""What a follow-up is read from: the words of days, months, numbers, and of getting in touch."""

import datetime
import re
from dataclasses import dataclass

ONE_DAY = datetime.timedelta(days=1)
ONE_WEEK = datetime.timedelta(weeks=1)
Found = re.Match[str]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "couple of": 2, "three": 3, "a few": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
# The month in which each begins, as people plan by it.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}

DAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
SHORT_DAY = r"(?P<weekday>mon|tues?|wed|thur?s?|fri|sat|sun)"
MONTH = rf"(?P<month>{'|'.join(MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"

# Getting in touch, or having something to say by then.
TOUCH = re.compile(
    r"\b(call|ring|phone|rings? back|calls? back|contact|talk|speak|chat|write|e-?mail|mail|text|message"
    r"|visit|meet|come (?:by|round|over|back|in)|drop (?:by|in)|pop (?:by|in|round)|get back|be in touch"
    r"|get in touch|follow up|try (?:me |us |him |her |them |it )?again|try (?:me|us|him|her|them)|remind"
    r"|check|send|decid(?:e|es)|think|know(?:s)? more|let (?:you|us|me) know|hear from|look at it"
    r"|see (?:you|us|him|her|them)|quote|appointment|measure)\b"
)
# Being there, being away until then, or putting it off.
AVAILABLE = re.compile(
    r"\b(free|available|reachable|at home|is home|are home|in town|suits?|works|would be"
    r"|is (?:fine|good|best|better|ok|okay)|are (?:fine|good)|back|away|on holiday|abroad|again|later"
    r"|let['’]s|shall we|how about|until|till|not before|no earlier|earliest|wait)\b"
)
# A call that was: “the call”, “our visit”.
A_THING = re.compile(r"\b(?:a|an|the|our|your|his|her|their|my|that|this|last|first|one)\s+$")
PAST = re.compile(
    r"\b(was|were|had|did|been|bought|came|went|met|moved|rang|called|wrote|sent|got|saw|visited|spoke|talked"
    r"|married|born|died|ended|started|began|finished|delivered|ordered|paid|last|ago|since|yesterday|already"
    r"|every|each|usually|always|often)\b"
)
REFUSAL = re.compile(
    r"\b(don[’']?t|do not|doesn[’']?t|does not|never|can[’']?t|cannot|can not|won[’']?t|will not|not|no"
    r"|isn[’']?t|aren[’']?t|nobody)\b"
)
PUT_OFF = re.compile(r"\b(?:not (?:before|until|till)|no (?:earlier|sooner) than)\s*$")
HOW = (
    ("call", re.compile(r"\b(call|ring|rings|phone|calls|speak|talk|chat)\b")),
    ("visit", re.compile(r"\b(visit|come (?:by|round|over)|drop (?:by|in)|pop (?:by|in|round)|measure)\b")),
    ("meeting", re.compile(r"\b(meet|appointment)\b")),
    ("email", re.compile(r"\b(write|e-?mail|mail|send)\b")),
)
# Around the words of a date nothing else of weight: “next Tuesday then”, “OK, Friday at 3”.
FILLING = re.compile(
    r"\b(ok|okay|yes|then|please|maybe|perhaps|thanks?|thank you|so|well|on|at|or|and|the|in|by|around|about"
    r"|best|only|possibly|probably|rather|better|fine|good|sure|again|it is|it’s|it's|thats?)\b"
)


@dataclass(frozen=True)
class FollowUp:
    """When somebody wants to hear from us, and the words that it was read from.

    `how` is call, visit, meeting or email where the words say so, else empty.
    """

    on: datetime.date
    time: datetime.time | None
    words: str
    how: str = ""


def weekday_of(word: str) -> int:
    return next(place for place, name in enumerate(WEEKDAYS) if name.startswith(word[:3]))


def month_of(word: str) -> int:
    return next(place for place, name in enumerate(MONTHS, start=1) if name.startswith(word[:3]))


def number_of(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]
