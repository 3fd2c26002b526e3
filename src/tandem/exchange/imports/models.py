from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.exchange.imports.words import ImportKind, RunState, Step
from tandem.office.changes.models import Versioned


class ImportRun(Versioned):
    """One file on its way in. `cursor` is the first line that is not done yet: batches are whole or absent.

    `read` is always the sum of `imported`, `rejected` and `duplicates`.
    """

    kind = models.CharField(_("What is in it"), max_length=15, choices=ImportKind.choices)
    file_name = models.CharField(_("File"), max_length=200)
    stored_as = models.CharField(max_length=100)
    sheet = models.CharField(_("Sheet"), max_length=100, blank=True)
    digest = models.CharField(max_length=64, db_index=True)
    mapping = models.JSONField(_("Columns"), default=dict)
    date_order = models.CharField(_("Dates are written"), max_length=12, blank=True)
    decimal = models.CharField(_("Amounts are written"), max_length=1, blank=True)
    outcomes = models.JSONField(_("What words mean"), default=dict)
    # A seller's name in the file, folded, to the user it means; other names become users who cannot sign in.
    sellers = models.JSONField(_("Who the sellers are"), default=dict)
    step = models.CharField(_("Next step"), max_length=10, choices=Step.choices, default=Step.COLUMNS)
    system = models.CharField(_("Name of the list"), max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.RECEIVED)
    total = models.PositiveIntegerField(null=True, blank=True)
    cursor = models.PositiveIntegerField(default=0)
    read = models.PositiveIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0)
    reasons = models.JSONField(default=dict)
    kept = models.JSONField(default=list)
    stopped_because = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def path(self) -> Path:
        return Path(settings.DATA) / "imports" / self.stored_as


class RejectedRow(models.Model):
    """A line that did not come in, with its number in the file and the reason, as it was read."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rejected_rows")
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    # Pairs of a header and its cell, as PostgreSQL keeps no order of keys; rows of before are a mapping.
    raw = models.JSONField(default=dict)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["run", "number"], name="exchange_rejected_run")]

    def __str__(self) -> str:
        return f"{self.number}: {self.reason}"
