import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from tandem.offers.needs.models import NeedKind
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import Change, change
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine
from tandem.sales.hearing.models import Need
from tandem.sales.hearing.queries import needs_of
from tandem.sales.hearing.rules import must_be_sound
from tandem.sales.hearing.words import LONGEST_SAID, MOST_NEEDS, Weight
from tandem.sales.needs.actions import forget_need, note_need
from tandem.sales.needs.models import UnmetNeed
from tandem.sales.needs.words import need_key, tidy_need
from tandem.sales.opportunities.models import Opportunity
from tandem.sales.opportunities.words import ORIGIN as OPPORTUNITY
from tandem.sales.orders.rules import must_change_sales

# What an unmet need names a need by.
ORIGIN = "sales.need"
COLUMNS = {"words", "weight", "wanted_on", "quantity", "budget_minor", "kind"}


@transaction.atomic
def hear_need(
    *,
    opportunity: Opportunity,
    words: str,
    by: Actor,
    at: datetime.datetime,
    weight: str = Weight.SHOULD,
    kind: NeedKind | None = None,
    wanted_on: datetime.date | None = None,
    quantity: Decimal | None = None,
    budget_minor: int | None = None,
) -> tuple[Need, JournalLine]:
    """Writes down what somebody needs, in their words."""
    must_change_sales(by)
    columns = {
        "words": tidy_need(words, LONGEST_SAID),
        "weight": weight,
        "wanted_on": wanted_on,
        "quantity": quantity,
        "budget_minor": budget_minor,
    }
    must_be_sound(columns, at=at)
    if needs_of(opportunity).count() >= MOST_NEEDS:
        raise Refused(_("That is very much already. Take one away first."), field="words")
    need = Need.objects.create(
        opportunity=opportunity,
        key=need_key(words, LONGEST_SAID),
        kind=kind,
        currency=opportunity.currency,
        heard_at=at,
        recorded_at=at,
        by=by if isinstance(by, User) else None,
        **columns,
    )
    return need, record(by=by, at=at, verb="sales.need.heard", row=need)


@transaction.atomic
def change_need(
    *, need: Need, expected_version: int, by: Actor, at: datetime.datetime, **columns: Any
) -> JournalLine | None:
    """Changes the columns in COLUMNS. A new kind takes back that we do not offer it."""
    must_change_sales(by)
    if unknown := set(columns) - COLUMNS:
        raise TypeError(f"change_need does not change {sorted(unknown)}")
    if "words" in columns:
        columns["words"] = tidy_need(columns["words"], LONGEST_SAID)
        columns["key"] = need_key(columns["words"], LONGEST_SAID)
    must_be_sound(columns, at=at, need=need)
    if "kind" in columns and columns["kind"] != need.kind:
        columns["unmet"] = False
    changed = change(need, expected_version=expected_version, **columns)
    return told(changed, "changed", need, by=by, at=at)


@transaction.atomic
def sort_need(
    *, need: Need, expected_version: int, kind: NeedKind, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """A person says which kind it is, so we may well offer it."""
    must_change_sales(by)
    changed = change(need, expected_version=expected_version, kind=kind, unmet=False)
    return told(changed, "sorted", need, by=by, at=at, note=str(kind))


@transaction.atomic
def call_unmet(*, need: Need, expected_version: int, by: Actor, at: datetime.datetime) -> JournalLine | None:
    """A person says that we do not offer it: marketing sees it with the others."""
    must_change_sales(by)
    changed = change(need, expected_version=expected_version, unmet=True)
    return told(changed, "unmet", need, by=by, at=at)


@transaction.atomic
def take_away(*, need: Need, expected_version: int, by: Actor, at: datetime.datetime) -> JournalLine | None:
    """It was a mistake, or they thought again."""
    must_change_sales(by)
    if need.taken_away_at is not None:
        raise Refused(_("This was taken away already."))
    changed = change(need, expected_version=expected_version, taken_away_at=at)
    return told(changed, "taken_away", need, by=by, at=at)


def told(
    changed: Change, verb: str, need: Need, *, by: Actor, at: datetime.datetime, note: str = ""
) -> JournalLine | None:
    """The journal line of a change; none where nothing changed. What marketing sees of it follows."""
    if not changed:
        return None
    follow_unmet(need, by=by, at=at)
    return record(
        by=by,
        at=at,
        verb=f"sales.need.{verb}",
        row=need,
        before=changed.before,
        after=changed.after,
        note=note,
    )


def follow_unmet(need: Need, *, by: Actor, at: datetime.datetime) -> None:
    """Marketing counts it while it stands and we do not offer it; by the words of its kind, if it has one."""
    forget_need(origin=ORIGIN, origin_id=need.pk, by=by)
    count_unmet([need.opportunity_id], by=by, at=at)


def count_unmet(opportunity_ids: list[int], *, by: Actor, at: datetime.datetime) -> None:
    """What was heard and what a loss told of. The first of those that say the same of one opportunity is
    counted, so when it goes the next one is.
    """
    unmet = Need.objects.filter(opportunity__in=opportunity_ids, unmet=True, taken_away_at=None)
    for one in unmet.select_related("opportunity__person", "kind"):
        note_need(
            person=one.opportunity.person,
            words=one.kind.words if one.kind else one.words,
            origin=ORIGIN,
            origin_id=one.pk,
            work_id=one.opportunity_id,
            told_at=one.heard_at,
            by=by,
            at=at,
        )
    lost = Opportunity.objects.filter(pk__in=opportunity_ids, lost_at__isnull=False).exclude(lost_need="")
    for row in lost.select_related("person"):
        note_need(
            person=row.person,
            words=row.lost_need,
            origin=OPPORTUNITY,
            origin_id=row.pk,
            work_id=row.pk,
            told_at=row.lost_at or at,
            by=by,
            at=at,
        )


def count_anew(*, opportunity_ids: list[int], at: datetime.datetime, **others: Any) -> None:
    """Opened again, what the loss told of is not counted any more, so what was heard is; of two that were
    one, each tells for itself again.
    """
    needs = Need.objects.filter(opportunity__in=opportunity_ids)
    theirs = needs.filter(pk=OuterRef("origin_id")).values("opportunity")
    told = UnmetNeed.objects.filter(origin=ORIGIN, origin_id__in=needs.values("pk"))
    # Told while two were one, of the other of them.
    told.exclude(work_id=Subquery(theirs)).delete()
    count_unmet(opportunity_ids, by=None, at=at)
