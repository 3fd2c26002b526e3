from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.office.accounts.rules import can_change_sales
from tandem.office.business.queries import the_business
from tandem.office.changes.forms import refusals_on, version_of
from tandem.sales.kits.every import KITS, kit_for
from tandem.sales.opportunities.forms import version_seen
from tandem.sales.opportunities.queries import key_in
from tandem.sales.opportunities.words import STEP_ICONS, StepKind
from tandem.sales.pipelines.models import Stage
from tandem.sales.pipelines.queries import open_stages
from tandem.sales.pipelines.words import FIRST_STAGES, StageKind
from tandem.sales.playbook import actions
from tandem.sales.playbook.forms import GuideForm, KitForm, LineForm
from tandem.sales.playbook.laying import lay_kit, over_first_stages
from tandem.sales.playbook.models import GuideLine
from tandem.sales.playbook.queries import Page, book, page_of, standing
from tandem.sales.playbook.words import LineKind
from tandem.ui.pages import done, page

FOLDER = "sales/playbook/"


def playbook(request: HttpRequest) -> HttpResponseBase:
    """Every stage with what helps there, and the answer that worked most often."""
    pages = book()
    context = {
        "pages": [(one, best_of(one)) for one in pages],
        "several": len({one.stage.pipeline_id for one in pages}) > 1,
        "is_empty": all(one.is_empty for one in pages),
        "may_change": can_change_sales(request.user),
    }
    return page(request, FOLDER + "playbook.html", context)


def best_of(one: Page) -> GuideLine | None:
    """The answer that worked most often so far; nothing where none worked yet."""
    answers = [answer for objection in one.objections for answer in objection.answers]
    best = max(answers, key=lambda answer: answer.times_worked, default=None)
    return best if best and best.times_worked else None


def start(request: HttpRequest) -> HttpResponseBase:
    """A starter kit: the trade, what it says (`?kit=` shows it), and which stages it is laid over."""
    stages = open_stages()
    looked_at = request.GET.get("kit", "")
    initial = {"kit": looked_at if looked_at in KITS else kit_for(the_business().trade)}
    form = KitForm(request.POST or None, stages=stages, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            over = form.over if stages else over_first_stages()
            laid, line = lay_kit(kit=form.cleaned_data["kit"], over=over, by=request.user, at=timezone.now())
            words = ngettext("%d line is yours now.", "%d lines are yours now.", laid.lines) % laid.lines
            return done(request, "sales:playbook", words, undo=line)
    kit = KITS.get(form["kit"].value() or "")
    context = {
        "form": form,
        "rows": [form[f"stage-{stage.pk}"] for stage in stages],
        "first_stages": ", ".join(str(name) for name, kind in FIRST_STAGES if kind == StageKind.OPEN),
        "kit": kit,
        "parts": [(moment.label, part) for moment, part in kit.parts.items()] if kit else [],
    }
    return page(request, FOLDER + "start.html", context, status=422 if form.errors else 200, partial="kit")


def open_stage(pk: int) -> Stage:
    return get_object_or_404(Stage.objects.select_related("pipeline"), pk=pk, kind=StageKind.OPEN)


def address(stage_id: int, place: str = "") -> str:
    return reverse("sales:guide", args=[stage_id]) + place


def guide(request: HttpRequest, pk: int) -> HttpResponseBase:
    return shown(request, open_stage(pk))


def shown(
    request: HttpRequest, stage: Stage, *, form: LineForm | None = None, wrong: str = ""
) -> HttpResponseBase:
    """The guide of a stage; `form` was wrong in the place that `wrong` names."""
    one, stages = page_of(stage), open_stages()
    context = {
        "page": one,
        "step_icon": STEP_ICONS[StepKind(one.guide.step_kind)] if one.guide else "",
        "stages": stages,
        "several": len({each.pipeline_id for each in stages}) > 1,
        "form": form,
        "wrong": wrong,
        "may_change": can_change_sales(request.user),
    }
    return page(request, FOLDER + "guide.html", context, status=422 if form else 200)


def guide_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    stage = open_stage(pk)
    known = page_of(stage).guide
    initial = {"step_kind": StepKind.OTHER}
    if known:
        initial = {name: getattr(known, name) for name in ("opening", "step", "step_kind")}
    form = GuideForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            line = actions.write_guide(
                stage=stage,
                expected_version=version_seen(request),
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
            return done(request, address(stage.pk), _("Saved."), undo=line if known else None)
    context = {"stage": stage, "guide": known, "form": form}
    return page(request, FOLDER + "guide_edit.html", context, status=422 if form.errors else 200)


def line_add(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A question, something they say, or an answer under the latter."""
    stage, kind = open_stage(pk), request.POST.get("kind", "")
    if kind not in LineKind.values:
        raise Http404
    key = key_in(request.POST.get("under", ""))
    under = get_object_or_404(standing(), pk=key) if key else None
    form = LineForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            words, at = form.cleaned_data["words"], timezone.now()
            line = actions.add_line(
                stage=stage, kind=LineKind(kind), words=words, under=under, by=request.user, at=at
            )
            return done(request, address(stage.pk, f"#line-{line.pk}"), _("Added."))
    return shown(request, stage, form=form, wrong=f"{kind}-{key or ''}")


def line_found(pk: int) -> GuideLine:
    return get_object_or_404(GuideLine.objects.select_related("guide__stage", "under"), pk=pk)


def line(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = line_found(pk)
    form = LineForm(request.POST or None, initial={"words": row.words})
    if form.is_valid():
        with refusals_on(form):
            told = actions.edit_line(
                line=row,
                expected_version=version_of(request),
                words=form.cleaned_data["words"],
                by=request.user,
                at=timezone.now(),
            )
            place = address(row.guide.stage_id, f"#line-{row.pk}")
            return done(request, place, _("Saved."), undo=told)
    context: dict[str, Any] = {"line": row, "form": form}
    return page(request, FOLDER + "line.html", context, status=422 if form.errors else 200)


def line_move(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = line_found(pk)
    earlier = request.POST.get("to") == "earlier"
    actions.shift_line(line=row, earlier=earlier, by=request.user, at=timezone.now())
    return done(request, address(row.guide.stage_id, f"#line-{row.pk}"), _("Moved."))


def line_put_away(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = line_found(pk)
    told = actions.put_away(
        line=row, expected_version=version_of(request), by=request.user, at=timezone.now()
    )
    return done(request, address(row.guide.stage_id), _("Put away."), undo=told)
