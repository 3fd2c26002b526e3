"""From the sample to the own business: a database that keeps only users, their sign-in and the settings."""

import datetime
from collections.abc import Callable
from pathlib import Path

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from tandem.config.first_run.kept_aside import bring_back
from tandem.office.accounts.models import Session, User
from tandem.office.backup.measures import kept_models
from tandem.office.business.models import Business
from tandem.office.business.queries import forget
from tandem.office.changes.models import OneTimeKey
from tandem.office.changes.words import NotAllowed, Refused
from tandem.office.journal.actions import record
from tandem.office.sqlite import files, fresh
from tandem.office.users.rules import can_manage_users

KEPT: tuple[type[models.Model], ...] = (User, EmailAddress, Authenticator, Session)
# In the same database also the tables of the framework stay, and the key of the form that is just being sent.
STAY = frozenset({*KEPT, ContentType, Permission, Group, OneTimeKey})
NEW_FILE = "own.sqlite3"


def who_stays(by: User) -> list[User]:
    """The people of the sample are made up; whoever can really sign in stays."""
    signed_in = set(Session.objects.exclude(user=None).values_list("user_id", flat=True))
    return [
        user
        for user in User.objects.all()
        if user.pk == by.pk or user.has_usable_password() or user.pk in signed_in
    ]


def start_own(*, by: User, at: datetime.datetime) -> None:
    """Leave the sample. What was typed into it stays behind: in the sample's file, or in a copy of it."""
    if not can_manage_users(by):
        raise NotAllowed
    sample = Business.objects.filter(pk=1, is_sample=True).first()
    if sample is None:
        raise Refused(_("This is your own business already."))
    staying = who_stays(by)
    if connection.vendor == "sqlite":
        _in_another_file(sample, staying, by=by, at=at)
    else:
        _in_the_same_database(sample, staying, by=by, at=at)
    forget()


def _in_another_file(sample: Business, staying: list[User], *, by: User, at: datetime.datetime) -> None:
    kept = {model: rows_of(model, staying) for model in KEPT}

    def fill(alias: str) -> None:
        with transaction.atomic(using=alias):
            for model, rows in kept.items():
                model._default_manager.using(alias).bulk_create(rows)
            _blank(sample).save(using=alias, force_insert=True)
            # The new file is this thread's own database while it is filled.
            bring_back(sample.kept_aside, by=by, at=at)

    # A thread cannot change over to another file in the middle of a transaction.
    transaction.on_commit(lambda: _make_file(fill))


def _make_file(fill: Callable[[str], None]) -> None:
    active = files.active(Path(connection.settings_dict["NAME"]))
    if active.name == files.SAMPLE:
        fresh.make(active.with_name(files.OWN), then=fill)
        return
    # The sample came into the own file: it is put aside, under a name with the time.
    new = active.with_name(NEW_FILE)
    new.unlink(missing_ok=True)
    fresh.make(new, then=fill)
    connection.close()
    fresh.swap(new, active)


def rows_of(model: type[models.Model], staying: list[User]) -> list[models.Model]:
    if model is User:
        return list(staying)
    return list(model._default_manager.filter(user__in=staying))


def _blank(sample: Business) -> Business:
    """Where the sample is at home, the own business most likely is too; the first step asks."""
    return Business(pk=1, country=sample.country, currency=sample.currency, zone=sample.zone)


def _in_the_same_database(sample: Business, staying: list[User], *, by: User, at: datetime.datetime) -> None:
    emptied = [model._meta.db_table for model in kept_models() if model not in STAY]
    quoted = ", ".join(connection.ops.quote_name(table) for table in emptied)
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Names come from our own models. Row by row, the tables that only grow would refuse it.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {quoted}")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        User.objects.exclude(pk__in=[user.pk for user in staying]).delete()
        _blank(sample).save(force_insert=True)
        bring_back(sample.kept_aside, by=by, at=at)
        record(by=by, at=at, verb="office.business.begun")
