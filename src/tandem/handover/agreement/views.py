from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.handover.agreement import actions, queries
from tandem.handover.agreement.forms import AgreementForm, as_it_stands
from tandem.handover.agreement.rules import can_agree
from tandem.handover.agreement.words import working_words
from tandem.handover.pages import tabs
from tandem.office.changes.forms import version_of
from tandem.office.changes.words import Refused
from tandem.ui.pages import done, page


def agreement(request: HttpRequest) -> HttpResponseBase:
    current = queries.current_agreement()
    context = {
        "tabs": tabs("agreement"),
        "agreement": current,
        "criteria": queries.criteria_of(current),
        "hours": {
            "pass": working_words(current.pass_within_hours),
            "decide": working_words(current.decide_within_hours),
            "answer": working_words(current.answer_within_hours),
        },
        "versions": queries.versions(),
        "may_agree": can_agree(request.user),
    }
    return page(request, "handover/agreement/agreement.html", context)


def edit(request: HttpRequest) -> HttpResponseBase:
    """The next version, beginning with the one in force."""
    current = queries.current_agreement()
    form = AgreementForm(request.POST or None, initial=as_it_stands(current, queries.criteria_of(current)))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.agree(
                by=request.user, at=timezone.now(), expected_number=version_of(request), **form.agreed()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            sentence = _("Version %(number)d is agreed. Enquiries from now on go by it.")
            return done(request, reverse("handover:agreement"), sentence % {"number": made.number})
    context = {"tabs": tabs("agreement"), "agreement": current, "form": form}
    status = 422 if request.method == "POST" else 200
    return page(request, "handover/agreement/form.html", context, status=status)
