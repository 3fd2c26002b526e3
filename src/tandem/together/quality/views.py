from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.business.queries import business_zone
from tandem.together.evidence.words import Question
from tandem.together.quality.compared import quality_of
from tandem.together.quality.queries import handed_on
from tandem.together.quality.words import handed_on_words, with_sales
from tandem.together.verdict.kept import kept_answer
from tandem.ui.pages import page


def quality(request: HttpRequest) -> HttpResponseBase:
    """How well each channel’s enquiries sell and how well each seller sells, where that can be told."""
    today = timezone.now().astimezone(business_zone()).date()
    kept = kept_answer(Question(), today)
    context: dict[str, Any] = {"title": _("Quality and selling"), "current": "quality", "kept": kept}
    if kept.answer is None:
        return page(request, "together/verdict/waiting.html", context)
    context["page"] = told = quality_of(kept.answer, today)
    if told.is_compared:
        context["handed_on"] = handed_on_words(handed_on(), with_sales(kept.answer))
    return page(request, "together/quality/quality.html", context)
