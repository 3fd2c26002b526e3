from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import can_change_sales
from tandem.office.changes.words import Refused
from tandem.sales.opportunities.forms import StageForm, refusals_on, version_seen
from tandem.sales.opportunities.models import Stage
from tandem.sales.opportunities.queries import stages as all_stages
from tandem.sales.opportunities.words import StageKind
from tandem.sales.stages.actions import add_stage, remove_stage, rename_stage, shift_stage
from tandem.ui.pages import done, page

TEMPLATE = "sales/stages/stages.html"


def shown(
    request: HttpRequest,
    *,
    form: StageForm | None = None,
    wrong: Stage | None = None,
    sentence: str = "",
    status: int = 200,
) -> HttpResponseBase:
    """The page of stages; `form` belongs to the stage that was `wrong`, or to the new one."""
    every = all_stages()
    last_open = max((one.position for one in every if one.kind == StageKind.OPEN), default=0)
    rows = [
        {
            "last_open": stage.position == last_open,
            "stage": stage,
            "form": form
            if form and wrong and stage.pk == wrong.pk
            else StageForm(initial={"name": stage.name}),
        }
        for stage in every
    ]
    new = form if form and wrong is None else StageForm()
    context = {"rows": rows, "new": new, "sentence": sentence, "may_change": can_change_sales(request.user)}
    return page(request, TEMPLATE, context, status=status)


def listed(request: HttpRequest) -> HttpResponseBase:
    return shown(request)


def add(request: HttpRequest) -> HttpResponseBase:
    form = StageForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            stage = add_stage(name=form.cleaned_data["name"], by=request.user, at=timezone.now())
            return done(request, "sales:stages", _("“%(name)s” is a stage now.") % {"name": stage})
    return shown(request, form=form, status=422)


def rename(request: HttpRequest, pk: int) -> HttpResponseBase:
    stage = get_object_or_404(Stage, pk=pk)
    form = StageForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            name, seen = form.cleaned_data["name"], version_seen(request)
            rename_stage(stage=stage, expected_version=seen, name=name, by=request.user, at=timezone.now())
            return done(request, "sales:stages", _("Saved."))
    return shown(request, form=form, wrong=stage, status=422)


def move(request: HttpRequest, pk: int) -> HttpResponseBase:
    stage = get_object_or_404(Stage, pk=pk)
    shift_stage(stage=stage, earlier=request.POST.get("to") == "earlier", by=request.user, at=timezone.now())
    return done(request, "sales:stages", _("Moved."))


def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    stage = get_object_or_404(Stage, pk=pk)
    try:
        remove_stage(stage=stage, by=request.user, at=timezone.now())
    except Refused as refused:
        return shown(request, sentence=refused.sentence, status=422)
    return done(request, "sales:stages", _("“%(name)s” is gone.") % {"name": stage.name})
