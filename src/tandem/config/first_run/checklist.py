"""The card of first steps on Together's home: for owners, until everything is done or it is put away."""

from django.http import HttpRequest

from tandem.config.first_run.queries import first_steps
from tandem.office.accounts.rules import can_manage
from tandem.office.business.queries import the_business
from tandem.ui.slots import Panel


def checklist(request: HttpRequest | None, **_context: object) -> list[Panel]:
    if request is None or not can_manage(request.user):
        return []
    business = the_business()
    if business.is_sample or business.checklist_dismissed_at:
        return []
    steps = first_steps(business)
    if all(step.is_done for step in steps):
        return []
    done = sum(step.is_done for step in steps)
    return [Panel("config/first_run/checklist.html", {"steps": steps, "done": done})]
