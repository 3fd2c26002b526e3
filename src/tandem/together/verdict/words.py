"""What may be said of a change, in the words of an owner: without blame, and no surer than the numbers.

Pages, the report and `tandem analyse` say it with these sentences. They take an answer and give words.
"""

import datetime
import math
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tandem.together.evidence.sentences import began_words
from tandem.together.evidence.words import Document
from tandem.together.verdict.phrases import moved_words, now_and_then, one_in
from tandem.together.verdict.reading import (
    MOVED,
    change_of_revenue,
    driver_of,
    probability_of,
    purse_of,
    range_of,
    sides_of,
    tenths,
    verdict_word,
)
from tandem.ui.figures import number_words, percent_words

NAMES: dict[str, Promise] = {
    "enquiries": gettext_lazy("More or fewer asked"),
    "mix": gettext_lazy("Where they came from"),
    "quality": gettext_lazy("How well they fit"),
    "selling": gettext_lazy("How many bought"),
    "value": gettext_lazy("First sale"),
}
DESK_WORDS: dict[str, Promise] = {
    "marketing": gettext_lazy("Marketing"),
    "sales": gettext_lazy("Sales"),
}
FINDINGS: dict[tuple[str, str], Promise] = {
    ("enquiries", "fell"): gettext_lazy("Fewer people asked"),
    ("enquiries", "rose"): gettext_lazy("More people asked"),
    ("mix", "fell"): gettext_lazy("More of them came where fewer buy"),
    ("mix", "rose"): gettext_lazy("More of them came where people buy"),
    ("quality", "fell"): gettext_lazy("Fewer of them fitted"),
    ("quality", "rose"): gettext_lazy("More of them fitted"),
    ("selling", "fell"): gettext_lazy("Fewer of those who asked bought"),
    ("selling", "rose"): gettext_lazy("More of those who asked bought"),
    ("value", "fell"): gettext_lazy("A first sale brought less"),
    ("value", "rose"): gettext_lazy("A first sale brought more"),
}
ACCEPTED_FINDINGS: dict[str, Promise] = {
    "fell": gettext_lazy("Fewer of those we accepted bought"),
    "rose": gettext_lazy("More of those we accepted bought"),
}

# As in the contract: an effect up to this size is about the same, and with fewer enquiries in a period
# nothing is said of the desks.
SMALL = 0.1
LEAST_ASKED = 30


@dataclass(frozen=True)
class Said:
    """A verdict: its first sentence is printed bold. `sure` of ten dots are filled; None for no dots."""

    first: str
    rest: str
    desk: str
    sure: int | None

    @property
    def lamp(self) -> str:
        """The dots are in the colour of the desk that is named, or of both."""
        return self.desk if self.desk in DESK_WORDS else "together"


def verdict_words(answer: Document, name: str) -> str:
    """“fell: 9 in 10”, “about the same”, “we cannot say”, “not recorded”."""
    word = verdict_word(answer, name)
    if word in MOVED:
        return _("%(what)s: %(sure)s in 10") % {
            "what": moved_words(word),
            "sure": sure_of(answer, name, word),
        }
    known = {"steady": _("about the same"), "not_recorded": _("not recorded")}
    return known.get(word, _("we cannot say"))


def sure_of(answer: Document, name: str, word: str) -> int:
    probability = probability_of(answer, name, word)
    # A driver is called fell or rose from nine in ten on.
    return 9 if probability is None else tenths(probability)


def finding_driver(answer: Document) -> str | None:
    """The driver that moved most, of those of which it may be said."""
    moved = [one for one in answer["change"]["drivers"] if one["verdict"] in MOVED]
    return max(moved, key=lambda one: abs(one["effect"]))["driver"] if moved else None


def is_recorded(answer: Document) -> bool:
    """Whether acceptance was written down, so that fit and selling can be told apart."""
    return driver_of(answer, "quality")["effect"] is not None


def finding_words(answer: Document, name: str) -> str:
    word = verdict_word(answer, name)
    if name == "selling" and is_recorded(answer):
        return str(ACCEPTED_FINDINGS[word])
    return str(FINDINGS[name, word])


def is_judged(answer: Document) -> bool:
    """Whether there is enough to say anything of the two desks, be it that nothing can be said."""
    return (
        answer["change"]["verdict"]["desk"] not in (None, "not_enough_data") and not answer["more"]["not_yet"]
    )


def verdict_of(answer: Document) -> Said:
    """The verdict on Together's home and in the report."""
    verdict = answer["change"]["verdict"]
    desk = verdict["desk"] or "not_enough_data"
    sure = None if verdict["probability"] is None else tenths(verdict["probability"])
    return Said(first_sentence(answer, desk), rest_of(answer, desk), desk, sure)


def first_sentence(answer: Document, desk: str) -> str:
    if desk in DESK_WORDS:
        return desk_sentence(desk, verdict_word(answer, desk))
    if desk == "both":
        return both_sentence(verdict_word(answer, "marketing"), verdict_word(answer, "sales"))
    return {
        "neither": _("Neither desk moved the revenue."),
        "cannot_tell": _("We cannot say yet which desk needs work next."),
    }.get(
        desk,
        _("There is nothing before it yet to compare with.")
        if is_the_first(answer)
        else _("Too few asked to say which desk needs work next.")
        if few_asked(answer)
        else _("Too few bought to say which desk needs work next."),
    )


