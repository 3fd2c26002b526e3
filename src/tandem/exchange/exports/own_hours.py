"""One's own hours as a CSV: they are in no other export."""

import csv
import datetime
import io

from django.utils.translation import gettext as _

from tandem.exchange.exports.cells import defused
from tandem.office.accounts.models import User
from tandem.office.business.queries import business_zone
from tandem.together.hats.queries import hours_of, spent
from tandem.together.hats.words import MINUTE


def own_hours_csv(user: User, *, at: datetime.datetime) -> str:
    """Times are those of the business; one that still runs goes as far as it counts."""
    file, zone = io.StringIO(), business_zone()
    # The mark at the beginning tells a spreadsheet that this is UTF-8.
    file.write("\ufeff")
    writer = csv.writer(file)
    writer.writerow([_("Hat"), _("From"), _("Until"), _("Minutes"), _("How it is known")])
    for row in hours_of(user).filter(is_work=True).order_by("started_at", "pk"):
        told = spent(row, at=at)
        moments = [f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" for moment in (row.started_at, told.until)]
        cells = [row.get_hat_display(), *moments, int(told.took / MINUTE), row.get_known_display()]
        writer.writerow(map(defused, cells))
    return file.getvalue()
