import csv
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.exchange.exports.cells import defused
from tandem.exchange.imports import actions, removing
from tandem.exchange.imports.forms import ColumnsForm, FileForm, MatchingForm, SheetForm, ValuesForm
from tandem.exchange.imports.jobs import BRING_IN, TAKE_OUT
from tandem.exchange.imports.looking import dry_run, known_in_front
from tandem.exchange.imports.models import ImportRun
from tandem.exchange.imports.opened import Looked, Opened, look, open_run
from tandem.exchange.imports.queries import (
    by_reason,
    columns,
    given_before,
    job_progress,
    kept_rows,
    rejected_batches,
    runs,
    unknown_sellers,
    users,
)
from tandem.exchange.imports.rules import can_be_undone, can_tell_of_sales
from tandem.exchange.imports.words import ImportKind, RunState, Step
from tandem.exchange.reading.opening import open_source
from tandem.exchange.reading.refusals import FileRefused
from tandem.office.business.queries import the_business
from tandem.office.changes.forms import version_of
from tandem.office.changes.middleware import before_transaction
from tandem.office.jobs.actions import start
from tandem.ui.pages import SeeOther, page

UNDER_WAY = (RunState.RUNNING, RunState.UNDOING)


def look_at_upload(request: HttpRequest) -> None:
    """Reads the given file before the transaction begins: that may take seconds, and others want to write."""
    file, kind = request.FILES.get("file"), request.POST.get("kind", "")
    if file is None or kind not in ImportKind.values:
        return
    # Kept until the request ends; what is larger than a few megabytes Django has put on disk already.
    held = tempfile.NamedTemporaryFile()  # noqa: SIM115
    for chunk in file.chunks():
        held.write(chunk)
    held.flush()
    request.upload = held  # type: ignore[attr-defined]
    try:
        request.looked = look(Path(held.name), str(file.name), kind)  # type: ignore[attr-defined]
    except FileRefused as refused:
        request.looked = refused  # type: ignore[attr-defined]


def asked_kind(request: HttpRequest) -> dict[str, str]:
    """`?kind=` of a page that leads here."""
    kind = request.GET.get("kind", "")
    return {"kind": kind} if kind in ImportKind.values else {}


