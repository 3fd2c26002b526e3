import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tandem.offers.catalogue.models import Offer
from tandem.offers.catalogue.rules import must_change_offers
from tandem.offers.needs.models import NeedKind, OfferNeed
from tandem.offers.needs.rules import must_leave_room
from tandem.offers.needs.starter import starter_needs
from tandem.offers.needs.words import need_key, need_words
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import the_business
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused, Stale
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine


@transaction.atomic
def add_need(*, words: str, by: Actor, at: datetime.datetime) -> NeedKind:
    must_change_offers(by)
    if not need_key(words):
        raise Refused(_("Write the need in a few words, such as “survives dogs”."), field="words")
    if NeedKind.objects.filter(key=need_key(words), retired_at=None).exists():
        raise Refused(_("That need is in the list already."), field="words")
    return needs_for_many(words=[words], by=by, at=at)[need_key(words)]


@transaction.atomic
def needs_for_many(
    *, words: Iterable[str], by: Actor, at: datetime.datetime, import_id: int | None = None
) -> dict[str, NeedKind]:
    """The need of each of these words by its key; made where it is new, brought back where it was retired."""
    must_change_offers(by)
    wanted = {need_key(one): need_words(one) for one in words if need_key(one)}
    must_leave_room(wanted)
    known = {need.key: need for need in NeedKind.objects.filter(key__in=wanted)}
    new = [key for key in wanted if key not in known]
    for key in new:
        known[key] = NeedKind.objects.create(words=wanted[key], key=key, created_at=at, import_id=import_id)
        if import_id is None:
            record(by=by, at=at, verb="offers.need.added", row=known[key])
    for need in known.values():
        if need.retired_at is not None:
            switch_need(need=need, expected_version=need.version, on=True, by=by, at=at)
    return known


@transaction.atomic
def begin_with_trade(*, by: Actor, at: datetime.datetime) -> list[NeedKind]:
    """The needs that people of this trade hear, to be changed afterwards."""
    must_change_offers(by)
    words = starter_needs(the_business().trade)
    if not words:
        raise Refused(_("We know no needs of your trade yet. Write down what your customers say."))
    return list(needs_for_many(words=words, by=by, at=at).values())


@transaction.atomic
def reword_need(
    *, need: NeedKind, expected_version: int, words: str, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    must_change_offers(by)
    key = need_key(words)
    if not key:
        raise Refused(_("Write the need in a few words, such as “survives dogs”."), field="words")
    if NeedKind.objects.filter(key=key).exclude(pk=need.pk).exists():
        raise Refused(_("That need is in the list already."), field="words")
    changed = change(need, expected_version=expected_version, words=need_words(words), key=key)
    if not changed:
        return None
    before, after = ({"words": told.get("words", need.words)} for told in (changed.before, changed.after))
    return record(by=by, at=at, verb="offers.need.reworded", row=need, before=before, after=after)


@transaction.atomic
def switch_need(
    *, need: NeedKind, expected_version: int, on: bool, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    """A need is retired, or brought back; which offers meet it stays known."""
    must_change_offers(by)
    if (need.retired_at is None) == on:
        return None
    changed = change(need, expected_version=expected_version, retired_at=None if on else at)
    verb = "offers.need.brought_back" if on else "offers.need.retired"
    return record(by=by, at=at, verb=verb, row=need, before=changed.before, after=changed.after)


@transaction.atomic
def set_needs(
    *,
    offer: Offer,
    needs: Iterable[NeedKind],
    by: Actor,
    at: datetime.datetime,
    is_counted: bool = False,
) -> JournalLine | None:
    """The needs that an offer meets are these; a retired one that it met stays as it is.

    `is_counted`: the version of the offer was raised already by what else was changed with them.
    """
    must_change_offers(by)
    wanted = {need.pk: need for need in needs}
    rows = OfferNeed.objects.filter(offer=offer).select_related("need")
    met = {row.need_id: row.need for row in rows if row.need.retired_at is None}
    gone, new = met.keys() - wanted.keys(), wanted.keys() - {row.need_id for row in rows}
    if not gone and not new:
        return None
    if not is_counted:
        raise_version(offer)
    OfferNeed.objects.filter(offer=offer, need__in=gone).delete()
    OfferNeed.objects.bulk_create(OfferNeed(offer=offer, need=wanted[key]) for key in sorted(new))
    before = {"needs": sorted(need.words for need in met.values())}
    after = {"needs": sorted(need.words for need in wanted.values())}
    return record(by=by, at=at, verb="offers.offer.needs_set", row=offer, before=before, after=after)


def raise_version(offer: Offer) -> None:
    """Needs are rows of their own; whoever saw the older ones is told of the newer all the same."""
    raised = Offer.objects.filter(pk=offer.pk, version=offer.version).update(version=F("version") + 1)
    if raised != 1:
        raise Stale(Offer.objects.get(pk=offer.pk), {})
    offer.version += 1


def undo_needs(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """The needs that an offer met before, if nobody changed them since and all are still in use."""
    must_change_offers(by)
    offer = Offer.objects.filter(pk=line.row_id or 0).first()
    if offer is None:
        raise Refused(_("It is not there any more."))
    stands = NeedKind.objects.filter(met_by__offer=offer, retired_at=None).values_list("words", flat=True)
    if sorted(stands) != line.after["needs"]:
        raise Refused(_("It was changed again since. Nothing was undone."))
    before = list(NeedKind.objects.filter(words__in=line.before["needs"], retired_at=None))
    if len(before) != len(line.before["needs"]):
        raise Refused(_("One of those needs was changed since. Nothing was undone."))
    set_needs(offer=offer, needs=before, by=by, at=at)
