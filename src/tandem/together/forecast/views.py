from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.business.queries import business_zone
from tandem.together.evidence.words import Question
from tandem.together.verdict.kept import kept_answer
from tandem.ui.pages import page


def forecast(request: HttpRequest) -> HttpResponseBase:
    """What comes next."""
    today = timezone.now().astimezone(business_zone()).date()
    kept = kept_answer(Question(), today)
    context = {"title": _("Forecast"), "current": "forecast", "kept": kept}
    return page(request, "together/verdict/waiting.html", context)