@before_transaction(look_at_upload)
def imports(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        form = FileForm(initial=asked_kind(request))
        return page(request, "exchange/imports/list.html", {"form": form, "runs": runs()[:50]})
    form = FileForm(request.POST, request.FILES)
    looked: Looked | FileRefused | None = getattr(request, "looked", None)
    if isinstance(looked, FileRefused) and form.is_valid():
        form.add_error("file", looked.sentence)
    if isinstance(looked, Looked) and form.is_valid():
        name, kind = str(form.cleaned_data["file"].name), form.cleaned_data["kind"]
        run = actions.receive(looked=looked, name=name, kind=kind, by=request.user, at=timezone.now())
        return SeeOther(reverse("exchange:import_columns", args=[run.pk]))
    return page(request, "exchange/imports/list.html", {"form": form, "runs": runs()[:50]}, status=422)


def opened(request: HttpRequest, pk: int) -> Opened:
    """The run's file, read once a request and before a transaction begins."""
    held: Opened | None = getattr(request, "opened", None)
    if held is None:
        try:
            held = open_run(get_object_or_404(ImportRun, pk=pk), the_business())
        except FileRefused as refused:
            # It could be read when it came; now it is gone from the disk.
            raise Http404(refused.sentence) from refused
        request.opened = held  # type: ignore[attr-defined]
    return held


def is_still_out(pk: int) -> bool:
    """Once it is in, its file is gone."""
    return get_object_or_404(ImportRun, pk=pk).state == RunState.RECEIVED


def open_first(request: HttpRequest, pk: int) -> None:
    if is_still_out(pk):
        opened(request, pk)


def examine_first(request: HttpRequest, pk: int) -> None:
    if is_still_out(pk):
        _found = opened(request, pk).found


def kept_and_on(request: HttpRequest, file: Opened, next_step: Step, **choices: Any) -> HttpResponseBase:
    actions.choose(
        run=file.run,
        expected_version=version_of(request),
        by=request.user,
        at=timezone.now(),
        step=next_step,
        **choices,
    )
    return SeeOther(step_url(file.run, next_step))


def step_url(run: ImportRun, step: str) -> str:
    return reverse(f"exchange:import_{step}", args=[run.pk])


def while_not_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The steps before a file comes in lead to its page once it does."""

    def guarded(request: HttpRequest, pk: int) -> HttpResponseBase:
        if not is_still_out(pk):
            return SeeOther(reverse("exchange:import", args=[pk]))
        return view(request, opened(request, pk))

    return guarded


@before_transaction(open_first)
@while_not_in
def import_columns(request: HttpRequest, file: Opened) -> HttpResponseBase:
    filled = {choice.column: choice for choice in file.mapping.choices}
    sheets = SheetForm(
        request.POST if "sheet" in request.POST else None,
        initial={"sheet": file.source.sheet},
        sheets=file.source.sheets,
    )
    if "sheet" in request.POST and sheets.is_valid() and can_be_read(file, sheets):
        return kept_and_on(request, file, Step.COLUMNS, sheet=sheets.cleaned_data["sheet"], mapping={})
    initial = {
        f"column-{place}": filled[header].field
        for place, header in enumerate(file.source.headers)
        if header in filled
    }
    form = ColumnsForm(
        request.POST if request.method == "POST" and "sheet" not in request.POST else None,
        initial=initial,
        kind=file.run.kind,
        headers=file.source.headers,
        both_desks=can_tell_of_sales(request.user),
    )
    if form.is_bound and form.is_valid():
        return kept_and_on(request, file, Step.VALUES, mapping=form.mapping())
    rows = [
        {"field": field, "header": header, "samples": samples, "choice": filled.get(header)}
        for field, (header, samples) in zip(form.columns(), columns(file), strict=True)
    ]
    context = {"run": file.run, "form": form, "rows": rows, "file": file, "sheets": sheets}
    is_wrong = bool(form.errors or sheets.errors)
    return page(request, "exchange/imports/columns.html", context, status=422 if is_wrong else 200)


def can_be_read(file: Opened, sheets: SheetForm) -> bool:
    """Else the sheet's form says why not."""
    try:
        open_source(file.run.path, file.run.file_name, sheet=sheets.cleaned_data["sheet"])
    except FileRefused as refused:
        sheets.add_error("sheet", refused.sentence)
        return False
    return True


@before_transaction(examine_first)
@while_not_in
def import_values(request: HttpRequest, file: Opened) -> HttpResponseBase:
    run = file.run
    form = ValuesForm(
        request.POST if request.method == "POST" else None,
        initial={"date_order": run.date_order, "decimal": run.decimal},
        found=file.found,
        told=run.outcomes,
    )
    if form.is_bound and form.is_valid():
        told = {"date_order": form.cleaned_data["date_order"], "decimal": form.cleaned_data["decimal"]}
        return kept_and_on(request, file, Step.MATCHING, outcomes=form.outcomes(), **told)
    context = {"run": run, "form": form, "file": file, "found": file.found}
    return page(request, "exchange/imports/values.html", context, status=422 if form.errors else 200)


@before_transaction(examine_first)
@while_not_in
def import_matching(request: HttpRequest, file: Opened) -> HttpResponseBase:
    run = file.run
    form = MatchingForm(
        request.POST if request.method == "POST" else None,
        initial={"system": run.system},
        names=unknown_sellers(file),
        users=users(),
        told=run.sellers,
    )
    if form.is_bound and form.is_valid():
        system = form.cleaned_data["system"].strip()
        return kept_and_on(request, file, Step.CHECK, system=system, sellers=form.sellers())
    try:
        looked_at, known = known_in_front(file, now=timezone.now())
    except FileRefused as refused:
        return back_with(request, run, refused)
    context = {"run": run, "form": form, "file": file, "looked_at": looked_at, "known": known}
    return page(request, "exchange/imports/matching.html", context, status=422 if form.errors else 200)


@while_not_in
def import_check(request: HttpRequest, file: Opened) -> HttpResponseBase:
    try:
        checked = dry_run(file, now=timezone.now())
    except FileRefused as refused:
        return back_with(request, file.run, refused)
    context = {"run": file.run, "checked": checked, "before": given_before(file.run)}
    return page(request, "exchange/imports/check.html", context)


def back_with(request: HttpRequest, run: ImportRun, refused: FileRefused) -> HttpResponseBase:
    """To the step where what is missing can be said: of offers the columns, as a list of them has no dates.
    (The page answers, so that its sentence is not lost.)
    """
    step = Step.COLUMNS if run.kind == ImportKind.OFFERS else Step.VALUES
    context = {"run": run, "sentence": refused.sentence, "url": step_url(run, step)}
    return page(request, "exchange/imports/not_yet.html", context, status=422)


def import_begin(request: HttpRequest, pk: int) -> HttpResponseBase:
    run = get_object_or_404(ImportRun, pk=pk)
    if run.state in (RunState.RECEIVED, RunState.FAILED):
        actions.begin(run=run, by=request.user, at=timezone.now())
        start(kind=BRING_IN, payload={"run": run.pk}, by=request.user, at=timezone.now())
    return SeeOther(reverse("exchange:import", args=[pk]))


def import_run(request: HttpRequest, pk: int) -> HttpResponseBase:
    run = get_object_or_404(ImportRun.objects.select_related("by"), pk=pk)
    context = {
        "run": run,
        "under_way": run.state in UNDER_WAY,
        "percent": job_progress(run),
        "step_url": step_url(run, run.step),
        "rejected": run.rejected_rows.all()[:20],
        "reasons": by_reason(run.reasons),
        "can_be_undone": can_be_undone(run, by=request.user, at=timezone.now()),
        "kept": kept_rows(run),
    }
    return page(request, "exchange/imports/run.html", context, partial="progress")


def import_undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    run = get_object_or_404(ImportRun, pk=pk)
    if run.state == RunState.DONE:
        removing.begin_undo(run=run, by=request.user, at=timezone.now())
        start(kind=TAKE_OUT, payload={"run": run.pk}, by=request.user, at=timezone.now())
    return SeeOther(reverse("exchange:import", args=[pk]))


class Echo:
    """A file that hands back what is written, so that rows are sent as they are made."""

    def write(self, text: str) -> str:
        return text


def import_rejected(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The rejected rows with number and reason, as they were read, to mend and to give again."""
    run = get_object_or_404(ImportRun, pk=pk)
    response = StreamingHttpResponse(rejected_lines(run), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rejected-{run.pk}.csv"'
    return response


def rejected_lines(run: ImportRun) -> Iterator[str]:
    writer = csv.writer(Echo())
    headers: list[str] = []
    for number, reason, raw in rejected_batches(run):
        if not headers:
            headers = list(raw)
            yield "\ufeff" + writer.writerow([_("Row"), _("Reason"), *map(defused, headers)])
        # A row with more cells than the header has them at its end.
        more = [text for name, text in raw.items() if name not in headers]
        cells = [*(raw.get(name, "") for name in headers), *more]
        yield writer.writerow([number, defused(reason), *map(defused, cells)])
