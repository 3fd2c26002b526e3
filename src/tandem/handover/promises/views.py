from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from tandem.handover.pages import tabs
from tandem.handover.promises.answers import first_answers
from tandem.handover.promises.drawing import answers_figure, promise_figure
from tandem.handover.promises.findings import heading, rows_of
from tandem.handover.promises.monthly import began_in, told_by_month
from tandem.handover.promises.words import last_months
from tandem.office.business.queries import business_zone, calendar
from tandem.ui.pages import page


def promises(request: HttpRequest) -> HttpResponseBase:
    """Both desks' word by month, and how long each first answer took."""
    now, zone, working = timezone.now(), business_zone(), calendar()
    rows = rows_of(told_by_month(last_months(now, zone), now=now, working=working))
    answers = first_answers(now=now, working=working)
    context = {
        "tabs": tabs("promises"),
        "title": heading(rows),
        "began": began_in(zone=zone),
        "marketing": [(row, promise_figure(row)) for row in rows if row.promised.desk == "marketing"],
        "sales": [(row, promise_figure(row)) for row in rows if row.promised.desk == "sales"],
        "answers": answers_figure(answers) if answers else None,
    }
    return page(request, "handover/promises/promises.html", context)
