"""Numbers as people write them: “1,200”, “5k”, “a dozen”, “twenty-five”. Patterns, and what they mean."""

import re
from decimal import Decimal

ONES = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
VALUES = {word: value for value, word in enumerate(ONES, start=1)}
VALUES |= {word: value * 10 for value, word in enumerate(TENS, start=2)}
VALUES |= {"a": 1, "an": 1, "couple": 2, "dozen": 12}
SCALES = {"hundred": 100, "k": 1000, "grand": 1000, "thousand": 1000, "m": 1_000_000, "million": 1_000_000}

_WORD = rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(ONES[:9])}))?|(?:{'|'.join(reversed(ONES))}))"
FIGURES = r"\d+(?:[.,' ]\d{3})*(?:[.,]\d{1,2})?(?!\d)"
SCALED = r"(?:\s?(?:k|m|grand|thousand|million)\b)"
# “a” is a number as well, but only before what is counted: it stands last.
NUMBER = (
    rf"(?:{FIGURES}{SCALED}?|(?:half a|a|{_WORD}) (?:dozen|hundred|thousand)(?: {_WORD})?|"
    rf"a couple(?: of)?|{_WORD}|an?)"
)


def value_of(written: str) -> Decimal:
    """What NUMBER found, as a number."""
    words = written.lower().replace("-", " ").split()
    if words[0][0].isdigit():
        figures = re.match(FIGURES, written)
        if figures is None:
            raise ValueError(f"{written!r} is no number")
        scale = re.sub(r"[^a-z]", "", written.lower())
        return plain(figures[0]) * SCALES.get(scale, 1)
    half = words[0] == "half"
    whole = Decimal(0)
    for word in words[2 if half else 0 :]:
        if word in SCALES:
            whole = max(whole, Decimal(1)) * SCALES[word]
        elif word == "dozen":
            whole = max(whole, Decimal(1)) * 12
        elif word == "couple":
            whole = Decimal(2)
        elif word != "of":
            whole += VALUES[word]
    return whole / 2 if half else whole


def plain(figures: str) -> Decimal:
    """“1,200”, “1.200” and “1 200” are twelve hundred; “12.50” and “12,5” have a fraction."""
    found = re.fullmatch(r"(\d+(?:[.,' ]\d{3})*)(?:[.,](\d{1,2}))?", figures)
    if found is None:
        raise ValueError(f"{figures!r} is no number")
    whole = re.sub(r"\D", "", found[1])
    return Decimal(f"{whole}.{found[2] or 0}")