def is_the_first(answer: Document) -> bool:
    """All asked on one day, and not too few: what is lacking is a time before."""
    change = answer["change"]
    return change["before"]["start"] is None and change["after"]["enquiries"] >= LEAST_ASKED


def few_asked(answer: Document) -> bool:
    """Where there is not enough: whether it is enquiries that are lacking, or else customers."""
    change = answer["change"]
    return bool(min(change["before"]["enquiries"], change["after"]["enquiries"]) < LEAST_ASKED)


def desk_sentence(desk: str, word: str) -> str:
    sentences = {
        ("marketing", "fell"): _("Marketing needs the next bit of work."),
        ("sales", "fell"): _("Sales needs the next bit of work."),
        ("marketing", "rose"): _("Marketing brought more."),
        ("sales", "rose"): _("Sales made more of it."),
    }
    return sentences[desk, word]


def both_sentence(marketing: str, sales: str) -> str:
    sentences = {
        ("fell", "fell"): _("Both desks need the next bit of work."),
        ("rose", "rose"): _("Both desks brought more."),
        ("rose", "fell"): _("Marketing brought more, and sales needs the next bit of work."),
        ("fell", "rose"): _("Sales made more of it, and marketing needs the next bit of work."),
    }
    return sentences[marketing, sales]


def rest_of(answer: Document, desk: str) -> str:
    if desk in (*DESK_WORDS, "both", "neither"):
        return " ".join(filter(None, (asking_words(answer), buying_words(answer))))
    return why_we_cannot_say(answer)


def asking_words(answer: Document) -> str:
    """How many asked, and whether they fit; only what may be said."""
    change = answer["change"]
    counts = {
        "now": number_words(change["after"]["enquiries"]),
        "then": number_words(change["before"]["enquiries"]),
    }
    sentences = {
        "rose": _("More people ask: %(now)s, where it was %(then)s."),
        "fell": _("Fewer people ask: %(now)s, where it was %(then)s."),
        "steady": _("About as many people ask as before, and they fit just as well.")
        if verdict_word(answer, "quality") == "steady"
        else _("About as many people ask as before."),
        "cannot_tell": _("%(now)s asked, where it was %(then)s."),
    }
    return sentences[verdict_word(answer, "enquiries")] % counts


def buying_words(answer: Document) -> str:
    """How many of them end up buying, and what a first sale brings."""
    change = answer["more"]["change"]
    told = [range_of(change[name]["conversion"]) if change else None for name in ("before", "after")]
    before, after = told
    if before is None or after is None:
        return ""
    shares = now_and_then(after.estimate, before.estimate)
    sentences = [
        {
            "fell": _("But fewer end up buying: %(shares)s."),
            "rose": _("And more end up buying: %(shares)s."),
            # “About 1 in 4, where it was 1 in 3” would read as if it had changed.
            "steady": _("About as many of them end up buying: about %(now)s."),
        }.get(buying(answer), _("Of them %(shares)s end up buying, which may be chance."))
        % {"shares": shares, "now": one_in(after.estimate)}
    ]
    value, sides = verdict_word(answer, "value"), sides_of(answer)
    if value in MOVED and sides:
        purse = purse_of(answer)
        amounts = {
            "now": purse.words(sides[1].value.estimate),
            "then": purse.words(sides[0].value.estimate),
        }
        less = _("A first sale brings less: about %(now)s, where it was %(then)s.")
        more = _("A first sale brings more: about %(now)s, where it was %(then)s.")
        sentences.append((less if value == "fell" else more) % amounts)
    return " ".join(sentences)


def buying(answer: Document) -> str:
    """Whether more or fewer of those who ask buy in the end, for whatever reason; as far as that is known."""
    words = [verdict_word(answer, name) for name in ("selling", "quality", "mix")]
    moved = {word for word in words if word in MOVED}
    if len(moved) == 1:
        return moved.pop()
    return "steady" if not moved and words[0] == "steady" else "cannot_tell"


def revenue_word(answer: Document) -> str:
    """Fell or rose where a desk did and the sum goes the same way by more than a little."""
    effect, desk = change_of_revenue(answer), answer["change"]["verdict"]["desk"]
    if effect is None or desk in (None, "cannot_tell", "not_enough_data"):
        return "cannot_tell"
    if desk == "neither" or abs(effect) < SMALL:
        return "steady"
    return "fell" if effect < 0 else "rose"


