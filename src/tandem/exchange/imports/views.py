import csv
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.exchange.exports.cells import defused
from tandem.exchange.imports import actions
from tandem.exchange.imports.forms import ColumnsForm, FileForm
from tandem.exchange.imports.jobs import KIND
from tandem.exchange.imports.models import ImportRun
from tandem.exchange.imports.opened import Opened, open_run
from tandem.exchange.imports.queries import columns, dry_run, given_before, job_of, kept_rows, runs
from tandem.exchange.imports.words import ImportKind, RunState
from tandem.exchange.reading.dates import DateOrder
from tandem.exchange.reading.refusals import FileRefused
from tandem.exchange.reading.vocabulary import SEVERAL
from tandem.office.business.queries import the_business
from tandem.office.jobs.actions import start
from tandem.ui.pages import SeeOther, done, page

WAITING = (RunState.RECEIVED, RunState.CHOSEN)


def imports(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        return page(request, "exchange/imports/list.html", {"form": FileForm(), "runs": runs()[:50]})
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = actions.receive(
                chunks=file.chunks(),
                name=file.name,
                kind=ImportKind(form.cleaned_data["kind"]),
                by=request.user,
                at=timezone.now(),
            )
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("exchange:import_columns", pk=run.pk)
    return page(request, "exchange/imports/list.html", {"form": form, "runs": runs()[:50]}, status=422)


def opened(run: ImportRun) -> Opened:
    return open_run(run, zone=ZoneInfo(the_business().zone))


def import_columns(request: HttpRequest, pk: int) -> HttpResponseBase:
    run = get_object_or_404(ImportRun, pk=pk)
    if run.state not in WAITING:
        return redirect("exchange:import", pk=pk)
    file = opened(run)
    filled = {choice.column: choice for choice in file.mapping.choices}
    given: dict[str, Any] = {
        "kind": run.kind,
        "headers": file.source.headers,
        "several": SEVERAL.get(run.kind, frozenset()),
    }
    if request.method == "POST":
        form = ColumnsForm(request.POST, **given)
        if form.is_valid():
            try:
                actions.choose(
                    run=run,
                    expected_version=int(request.POST.get("version") or run.version),
                    mapping=form.mapping(),
                    date_order=form.cleaned_data["date_order"],
                    decimal=form.cleaned_data["decimal"],
                    system=form.cleaned_data["system"],
                    by=request.user,
                    at=timezone.now(),
                )
            except FileRefused as refused:
                form.add_error(None, str(refused))
            else:
                return redirect("exchange:import_check", pk=pk)
    else:
        initial = {
            f"column-{place}": filled[header].field
            for place, header in enumerate(file.source.headers)
            if header in filled
        }
        form = ColumnsForm(
            initial={**initial, "system": run.system, "date_order": run.date_order, "decimal": run.decimal},
            **given,
        )
    rows = [
        {
            "field": field,
            "header": header,
            "samples": samples,
            "why": filled[header].why if header in filled else "",
        }
        for field, (header, samples) in zip(form.columns(), columns(file), strict=True)
    ]
    context = {
        "run": run,
        "form": form,
        "rows": rows,
        "file": file,
        "ask_dates": file.date_order == DateOrder.ASK,
        "example": file.found.date_example,
    }
    return page(request, "exchange/imports/columns.html", context, status=422 if form.errors else 200)


def import_check(request: HttpRequest, pk: int) -> HttpResponseBase:
    run = get_object_or_404(ImportRun, pk=pk)
    if run.state not in WAITING:
        return redirect("exchange:import", pk=pk)
    try:
        checked = dry_run(run, zone=ZoneInfo(the_business().zone))
    except FileRefused as refused:
        return done(request, redirect("exchange:import_columns", pk=pk).url, str(refused))
    context = {"run": run, "checked": checked, "before": given_before(run)}
    return page(request, "exchange/imports/check.html", context)


@transaction.atomic
def import_begin(request: HttpRequest, pk: int) -> HttpResponseBase:
    run = get_object_or_404(ImportRun, pk=pk)
    if run.state in (*WAITING, RunState.FAILED):
        actions.begin(run=run, by=request.user, at=timezone.now())
        start(kind=KIND, payload={"run": run.pk}, by=request.user, at=timezone.now())
    return SeeOther(redirect("exchange:import", pk=pk).url)


def import_run(request: HttpRequest, pk: int) -> HttpResponseBase:
    run = get_object_or_404(ImportRun.objects.select_related("by"), pk=pk)
    context = {
        "run": run,
        "job": job_of(run),
        "rejected": run.rejected_rows.all()[:20],
        "reasons": sorted(run.reasons.items(), key=lambda one: -one[1]),
        "can_be_undone": actions.can_be_undone(run, at=timezone.now()),
        "kept": kept_rows(run),
    }
    response = page(request, "exchange/imports/run.html", context, partial="progress")
    # HTMX stops asking when it gets this.
    if getattr(request, "htmx", False) and run.state != RunState.RUNNING:
        response.status_code = 286
    return response


def import_undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    run = get_object_or_404(ImportRun, pk=pk)
    actions.undo(run=run, by=request.user, at=timezone.now())
    return done(request, redirect("exchange:import", pk=pk).url, _("The file was taken out again."))


class Echo:
    """A file that hands back what is written, so that rows are sent as they are made."""

    def write(self, text: str) -> str:
        return text


def import_rejected(request: HttpRequest, pk: int) -> HttpResponse | StreamingHttpResponse:
    """The rejected rows with number and reason, as they were read, to mend and to give again."""
    run = get_object_or_404(ImportRun, pk=pk)

    def lines() -> Iterator[str]:
        writer = csv.writer(Echo())
        headers: list[str] = []
        for row in run.rejected_rows.all().iterator():
            if not headers:
                headers = list(row.raw)
                yield "\ufeff" + writer.writerow([_("Row"), _("Reason"), *map(defused, headers)])
            yield writer.writerow(
                [row.number, row.reason, *(defused(row.raw.get(name, "")) for name in headers)]
            )

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rejected-{run.pk}.csv"'
    return response
