from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.business.queries import business_zone
from tandem.together.evidence.queries import hit_rates
from tandem.together.evidence.words import Question
from tandem.together.forecast.coming import forecast_of
from tandem.together.verdict.kept import kept_answer
from tandem.together.verdict.words import not_yet_words
from tandem.ui.pages import page


def forecast(request: HttpRequest) -> HttpResponseBase:
    """What the coming weeks will bring, and how often such a word came true."""
    today = timezone.now().astimezone(business_zone()).date()
    kept = kept_answer(Question(), today)
    context: dict[str, Any] = {"title": _("Forecast"), "current": "forecast", "kept": kept}
    if kept.answer is None:
        return page(request, "together/verdict/waiting.html", context)
    context["page"] = forecast_of(kept.answer, hit_rates(), today)
    context["not_yet"] = not_yet_words(kept.answer, today)
    return page(request, "together/forecast/forecast.html", context)