def why_we_cannot_say(answer: Document) -> str:
    before, after = answer["change"]["before"], answer["change"]["after"]
    if answer["change"]["verdict"]["desk"] == "cannot_tell":
        return " ".join(
            (open_words(after["open"], after["enquiries"]), _("What changed may well be chance."))
        )
    if not before["enquiries"] + after["enquiries"]:
        return _("Nobody asked in either period.") if answer["enquiries"]["total"] else _("Nobody asked yet.")
    won = before["won"] + after["won"]
    said = {
        "before": number_words(before["enquiries"]),
        "after": number_words(after["enquiries"]),
        "won": number_words(won),
    }
    if before["start"] is None:
        # A list of one day has no earlier period.
        if not won:
            return _("%(after)s asked so far, and none of them bought yet.") % said
        return _("%(after)s asked so far, and %(won)s of them bought.") % said
    if not won:
        return _("%(before)s asked then and %(after)s now, and none of them bought so far.") % said
    return _("%(before)s asked then and %(after)s now, and %(won)s of them bought so far.") % said


def open_words(still_open: int, enquiries: int) -> str:
    if not enquiries:
        return _("Nobody asked in the later period.")
    if not still_open:
        words = ngettext("The one is no longer open.", "None of the %(all)s is still open.", enquiries)
        return words % {"all": number_words(enquiries)}
    sentence = ngettext(
        "%(open)s of the %(all)s is still open.", "%(open)s of the %(all)s are still open.", still_open
    )
    return sentence % {"open": number_words(still_open), "all": number_words(enquiries)}


def not_yet_words(answer: Document, today: datetime.date) -> str:
    """“Not enough yet: about 12 more enquiries, or until 3 May.”; nothing where there is enough.

    Of how many it takes until five buy, nothing can be said where many asked and nobody bought.
    """
    lacking, whole = answer["more"]["not_yet"], answer["enquiries"]
    if not lacking:
        return ""
    if not whole["won"] and whole["total"] >= LEAST_ASKED:
        return _("Not enough yet: nobody has become a customer so far.")
    parts = []
    if lacking["enquiries"]:
        more = ngettext(
            "about %(number)s more enquiry", "about %(number)s more enquiries", lacking["enquiries"]
        )
        parts.append(more % {"number": number_words(lacking["enquiries"])})
    if lacking["until"]:
        until = datetime.date.fromisoformat(lacking["until"])
        day = date_format(until, "j F" if until.year == today.year else "j F Y")
        parts.append(_("until %(day)s") % {"day": day})
    return (
        _("Not enough yet: %(what)s.") % {"what": _(", or ").join(parts)} if parts else _("Not enough yet.")
    )


def title_of_change(answer: Document) -> str:
    """“Revenue fell by 28%. Most of it happened after people had asked.”"""
    effect, desk = change_of_revenue(answer), answer["change"]["verdict"]["desk"]
    if effect is None or desk in (None, "not_enough_data"):
        return (
            _("There is nothing before it yet to compare with")
            if is_the_first(answer)
            else _("Too few asked to say what changed")
            if few_asked(answer)
            else _("Too few bought to say what changed")
        )
    if desk == "neither":
        return _("Expected revenue is about the same, and so is each step to it.")
    percent = percent_words(abs(math.expm1(effect)))
    if desk == "cannot_tell":
        may = (
            _("Expected revenue looks %(percent)s lower")
            if effect < 0
            else _("Expected revenue looks %(percent)s higher")
        )
        return _("%(looks)s. It may well be chance.") % {"looks": may % {"percent": percent}}
    return f"{moved_by(effect, percent)} {where_it_happened(answer, desk, effect)}"


def moved_by(effect: float, percent: str) -> str:
    """As everywhere, a small change is none."""
    if abs(effect) < SMALL:
        return _("Expected revenue is about the same.")
    moved = (
        _("Expected revenue fell by %(percent)s.")
        if effect < 0
        else _("Expected revenue rose by %(percent)s.")
    )
    return moved % {"percent": percent}


def where_it_happened(answer: Document, desk: str, effect: float) -> str:
    if desk == "both":
        words = {verdict_word(answer, name) for name in DESK_WORDS}
        return _("Both desks had their part.") if len(words) == 1 else _("One desk gained, and one lost.")
    own = answer["change"]["desks"][desk]["effect"]
    if own * effect > 0 and abs(own) >= abs(effect) / 2:
        return {
            "marketing": _("Most of it happened before people asked."),
            "sales": _("Most of it happened after people had asked."),
        }[desk]
    return {
        ("marketing", True): _("More and better enquiries helped."),
        ("marketing", False): _("Fewer or other enquiries held it back."),
        ("sales", True): _("What happened after people had asked helped."),
        ("sales", False): _("What happened after people had asked held it back."),
    }[desk, own > 0]


def process_words(answer: Document) -> str:
    """Since when anything was sold, and since when otherwise, where that is not all of the time."""
    return " ".join(filter(None, (began_words(answer), break_words(answer))))


def break_words(answer: Document) -> str:
    """That from some month on it is another business, and that what is told here is since then."""
    found = answer["more"]["break"]
    if not found:
        return ""
    said = {"month": date_format(datetime.date.fromisoformat(f"{found['month']}-01"), "F Y")}
    sentence = _(
        "Since %(month)s enquiries of the same age turn out otherwise; what is expected counts from there on."
    )
    return sentence % said
