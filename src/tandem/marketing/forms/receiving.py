"""Taking in what strangers send by a public form: through the one path of all doors."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.marketing.arrivals.actions import arrive
from tandem.marketing.arrivals.models import Arrival
from tandem.marketing.arrivals.words import Allowed, as_kept
from tandem.marketing.campaigns.models import Campaign
from tandem.marketing.enquiries.words import Door, Heard
from tandem.marketing.forms.models import PublicForm
from tandem.marketing.forms.queries import campaign_called, may_name_a_channel, sent_from
from tandem.marketing.forms.sending import Shown, fingerprint, why_aside
from tandem.marketing.forms.words import (
    FILE_KINDS,
    LARGEST_FILE,
    LONGEST_LINE,
    TOUCHES,
    FieldKind,
    FormField,
)
from tandem.marketing.links.words import Touch
from tandem.office.files.actions import store
from tandem.office.files.models import StoredFile
from tandem.people.organisations.words import one_line
from tandem.people.persons.words import Contact

Answers = Sequence[tuple[FormField, Any]]
ASKED_BY_US = frozenset({FieldKind.QUESTION, FieldKind.CHOICE})


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What came by a public form: its answers, checked by the form, and what the page brought along."""

    answers: Answers
    shown: Shown | None
    trap: str = ""
    touch: dict[str, str] = field(default_factory=dict)
    # By a code or a link of ours, signed: that is surer than what anybody writes behind an address.
    way: Touch = field(default_factory=dict)


@transaction.atomic
def take_in(*, form: PublicForm, sent: Sent, at: datetime.datetime) -> Arrival:
    """Heard, or kept aside where something looks odd.

    The same page sent again has no second effect; with other words in it, these are kept aside.
    """
    received = as_kept(as_sent(sent))
    mark = fingerprint(received)
    page = sent.shown.page if sent.shown else mark
    aside = why_aside(form, sent.shown, trap=sent.trap, words=their_words(sent.answers), at=at)
    earlier = sent_from(form, page)
    if earlier is not None:
        if earlier.received == received:
            return earlier
        page, aside = f"{page}-{mark}", aside or _("Sent again from the same page, with other words")
    return arrive(
        row=heard_row(form, sent, page, at),
        by=None,
        at=at,
        received=received,
        aside=aside,
        allowed=allowed_by(form, sent),
        files=stored_files(sent.answers, at=at),
    )


def as_sent(sent: Sent) -> dict[str, Any]:
    """By the words that stood on the page, for whoever looks at it later."""
    told: dict[str, Any] = {}
    for one, value in sent.answers:
        answer = one_line(value.name or "") if one.kind == FieldKind.FILE else value
        # Two fields of the same words stand one below the other.
        told[one.label] = f"{told[one.label]}\n{answer}" if one.label in told else answer
    return told | {f"utm_{name}": value for name, value in sent.touch.items()}


def heard_row(form: PublicForm, sent: Sent, page: str, at: datetime.datetime) -> Heard:
    source, medium = channel_of(form, sent)
    return Heard(
        contact=contact_of(sent.answers),
        heard_at=at,
        door=Door.QR if "place" in sent.way else Door.FORM,
        source=source,
        medium=medium,
        campaign=campaign_of(form, sent),
        words=their_words(sent.answers),
        interest=answer_to(FieldKind.INTEREST, sent.answers),
        segment=answer_to(FieldKind.SEGMENT, sent.answers),
        last_touch=sent.way or dict(sent.touch),
        external_system=form.system,
        external_key=page,
    )


def contact_of(answers: Answers) -> Contact:
    def given(kind: FieldKind) -> tuple[str, ...]:
        return tuple(filter(None, [answer_to(kind, answers)]))

    return Contact(
        name=answer_to(FieldKind.NAME, answers),
        emails=given(FieldKind.EMAIL),
        phones=given(FieldKind.PHONE),
        organisation=answer_to(FieldKind.ORGANISATION, answers),
        place=answer_to(FieldKind.PLACE, answers),
        postcode=answer_to(FieldKind.POSTCODE, answers),
    )


def answer_to(kind: FieldKind, answers: Answers) -> str:
    return next((str(value) for one, value in answers if one.kind == kind), "")


def their_words(answers: Answers) -> str:
    """What they wrote, and their answers to our own questions below it."""
    words = [answer_to(FieldKind.WORDS, answers)]
    words += [f"{one.label} {value}" for one, value in answers if one.kind in ASKED_BY_US]
    return "\n".join(filter(None, words))


def campaign_of(form: PublicForm, sent: Sent) -> Campaign | None:
    if sent.way:
        return Campaign.objects.filter(pk=sent.way["campaign"]).first()
    return campaign_called(sent.touch.get("campaign", "")) or form.campaign


def channel_of(form: PublicForm, sent: Sent) -> tuple[str, str]:
    """Where the address says that they found us, else what the form belongs to."""
    if sent.way:
        return sent.way["source"], sent.way["medium"]
    told = sent.touch.get("source", ""), sent.touch.get("medium", "")
    return told if any(told) and may_name_a_channel(*told) else (form.source, form.medium)


def allowed_by(form: PublicForm, sent: Sent) -> list[Allowed]:
    """Nothing where we cannot tell which words they saw."""
    if sent.shown is None:
        return []
    source = _("Form “%(name)s”, version %(version)d") % {"name": form.name, "version": form.version}
    ticked = [one for one, _value in sent.answers if one.kind == FieldKind.CONSENT]
    return [Allowed(use=one.use, wording=one.label, source=source) for one in ticked]


def stored_files(answers: Answers, *, at: datetime.datetime) -> list[StoredFile]:
    uploads = [value for one, value in answers if one.kind == FieldKind.FILE]
    return [store(upload, by=None, at=at, largest=LARGEST_FILE, kinds=FILE_KINDS) for upload in uploads]


def touch_from(given: dict[str, str]) -> dict[str, str]:
    """What the address told of the way that somebody came, by the usual names without their “utm_”."""
    told = {name: one_line(given.get(f"utm_{name}", ""))[:LONGEST_LINE] for name in TOUCHES}
    return {name: value for name, value in told.items() if value}
