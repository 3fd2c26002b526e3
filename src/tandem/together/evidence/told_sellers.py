"""Quality against selling, as the document tells it."""

from tandem.maths.sellers_result import AnswerEffect, Sellers
from tandem.maths.swaps import Swap
from tandem.together.evidence.sentences import remedy_words, why_words
from tandem.together.evidence.told import always, interval, number
from tandem.together.evidence.words import Document, Names


def sellers_told(found: Sellers, names: Names) -> Document:
    """The part of the contract. A seller who cannot be judged has nulls."""
    return {
        "status": found.status,
        "why": why_words(found.status, found.why),
        "remedy": remedy_words(found.remedy, swap_told(found.swap, names)),
        "effects": [
            {
                "seller": names.sellers[one.seller],
                "odds_ratio": always(one.odds_ratio),
                "differs": one.differs,
            }
            for one in found.effects
        ],
    }


def sellers_more(found: Sellers, names: Names) -> Document:
    return {
        "identifiability": number(found.identifiability),
        "spread": interval(found.spread),
        "counts": [
            {
                "seller": names.sellers[one.seller],
                "channel": names.channels[one.channel],
                "enquiries": one.enquiries,
                "closed": one.closed,
                "won": one.won,
            }
            for one in found.counts
        ],
        "channels": [
            {
                "channel": names.channels[one.channel],
                "odds_ratio": always(one.odds_ratio),
                "differs": one.differs,
            }
            for one in found.channels
        ],
        "answer": answer_told(found.answer),
        "swap": swap_told(found.swap, names),
    }


def answer_told(effect: AnswerEffect | None) -> Document | None:
    """What goes with a tenfold longer first answer."""
    if effect is None:
        return None
    ratio = interval(effect.odds_ratio)
    return {"odds_ratio": ratio, "enquiries": effect.enquiries} if ratio else None


def swap_told(swap: Swap | None, names: Names) -> Document | None:
    if swap is None:
        return None
    return {
        "seller": names.sellers[swap.seller],
        "channel": names.channels[swap.channel],
        "enquiries": swap.enquiries,
    }
