"""Making and changing public forms. What comes by them is taken in by `receiving`."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.marketing.forms.models import PublicForm
from tandem.marketing.forms.rules import must_be_an_address, must_be_askable, must_change_forms
from tandem.marketing.forms.words import usual_fields
from tandem.office.accounts.rules import Actor
from tandem.office.changes.actions import change
from tandem.office.changes.words import Refused
from tandem.office.journal.actions import record
from tandem.office.journal.models import JournalLine

COLUMNS = {
    "slug", "name", "title", "intro", "button", "thanks", "campaign_id", "source", "medium", "fields",
}  # fmt: skip


@transaction.atomic
def add_form(*, name: str, slug: str, by: Actor, at: datetime.datetime, **columns: Any) -> PublicForm:
    """A new form with the usual fields. It is open at once: nobody knows its address yet."""
    must_change_forms(by)
    must_be_free(slug)
    usual = {"title": name, "button": _("Send"), "thanks": _("Thank you. We will be in touch soon.")}
    fields = [field.as_json() for field in usual_fields()]
    form = PublicForm.objects.create(
        **{**usual, "fields": fields, **columns}, name=name, slug=slug, created_at=at
    )
    record(by=by, at=at, verb="marketing.publicform.added", row=form)
    return form


def must_be_free(slug: str, form: PublicForm | None = None) -> None:
    must_be_an_address(slug)
    others = PublicForm.objects.filter(slug=slug).exclude(pk=form.pk if form else 0)
    if others.exists():
        raise Refused(_("Another form has this address already."), field="slug")


@transaction.atomic
def edit_form(
    *, form: PublicForm, expected_version: int, by: Actor, at: datetime.datetime, **columns: Any
) -> JournalLine | None:
    """`fields` are FormFields. What came by the form before stays as it was said."""
    must_change_forms(by)
    if unknown := set(columns) - COLUMNS:
        raise TypeError(f"edit_form does not change {sorted(unknown)}")
    if "fields" in columns:
        must_be_askable(columns["fields"])
        columns["fields"] = [field.as_json() for field in columns["fields"]]
    if "slug" in columns:
        must_be_free(columns["slug"], form)
    changed = change(form, expected_version=expected_version, **columns)
    if not changed:
        return None
    verb = "marketing.publicform.changed"
    return record(by=by, at=at, verb=verb, row=form, before=changed.before, after=changed.after)


@transaction.atomic
def switch(*, form: PublicForm, is_open: bool, by: Actor, at: datetime.datetime) -> JournalLine | None:
    """A closed form says so, and takes nothing."""
    must_change_forms(by)
    changed = change(form, is_open=is_open)
    if not changed:
        return None
    verb = "marketing.publicform.opened" if is_open else "marketing.publicform.closed"
    return record(by=by, at=at, verb=verb, row=form, before=changed.before, after=changed.after)


def undo_changed(*, line: JournalLine, by: Actor, at: datetime.datetime) -> None:
    must_change_forms(by)
    form = PublicForm.objects.get(pk=line.row_id or 0)
    after = {name: getattr(form, name) for name in line.after}
    if after != line.after:
        raise Refused(_("It was changed again since. Nothing was undone."))
    change(form, **line.before)


UNDO = {
    "marketing.publicform.changed": undo_changed,
    "marketing.publicform.opened": undo_changed,
    "marketing.publicform.closed": undo_changed,
}
