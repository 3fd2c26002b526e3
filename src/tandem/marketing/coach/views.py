from django.http import HttpRequest, HttpResponseBase

from tandem.marketing.coach.recognising import first_goal_in
from tandem.marketing.pages import tabs
from tandem.ui.pages import page

LONGEST = 5000


def advice(request: HttpRequest) -> HttpResponseBase:
    """What is said beside a field while it is being filled in; without HTMX it is a page of its own."""
    typed = {name: request.GET.get(name, "")[:LONGEST] for name in ("what_for", "name", "about", "words")}
    goal = first_goal_in(
        asked_for=[typed["what_for"], request.GET.get("goal_enquiries", "")[:LONGEST]],
        notes=[typed["name"], typed["about"], typed["words"]],
    )
    context = {"tabs": tabs("campaigns"), "goal": goal}
    return page(request, "marketing/coach/advice.html", context, partial="said")
