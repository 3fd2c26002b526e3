import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tandem.offers.tax.models import TaxCode, TaxRate
from tandem.offers.tax.queries import tax_codes
from tandem.offers.tax.rules import must_be_a_day, must_be_a_percentage, must_change_tax
from tandem.offers.tax.starter import starter_codes
from tandem.offers.tax.words import LONGEST_NAME, LONGEST_SOURCE
from tandem.office.accounts.models import User
from tandem.office.accounts.rules import Actor
from tandem.office.business.queries import the_business
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine


@transaction.atomic
def ensure_tax(*, at: datetime.datetime) -> list[TaxCode]:
    """The tax codes of the business; those of its country are made where there are none."""
    if codes := tax_codes():
        return codes
    for place, starter in enumerate(starter_codes(the_business().country), start=1):
        code = TaxCode.objects.create(key=starter.key, name=starter.name, position=place)
        TaxRate.objects.bulk_create(
            TaxRate(code=code, valid_from=day, percent=percent, source=starter.source, recorded_at=at)
            for day, percent in starter.rates
        )
    codes = tax_codes()
    if codes:
        record(by=None, at=at, verb="offers.tax.begun", after={"rates": [code.name for code in codes]})
    return codes


@transaction.atomic
def begin_with_country(*, by: Actor, at: datetime.datetime) -> list[TaxCode]:
    must_change_tax(by)
    if not (codes := ensure_tax(at=at)):
        raise Refused(_("We have no table for your country. Type the rate that your accountant tells you."))
    return codes


@transaction.atomic
def add_code(
    *,
    name: str,
    percent: Decimal,
    valid_from: datetime.date,
    source: str = "",
    by: Actor,
    at: datetime.datetime,
) -> TaxCode:
    must_change_tax(by)
    words = free_name(name)
    last = TaxCode.objects.order_by("-position").values_list("position", flat=True).first() or 0
    code = TaxCode.objects.create(key=free_key(words), name=words, position=last + 1)
    record(by=by, at=at, verb="offers.tax.added", row=code)
    set_rate(code=code, percent=percent, valid_from=valid_from, source=source, by=by, at=at)
    return code


@transaction.atomic
def rename_code(
    *, code: TaxCode, expected_version: int, name: str, by: Actor, at: datetime.datetime
) -> JournalLine | None:
    must_change_tax(by)
    changed = change(code, expected_version=expected_version, name=free_name(name, but=code))
    if not changed:
        return None
    verb = "offers.tax.renamed"
    return record(by=by, at=at, verb=verb, row=code, before=changed.before, after=changed.after)


@transaction.atomic
def set_rate(
    *,
    code: TaxCode,
    percent: Decimal,
    valid_from: datetime.date,
    source: str = "",
    by: Actor,
    at: datetime.datetime,
) -> JournalLine | None:
    """What a code is from a day on. One that stands for that very day is put right; all others stay."""
    must_change_tax(by)
    must_be_a_percentage(percent)
    must_be_a_day(valid_from)
    stands = TaxRate.objects.filter(code=code, valid_from=valid_from).first()
    if stands and stands.percent == percent and stands.source == source:
        return None
    columns = {
        "percent": percent,
        "source": " ".join(source.split())[:LONGEST_SOURCE],
        "recorded_at": at,
        "by": by if isinstance(by, User) else None,
    }
    TaxRate.objects.update_or_create(code=code, valid_from=valid_from, defaults=columns)
    before = told(stands.percent, valid_from) if stands else {}
    return record(
        by=by, at=at, verb="offers.tax.rate_set", row=code, before=before, after=told(percent, valid_from)
    )


@transaction.atomic
def withdraw_rate(*, rate: TaxRate, today: datetime.date, by: Actor, at: datetime.datetime) -> JournalLine:
    """A rate that has not begun yet is taken out again."""
    must_change_tax(by)
    if rate.valid_from <= today:
        raise Refused(_("That rate has begun, and is kept. Set the right one from its day on."))
    before = told(rate.percent, rate.valid_from)
    line = record(by=by, at=at, verb="offers.tax.rate_withdrawn", row=rate.code, before=before)
    rate.delete()
    return line


def told(percent: Decimal, day: datetime.date) -> dict[str, str]:
    return {"percent": f"{percent.normalize():f}", "valid_from": day.isoformat()}


def undo_rate(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    """Puts back what stood for that day, if nobody changed it since."""
    must_change_tax(by)
    code = TaxCode.objects.filter(pk=line.row_id or 0).first()
    if code is None:
        raise Refused(_("It is not there any more."))
    day = datetime.date.fromisoformat((line.after or line.before)["valid_from"])
    stands = TaxRate.objects.filter(code=code, valid_from=day).first()
    if (told(stands.percent, day) if stands else {}) != line.after:
        raise Refused(_("It was changed again since. Nothing was undone."))
    if line.before:
        source = stands.source if stands else ""
        set_rate(
            code=code, percent=Decimal(line.before["percent"]), valid_from=day, source=source, by=by, at=at
        )
    elif stands:
        stands.delete()


def free_name(name: str, *, but: TaxCode | None = None) -> str:
    words = " ".join(name.split())[:LONGEST_NAME]
    if not words:
        raise Refused(_("Give the rate a name, such as “Reduced rate”."), field="name")
    if TaxCode.objects.filter(name__iexact=words).exclude(pk=but.pk if but else 0).exists():
        raise Refused(_("There is a rate of that name already."), field="name")
    return words


def free_key(name: str) -> str:
    base = slugify(name)[:16] or "rate"
    taken = set(TaxCode.objects.filter(key__startswith=base).values_list("key", flat=True))
    return (
        base
        if base not in taken
        else next(f"{base}-{n}" for n in range(2, 999) if f"{base}-{n}" not in taken)
    )
