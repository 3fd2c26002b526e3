"""Codes as sentences: why sellers cannot be compared, what would help, what to bear in mind."""

import datetime
from collections.abc import Iterable
from typing import Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.handover.agreement.words import number_in_words
from tandem.together.evidence.words import Document
from tandem.ui.figures import number_words


def why_words(status: str, why: str | None) -> str | None:
    """Why sellers cannot be compared, or only roughly. Codes: `maths.sellers`."""
    if why is None:
        return None
    weak = {
        "few_ended": _("Few enquiries have ended yet, so sellers can only be compared roughly."),
        "ended_alike": _(
            "Nearly all enquiries of at least one seller ended the same way, so sellers can only be compared "
            "roughly."
        ),
        "confounded": _("Sellers had mostly different channels, so they can only be compared roughly."),
    }
    refused = {
        "no_owner": _("No enquiry says who took it on."),
        "one_seller": _("One person sells here, so there is nobody to compare with."),
        "owner_on_won_only": _("Who sold stands on won enquiries only; nobody knows who had the others."),
        "few_ended": _("Too few enquiries have ended to compare sellers."),
        "ended_alike": _(
            "Nearly all enquiries of at least one seller ended the same way, so sellers cannot be compared."
        ),
        "no_shared_channel": _(
            "Sellers share no channel: nobody can tell the seller’s part from the channel’s."
        ),
        "confounded": _(
            "Each seller had almost only channels of their own: nobody can tell the seller’s part "
            "from the channel’s."
        ),
    }
    return (weak if status == "weak" and why in weak else refused).get(why)


def remedy_words(remedy: str | None, swap: Document | None) -> str | None:
    """What would help, the cheapest first."""
    if remedy == "swap" and swap:
        return swap_words(swap)
    return {
        None: None,
        "record_owner": _("Write down who takes on an enquiry when it is passed to sales."),
        "over_time": _("Compare sales with itself over time: see what changed."),
        "record_owner_at_handover": _(
            "Write the seller down when an enquiry is passed to sales, not when it is won."
        ),
        "check_owners": _(
            "See whether every enquiry, won or lost, stands with the person who had it; if so, wait until "
            "more have ended."
        ),
    }.get(remedy, _("Wait until more have ended, and write down those that were lost too."))


def swap_words(swap: Document) -> str:
    """“Give Joe ten enquiries from “Home fairs”: that would tell most.” Names are as they are written."""
    said = {
        "seller": swap["seller"],
        "number": number_in_words(swap["enquiries"]).lower(),
        "channel": swap["channel"],
    }
    return _("Give %(seller)s %(number)s enquiries from “%(channel)s”: that would tell most.") % said


class Ends(Protocol):
    """Ends that count and say nothing of how long it takes."""

    @property
    def undated(self) -> int: ...
    @property
    def before_contact(self) -> int: ...


def caveats_of(answer: Document, ends: Ends) -> Iterable[str]:
    """What to bear in mind with the numbers, the most needful first."""
    whole, after = answer["enquiries"], answer["change"]["after"]
    if whole["open"]:
        yield still_open_words(whole["open"], whole["total"])
    if after["open"] and whole["total"] > 1:
        sentence = ngettext(
            "%(open)s of %(all)s enquiries of the last period is still open.",
            "%(open)s of %(all)s enquiries of the last period are still open.",
            after["open"],
        )
        yield sentence % {"open": number_words(after["open"]), "all": number_words(after["enquiries"])}
    if answer["more"]["began"]:
        yield began_words(answer)
    if ends.undated:
        yield undated_words(ends.undated)
    if ends.before_contact:
        yield before_contact_words(ends.before_contact)
    if whole["won"] and not whole["lost"]:
        yield _(
            "No enquiry is recorded as lost, so nobody can tell those who said no from those still thinking."
        )


def began_words(answer: Document) -> str:
    """That people had asked before anything was sold, and how they are counted; empty where they had not."""
    began = answer["more"]["began"]
    if not began:
        return ""
    said = {"day": date_format(datetime.date.fromisoformat(began), "j F Y")}
    sentence = _("Hardly anybody bought before %(day)s. Whoever had asked by then is counted from that day.")
    return sentence % said


def still_open_words(still_open: int, total: int) -> str:
    if total == 1:
        return _("The one enquiry is still open. It is not lost.")
    sentence = ngettext(
        "%(open)s of %(all)s enquiries is still open. It is not lost.",
        "%(open)s of %(all)s enquiries are still open. They are not lost.",
        still_open,
    )
    return sentence % {"open": number_words(still_open), "all": number_words(total)}


def undated_words(count: int) -> str:
    sentence = ngettext(
        "%(count)s won or lost enquiry lacks a closing date: it counts, but does not say how long it takes.",
        "%(count)s won or lost enquiries lack a closing date: they count, but do not say how long it takes.",
        count,
    )
    return sentence % {"count": number_words(count)}


def before_contact_words(count: int) -> str:
    sentence = ngettext(
        "%(count)s enquiry was won before it was heard: it counts, but does not say how long it takes.",
        "%(count)s enquiries were won before they were heard: they count, but do not say how long it takes.",
        count,
    )
    return sentence % {"count": number_words(count)}
