"""Maya sorts a month into two piles, one evening soon after it was over."""

from tandem.demo.desk import moment_of
from tandem.demo.diary import Life
from tandem.demo.shop import Shop
from tandem.marketing.piles.actions import add_lines, put_known_on_pile, put_on_pile
from tandem.marketing.piles.queries import known_things
from tandem.marketing.piles.words import Typed, month_before

SORTED_DAYS_AGO = 2
# Typed as one remembers it, with the pile that each went on; two are still to be sorted.
LINES = (
    ("Networking breakfast at the town hall", 90, "marketing"),
    ("Photographs of the green sofa for the window", 120, "marketing"),
    ("Talk at the library: what a chair hides", 100, "marketing"),
    ("Rang back those whom nobody had reached", 75, "selling"),
    ("Measured up at the Old Mill with Joe", 110, "selling"),
    ("Asked the Hartleys how the window seat holds", 20, "care"),
    ("Leaflets in the fabric shop", 40, ""),
    ("Coffee with the designer from Bath", None, ""),
)


def begin_coaching(shop: Shop) -> None:
    shop.diary.begin(sorting_a_month(shop), until=shop.ends_at)


def sorting_a_month(shop: Shop) -> Life:
    at = yield moment_of(shop, SORTED_DAYS_AGO, 19, 30)
    month = month_before(shop.day(at))
    typed = [Typed(words, minutes) for words, minutes, _pile in LINES]
    rows = add_lines(month=month, lines=typed, by=shop.maya, at=at)
    for row, (_words, _minutes, pile) in zip(rows, LINES, strict=True):
        if pile:
            put_on_pile(row=row, expected_version=row.version, purpose=pile, by=shop.maya, at=at)
    for line in known_things(shop.maya, month):
        put_known_on_pile(
            month=month, origin=line.origin, purpose=line.suggestion.purpose, by=shop.maya, at=at
        )
