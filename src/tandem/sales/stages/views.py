from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.accounts.rules import can_change_sales
from tandem.office.changes.forms import refusals_on
from tandem.sales.checks.actions import set_checks
from tandem.sales.checks.forms import ChecksForm
from tandem.sales.checks.queries import checks_of
from tandem.sales.opportunities.forms import StageForm, version_seen
from tandem.sales.opportunities.queries import key_in
from tandem.sales.pipelines.models import Pipeline, Stage
from tandem.sales.pipelines.words import StageKind
from tandem.sales.stages.actions import add_stage, remove_stage, rename_stage, shift_stage
from tandem.sales.stages.clearing import cards_in
from tandem.sales.stages.forms import IntoForm
from tandem.sales.stages.queries import arrangement
from tandem.ui.pages import done, page


def stages_url(pipeline: Pipeline) -> str:
    return f"{reverse('sales:stages')}?pipeline={pipeline.pk}"


def shown(
    request: HttpRequest,
    *,
    pipeline: str = "",
    form: StageForm | None = None,
    wrong: Stage | None = None,
    status: int = 200,
) -> HttpResponseBase:
    """The page of stages; `form` belongs to the stage that was `wrong`, or to the new one."""
    arranged = arrangement(key_in(pipeline) or 0)
    rows = [
        {
            "row": row,
            "form": form
            if form and wrong and row.stage.pk == wrong.pk
            else StageForm(initial={"name": row.stage.name}),
        }
        for row in arranged.rows
    ]
    context: dict[str, Any] = {
        "arranged": arranged,
        "rows": rows,
        "new": form if form and wrong is None else StageForm(),
        "may_change": can_change_sales(request.user),
    }
    return page(request, "sales/stages/stages.html", context, status=status)


def listed(request: HttpRequest) -> HttpResponseBase:
    return shown(request, pipeline=request.GET.get("pipeline", ""))


def add(request: HttpRequest) -> HttpResponseBase:
    """To the pipeline that is named, or to the usual one."""
    asked = key_in(request.POST.get("pipeline", ""))
    pipeline = get_object_or_404(Pipeline, pk=asked, retired_at=None) if asked else None
    form = StageForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            name = form.cleaned_data["name"]
            stage = add_stage(name=name, pipeline=pipeline, by=request.user, at=timezone.now())
            return done(
                request, stages_url(stage.pipeline), _("“%(name)s” is a stage now.") % {"name": stage}
            )
    return shown(request, pipeline=str(asked or ""), form=form, status=422)


def rename(request: HttpRequest, pk: int) -> HttpResponseBase:
    stage = found(pk)
    form = StageForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            name, seen = form.cleaned_data["name"], version_seen(request)
            rename_stage(stage=stage, expected_version=seen, name=name, by=request.user, at=timezone.now())
            return done(request, stages_url(stage.pipeline), _("Saved."))
    return shown(request, pipeline=str(stage.pipeline_id), form=form, wrong=stage, status=422)


def found(pk: int) -> Stage:
    return get_object_or_404(Stage.objects.select_related("pipeline"), pk=pk)


def move(request: HttpRequest, pk: int) -> HttpResponseBase:
    stage = found(pk)
    shift_stage(stage=stage, earlier=request.POST.get("to") == "earlier", by=request.user, at=timezone.now())
    return done(request, stages_url(stage.pipeline), _("Moved."))


def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Asks where its open opportunities go, if there are any."""
    stage = get_object_or_404(Stage.objects.select_related("pipeline"), pk=pk, kind=StageKind.OPEN)
    standing = cards_in([stage.pk]).count()
    form = IntoForm(request.POST or None, leaving=[stage.pk])
    if not standing:
        form.fields.pop("into")
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            into = form.cleaned_data.get("into")
            line = remove_stage(stage=stage, into=into, by=request.user, at=timezone.now())
            sentence = _("“%(name)s” is gone.") % {"name": stage.name}
            undo = line if stage.removed_at else None
            return done(request, stages_url(stage.pipeline), sentence, undo=undo)
    context = {"stage": stage, "standing": standing, "form": form}
    status = 422 if form.is_bound else 200
    return page(request, "sales/stages/remove.html", context, status=status)


def checks(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What must be true before an opportunity enters this stage."""
    stage = get_object_or_404(Stage.objects.select_related("pipeline"), pk=pk, kind=StageKind.OPEN)
    form = ChecksForm(request.POST or None, checks=checks_of(stage))
    if form.is_valid():
        with refusals_on(form):
            set_checks(
                stage=stage,
                expected_version=version_seen(request),
                built_in=form.cleaned_data["built_in"],
                own=form.own,
                by=request.user,
                at=timezone.now(),
            )
            return done(
                request,
                stages_url(stage.pipeline),
                _("Saved. “%(stage)s” asks for it from now on.") % {"stage": stage},
            )
    context = {"stage": stage, "form": form}
    status = 422 if form.is_bound else 200
    return page(request, "sales/checks/checks.html", context, status=status)
