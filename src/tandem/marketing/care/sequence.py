"""What follows for each purchase from the others of its person, on rows in hand: after how many days they
bought again, which is the latest, and where the day stands that the customer named.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from tandem.marketing.care.models import Purchase

CARRIED = ("ask_again_at", "asked_at_key", "own_ask_again_at")
FOLLOWING = ("again_after_days", "newest_at", *CARRIED)


def follow_each_other(rows: Iterable[Purchase], lost: Iterable[Purchase] = ()) -> list[Purchase]:
    """Sets on each row what follows from the other purchases of its person; those that it changed."""
    of_person, lost_of = by_person(rows), by_person(lost)
    moved = []
    for person, some in of_person.items():
        stood = [[getattr(row, name) for name in FOLLOWING] for row in some]
        in_order(some, lost_of.get(person, []))
        moved += [
            row
            for row, before in zip(some, stood, strict=True)
            if [getattr(row, name) for name in FOLLOWING] != before
        ]
    return moved


def by_person(rows: Iterable[Purchase]) -> dict[int, list[Purchase]]:
    found: dict[int, list[Purchase]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def in_order(some: Sequence[Purchase], lost: Sequence[Purchase]) -> None:
    """The purchases of one person."""
    standing = [row for row in some if row.taken_back_at is None]
    standing.sort(key=lambda row: (row.bought_at, row.sale_key))
    newest = standing[-1] if standing else None
    were_newest = [row for row in (*some, *lost) if row.newest_at is not None and row is not newest]
    before = dict(zip([row.sale_key for row in standing[1:]], standing, strict=False))
    for row in some:
        earlier = before.get(row.sale_key)
        # Twice within a day is one visit to the shop.
        row.again_after_days = ((row.bought_at - earlier.bought_at).days or None) if earlier else None
        row.newest_at = row.bought_at if row is newest else None
    give_the_day_back(some, newest, {row.sale_key for row in lost})
    if newest is not None:
        # A row that is written first now is a sale that is news: it takes over from what is lost only.
        is_news = newest.pk is None
        carry_the_day(some, newest, [row for row in were_newest if not is_news or row in lost])


def give_the_day_back(some: Sequence[Purchase], newest: Purchase | None, lost: Collection[int]) -> None:
    """A day that was carried goes back with the purchase that it came from, to another person or to the top.
    Where that one is lost, it stays: the customer’s word outlives the sale.
    """
    keys = {row.sale_key for row in some}
    for row in some:
        if row.asked_at_key is None:
            continue
        if row.asked_at_key in lost:
            row.asked_at_key, row.own_ask_again_at = None, None
        elif row.asked_at_key not in keys or (newest and row.asked_at_key == newest.sale_key):
            row.ask_again_at, row.asked_at_key, row.own_ask_again_at = row.own_ask_again_at, None, None


def carry_the_day(some: Sequence[Purchase], newest: Purchase, were_newest: Sequence[Purchase]) -> None:
    """The day that the customer named stands with their latest purchase, also where that became another one.
    Who has bought anew has named none yet, and a day is over with a purchase after it.
    """
    keys = {row.sale_key for row in some}
    for row in were_newest:
        latest = newest.ask_again_at or newest.bought_at
        if row.ask_again_at is None or row.ask_again_at <= latest:
            continue
        origin = row.asked_at_key or row.sale_key
        kept = newest.own_ask_again_at if newest.asked_at_key else newest.ask_again_at
        newest.ask_again_at = row.ask_again_at
        # What came from a purchase that is not there any more is their own from now on.
        newest.asked_at_key, newest.own_ask_again_at = (origin, kept) if origin in keys else (None, None)
