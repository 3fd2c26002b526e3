from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.office.changes.forms import refusals_on
from tandem.sales.arranging import actions
from tandem.sales.arranging.forms import PipelineForm
from tandem.sales.opportunities.forms import version_seen
from tandem.sales.pipelines.models import Pipeline, Stage
from tandem.sales.pipelines.queries import retired_pipelines
from tandem.sales.stages.clearing import cards_in
from tandem.sales.stages.forms import IntoForm
from tandem.sales.stages.views import stages_url
from tandem.ui.pages import done, page


def add(request: HttpRequest) -> HttpResponseBase:
    form = PipelineForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            name = form.cleaned_data["name"]
            pipeline = actions.add_pipeline(name=name, by=request.user, at=timezone.now())
            sentence = _("“%(name)s” is a pipeline now. Put its stages into your words.")
            return done(request, stages_url(pipeline), sentence % {"name": pipeline})
    context = {"form": form, "retired": retired_pipelines()}
    status = 422 if form.is_bound else 200
    return page(request, "sales/arranging/add.html", context, status=status)


def rename(request: HttpRequest, pk: int) -> HttpResponseBase:
    pipeline = get_object_or_404(Pipeline, pk=pk)
    form = PipelineForm(request.POST or None, initial={"name": pipeline.name})
    if form.is_valid():
        with refusals_on(form):
            name, seen = form.cleaned_data["name"], version_seen(request)
            actions.rename_pipeline(
                pipeline=pipeline, expected_version=seen, name=name, by=request.user, at=timezone.now()
            )
            return done(request, stages_url(pipeline), _("Saved."))
    status = 422 if form.is_bound else 200
    return page(request, "sales/arranging/rename.html", {"pipeline": pipeline, "form": form}, status=status)


def shift(request: HttpRequest, pk: int) -> HttpResponseBase:
    pipeline = get_object_or_404(Pipeline, pk=pk)
    earlier = request.POST.get("to") == "earlier"
    actions.shift_pipeline(pipeline=pipeline, earlier=earlier, by=request.user, at=timezone.now())
    return done(request, stages_url(pipeline), _("Moved."))


def make_default(request: HttpRequest, pk: int) -> HttpResponseBase:
    pipeline = get_object_or_404(Pipeline, pk=pk)
    seen = version_seen(request)
    actions.make_default(pipeline=pipeline, expected_version=seen, by=request.user, at=timezone.now())
    return done(
        request, stages_url(pipeline), _("What comes in goes to “%(name)s” now.") % {"name": pipeline}
    )


def retire(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Asks where its open opportunities go, if there are any."""
    pipeline = get_object_or_404(Pipeline, pk=pk)
    stages = list(Stage.objects.filter(pipeline=pipeline).values_list("pk", flat=True))
    standing = cards_in(stages).count()
    form = IntoForm(request.POST or None, leaving=stages)
    if not standing:
        form.fields.pop("into")
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            line = actions.retire_pipeline(
                pipeline=pipeline,
                expected_version=version_seen(request),
                into=form.cleaned_data.get("into"),
                by=request.user,
                at=timezone.now(),
            )
            sentence = _("“%(name)s” takes in nothing new. It can be brought back here.") % {"name": pipeline}
            return done(request, "sales:pipeline_add", sentence, undo=line)
    context = {"pipeline": pipeline, "standing": standing, "form": form}
    status = 422 if form.is_bound else 200
    return page(request, "sales/arranging/retire.html", context, status=status)


def bring_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    pipeline = get_object_or_404(Pipeline, pk=pk)
    seen = version_seen(request)
    actions.bring_back_pipeline(pipeline=pipeline, expected_version=seen, by=request.user, at=timezone.now())
    return done(request, stages_url(pipeline), _("“%(name)s” is back.") % {"name": pipeline})
