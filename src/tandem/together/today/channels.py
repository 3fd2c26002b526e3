"""The channels of Together's home: which bring people, and how many of those buy in the end."""

from django.utils.translation import gettext as _

from tandem.marketing.channels.words import NOT_KNOWN
from tandem.together.evidence.words import Document
from tandem.together.verdict.intervals import Heads, Share, Table, table_of
from tandem.together.verdict.reading import Purse, purse_of, range_of
from tandem.ui.figures import LEAST_FOR_A_SHARE, number_words

CHANNELS_SHOWN = 8
# As a list without a channel is told of by `tandem analyse`.
BLANK = "(blank)"


def channel_table(answer: Document) -> Table:
    """Those with most enquiries first; beyond eight they are in the last row only."""
    purse, bought = purse_of(answer), has_bought(answer)
    rows = sorted(answer["channels"], key=lambda row: -row["enquiries"])
    heads = Heads(
        _("Channel"),
        _("Become customers in the end"),
        (_("Asked"), _("Customers so far"), _("Still open")),
        (_("First sale"),),
    )
    whole = {"channel": whole_name(len(rows)), **answer["enquiries"]}
    whole |= {
        "enquiries": whole["total"],
        "conversion": answer["conversion"],
        "value": answer["more"]["whole"]["value"],
    }
    return table_of(
        [share_of(row, purse, told=bought) for row in rows[:CHANNELS_SHOWN]],
        heads,
        whole=share_of(whole, purse, told=bought) if len(rows) > 1 else None,
        tone="m",
    )


def whole_name(channels: int) -> str:
    if channels > CHANNELS_SHOWN:
        return _("All %(number)s channels") % {"number": number_words(channels)}
    return _("All channels")


def has_bought(answer: Document) -> bool:
    """Whether anybody did: before, a share would say what is so elsewhere, and nothing of this list."""
    return bool(answer["enquiries"]["won"])


def share_of(row: Document, purse: Purse, *, told: bool) -> Share:
    value = range_of(row["value"])
    few = row["enquiries"] < LEAST_FOR_A_SHARE or value is None
    return Share(
        row["channel"],
        row["enquiries"],
        range_of(row["conversion"]) if told else None,
        tuple(number_words(row[name]) for name in ("enquiries", "won", "open")),
        ("–" if few or value is None else purse.words(value.estimate),),
    )


def is_not_known(channel: str) -> bool:
    """Of an answer, which names channels: as the application calls it, or `tandem analyse`."""
    return channel in (str(NOT_KNOWN), BLANK)


def channels_title(answer: Document) -> str:
    """Names the channel of which more buy only where its whole range is above the whole's share.

    Those of whom nobody knows where they heard of us are a row, and no channel to be praised.
    """
    if is_not_known(max(answer["channels"], key=lambda row: row["enquiries"])["channel"]):
        return _("Of most of them we do not know where they heard of us")
    rows, whole = answer["channels"], range_of(answer["conversion"])
    named = [row for row in rows if not is_not_known(row["channel"])]
    told = [(row, range_of(row["conversion"])) for row in named if row["enquiries"] >= LEAST_FOR_A_SHARE]
    better = [(row, one) for row, one in told if one and whole and one.low > whole.estimate]
    most = max(rows, key=lambda row: row["enquiries"])["channel"]
    if not better:
        return _("Most people ask by “%(most)s”; no channel stands out in who buys") % {"most": most}
    best = max(better, key=lambda pair: pair[1].estimate)[0]["channel"]
    if best == most:
        return _("By “%(best)s” most people ask, and more of them buy") % {"best": best}
    return _("By “%(best)s” more of them buy; by “%(most)s” most people ask") % {"best": best, "most": most}
