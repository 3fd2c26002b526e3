"""The old argument, with the numbers in the room: what each desk would say, and what would settle it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.handover.agreement.words import number_in_words
from tandem.together.evidence.words import Document
from tandem.together.verdict.phrases import two_shares
from tandem.together.verdict.promises import Start
from tandem.together.verdict.reading import (
    DAYS_A_WEEK,
    MOVED,
    Side,
    sides_of,
    span_of,
    verdict_word,
    waits_of,
)
from tandem.together.verdict.words import break_words, few_asked, is_recorded, open_words
from tandem.ui.figures import LEAST_FOR_A_SHARE, number_words, share_words

DAYS_A_YEAR = 365.25
MANY_DAYS = 2 * DAYS_A_YEAR


@dataclass(frozen=True)
class Step:
    """One thing that would settle it: what to do, printed bold, and the rest."""

    first: str
    rest: str


@dataclass(frozen=True)
class Argument:
    marketing: str
    sales: str
    data: tuple[str, str, str]
    cannot_say: list[str]
    settle: list[Step]


def argument_of(answer: Document, start: Start | None = None) -> Argument:
    """Both desks speak from plain counts, as they would; only the data counts open ones by their age.

    `start` is the promise that needs a hand, if one does.
    """
    before, after = answer["change"]["before"], answer["change"]["after"]
    return Argument(
        marketing=marketing_would_say(before, after),
        sales=sales_would_say(before, after),
        data=data_says(answer),
        cannot_say=cannot_say(answer),
        settle=would_settle(answer, start),
    )


def marketing_would_say(before: Document, after: Document) -> str:
    if not after["enquiries"]:
        return _("Nobody asked this time. It was quiet.")
    then, now = span_of(before), span_of(after)
    if then and now and not are_near(then.days, now.days):
        return of_a_week((before["enquiries"], after["enquiries"]), (then.days, now.days))
    more = after["enquiries"] - before["enquiries"]
    said = {
        "more": number_words(abs(more)),
        "now": number_words(after["enquiries"]),
        "won": number_words(after["won"]),
    }
    if more > 0:
        sentence = ngettext(
            "We brought %(more)s enquiry more than last time. Could you sell something?",
            "We brought %(more)s enquiries more than last time. Could you sell something?",
            more,
        )
        return sentence % said
    if more == 0:
        return _("We brought as many as last time, %(now)s. It cannot be us.") % said
    if not after["won"]:
        return _("Yes, %(more)s fewer asked. But %(now)s did, and nobody bought. Could you sell?") % said
    return _("Yes, %(more)s fewer asked. But %(now)s did, and only %(won)s bought. Could you sell?") % said


def are_near(one: float, other: float) -> bool:
    """Within a tenth of the larger, as plain counts may be: three months are not all equally long."""
    return abs(one - other) * 10 <= max(one, other)


def of_a_week(asked: tuple[int, int], days: tuple[int, int]) -> str:
    """Of periods that are not equally long, then and now: how many asked in a week of each."""
    then, now = (count * DAYS_A_WEEK / length for count, length in zip(asked, days, strict=True))
    said = {"then": rate_words(then), "now": rate_words(now)}
    about_as_many = are_near(then, now)
    if min(asked) < LEAST_FOR_A_SHARE or (said["then"] == said["now"] and not about_as_many):
        return in_their_days(asked, days)
    if about_as_many:
        return _("We brought about as many a week as last time, %(now)s. It cannot be us.") % said
    if now < then:
        return _("Yes, %(now)s a week asked, and it was %(then)s. But they did ask. Could you sell?") % said
    return _("We brought %(now)s a week, and it was %(then)s. Could you sell something?") % said


def rate_words(rate: float) -> str:
    """“14”, “7”, “1.4”: below ten a whole number would hide a change."""
    told = round(rate, 1)
    return number_words(round(rate) if rate >= 10 or told == int(told) else told)


def in_their_days(asked: tuple[int, int], days: tuple[int, int]) -> str:
    """Of few: what was counted, and in how long, as so few make no rate."""
    weeks = not any(length % DAYS_A_WEEK for length in days)
    said = {
        "then": number_words(asked[0]),
        "now": number_words(asked[1]),
        "long_then": weeks_words(days[0]) if weeks else days_words(days[0]),
        "long_now": weeks_words(days[1]) if weeks else days_words(days[1]),
    }
    then, now = asked[0] * days[1], asked[1] * days[0]
    if now < then and not are_near(then, now):
        sentence = _(
            "Yes, %(now)s asked in %(long_now)s, and it was %(then)s in %(long_then)s. "
            "But they did ask. Could you sell?"
        )
    else:
        sentence = _(
            "We brought %(now)s in %(long_now)s, and it was %(then)s in %(long_then)s. "
            "Could you sell something?"
        )
    return sentence % said


def weeks_words(days: int) -> str:
    weeks = days // DAYS_A_WEEK
    return ngettext("%(weeks)s week", "%(weeks)s weeks", weeks) % {"weeks": number_words(weeks)}


def days_words(days: int) -> str:
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": number_words(days)}


def sales_would_say(before: Document, after: Document) -> str:
    """From the shares that a list would show, in which open ones look like lost ones."""
    if not before["won"] + after["won"]:
        return _("Nobody bought then, and nobody now. Bring us people who want to buy.")
    said = {
        "then": number_words(before["won"]),
        "of_then": number_words(before["enquiries"]),
        "now": number_words(after["won"]),
        "of_now": number_words(after["enquiries"]),
    }
    worse = after["won"] * before["enquiries"] < before["won"] * after["enquiries"]
    if worse:
        return (
            _(
                "Of %(of_then)s then, %(then)s bought. Of these %(of_now)s only %(now)s did. "
                "Bring us people who want to buy."
            )
            % said
        )
    return (
        _("We made customers of %(now)s of %(of_now)s, and it was %(then)s of %(of_then)s. Bring us more.")
        % said
    )


def data_says(answer: Document) -> tuple[str, str, str]:
    """What counts show, what is to be expected (printed bold), and where it shows."""
    after, sides = answer["change"]["after"], sides_of(answer)
    if sides is None:
        return open_words(after["open"], after["enquiries"]), "", ""
    return plain_counts(*sides), expected_words(*sides), where_it_shows(answer)


def plain_counts(before: Side, after: Side) -> str:
    said = {
        "then": share_words(before.won, before.enquiries),
        "now": share_words(after.won, after.enquiries),
        "open": open_words(after.open, after.enquiries),
    }
    if not after.open:
        return _("In plain counts %(then)s bought then, and %(now)s now. %(open)s") % said
    return _("In plain counts %(then)s bought then, and %(now)s so far. But %(open)s") % {
        **said,
        "open": said["open"][:1].lower() + said["open"][1:],
    }


def expected_words(before: Side, after: Side) -> str:
    if min(before.enquiries, after.enquiries) < LEAST_FOR_A_SHARE:
        return _("Fewer than twenty are too few to say how many will buy.")
    now, then = two_shares(after.conversion.estimate, before.conversion.estimate)
    if now == then:
        return _("Of such enquiries about %(now)s buy in the end, as before.") % {"now": now}
    return _("Of such enquiries about %(now)s buy in the end; it was %(then)s.") % {"now": now, "then": then}


def where_it_shows(answer: Document) -> str:
    """In how many of the larger channels the change goes the same way."""
    rows = [
        row
        for row in answer["more"]["change"]["channels"]
        if row["kind"] == "both"
        and min(row["enquiries_before"], row["enquiries_after"]) >= LEAST_FOR_A_SHARE
        and row["selling"] is not None
    ]
    word = verdict_word(answer, "selling")
    if word not in MOVED or len(rows) < 2:
        return ""
    same = sum((row["selling"] < 0) == (word == "fell") for row in rows)
    said = {"same": number_words(same), "all": number_words(len(rows))}
    if same == len(rows) == 2:
        return _("It shows in both larger channels, so it is unlikely to be one of them alone.")
    if same == len(rows):
        return _("It shows in all %(all)s larger channels, so it is unlikely to be one of them alone.") % said
    return _("It shows in %(same)s of the %(all)s larger channels.") % said


def cannot_say(answer: Document) -> list[str]:
    """What stays unknown, the nearest first."""
    sentences = [why_words(answer)] if is_moved(answer) else []
    still_open = answer["change"]["after"]["open"]
    if still_open:
        words = ngettext(
            "How the %(open)s that is still open will end. It is counted by its age, never as lost.",
            "How the %(open)s that are still open will end. They are counted by their age, never as lost.",
            still_open,
        )
        sentences.append(words % {"open": number_words(still_open)})
    if not is_recorded(answer):
        sentences.append(
            _("How well they fitted: too few were accepted or declined, so it is part of the selling here.")
        )
    if answer["sellers"]["status"] == "refused":
        sentences.append(_("Whether it was one seller or one channel: the two cannot be told apart yet."))
    if answer["more"]["break"]:
        sentences.append(break_words(answer))
    if (answer["more"]["change"] or {}).get("lags") == 2:
        sentences.append(
            _("Whether buyers only take longer now. Both periods are counted with their own pace.")
        )
    return sentences


def why_words(answer: Document) -> str:
    desks = answer["change"]["desks"]
    if desks["sales"]["verdict"] in MOVED:
        return _("Why. Prices, answers, offers and people’s purses all end in the same number.")
    return _("Why. The season, the message and the market all end in the same number.")


def would_settle(answer: Document, start: Start | None) -> list[Step]:
    """The cheapest first; there is always one."""
    steps = []
    swap = answer["more"]["sellers"]["swap"]
    if swap and answer["sellers"]["status"] != "ok":
        steps.append(swap_step(swap))
    if answer["change"]["verdict"]["desk"] == "not_enough_data" and more_asked_than_compared(answer):
        longer = _("Compare longer periods.")
        steps.append(Step(longer, _("More people asked in the months around them, and more can be told.")))
    if answer["change"]["verdict"]["desk"] in ("cannot_tell", "not_enough_data", None):
        steps += wait_steps(answer)
    if not is_recorded(answer):
        steps.append(
            Step(
                _("Say yes or no to each enquiry."),
                _("Accept it, or decline it with a reason: then fit and selling can be told apart."),
            )
        )
    if start and is_moved(answer):
        steps.append(Step(start.for_weeks, _("then look at this page again. %(why)s") % {"why": start.why}))
    elif not steps or is_moved(answer):
        rest = _("then look at this page again, with that month as the later one.")
        steps.append(Step(_("Change one thing for a month,"), rest))
    return steps


def more_asked_than_compared(answer: Document) -> bool:
    """Whether too few asked only because the periods were chosen too short."""
    compared = sum(answer["change"][name]["enquiries"] for name in ("before", "after"))
    return few_asked(answer) and bool(answer["enquiries"]["total"] >= 2 * max(compared, LEAST_FOR_A_SHARE))


def is_moved(answer: Document) -> bool:
    return answer["change"]["verdict"]["desk"] in ("marketing", "sales", "both")


def swap_step(swap: Document) -> Step:
    said = {
        "number": number_in_words(swap["enquiries"]).lower(),
        "seller": swap["seller"],
        "channel": swap["channel"],
    }
    return Step(
        _("Swap %(number)s.") % said,
        _("Give %(seller)s the next %(number)s from %(channel)s.") % said,
    )


def wait_steps(answer: Document) -> list[Step]:
    if not answer["change"]["after"]["open"] or answer["lag_days"]["p90"] is None:
        return [
            Step(_("Let more people ask."), _("Every enquiry that is noted makes the next answer surer."))
        ]
    waits = waits_of(answer)
    if answer["more"]["not_yet"] or waits is None:
        # Of a few customers, or in a few days, nobody knows how long the others take.
        return [Step(_("Let the open ones end."), _("Every end that is noted makes the next answer surer."))]
    return [Step(_("Let the open ones end."), most_within(waits.most))]


def most_within(days: float) -> str:
    """“Nine in ten who buy do so within 8 weeks.”; in years where weeks would be very many."""
    if days > MANY_DAYS:
        said = {"years": number_words(round(days / DAYS_A_YEAR))}
        return _("Nine in ten who buy do so within %(years)s years.") % said
    weeks = max(round(days / DAYS_A_WEEK), 1)
    words = ngettext(
        "Nine in ten who buy do so within %(weeks)s week.",
        "Nine in ten who buy do so within %(weeks)s weeks.",
        weeks,
    )
    return words % {"weeks": number_words(weeks)}
