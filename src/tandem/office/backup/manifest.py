import datetime
import json
import re
from dataclasses import dataclass, field

from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from tandem.office.backup.measures import Measured
from tandem.office.backup.words import BackupRefused

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
FORMAT = 1
Schema = list[tuple[str, str]]


@dataclass
class Manifest:
    """What an archive says of itself; `verify` holds the archive to it."""

    form: str
    made_at: str
    database: str
    schema: Schema
    measured: Measured
    # Key of a stored file → its SHA-256.
    files: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> str:
        data = {**vars(self), "measured": self.measured.as_json(), "format": FORMAT}
        return json.dumps(data, indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Manifest":
        try:
            data = json.loads(text)
            if data.pop("format") > FORMAT:
                raise BackupRefused(_("This backup was made by a newer Tandem. Nothing was changed."))
            data["schema"] = [(app, name) for app, name in data["schema"]]
            manifest = cls(**{**data, "measured": Measured.from_json(data["measured"])})
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BackupRefused(_("This is not a backup of Tandem, or it is damaged.")) from error
        manifest.refuse_strange_names()
        return manifest

    def refuse_strange_names(self) -> None:
        """Names go into SQL and paths: a forged manifest must hold nothing but names."""
        names = [table.name for table in self.measured.tables]
        for table in self.measured.tables:
            names += table.numbers + table.texts
        keys_are_plain = all(re.fullmatch(r"[0-9a-f]{40}", key) for key in self.files)
        if not all(NAME.fullmatch(name) for name in names) or not keys_are_plain:
            raise BackupRefused(_("This is not a backup of Tandem, or it is damaged."))


def schema_of(alias: str) -> Schema:
    """The migrations that a database has been through."""
    return sorted(MigrationRecorder(connections[alias]).applied_migrations())


def unknown_migrations(schema: Schema) -> Schema:
    """Those that this code does not know: the data is of a newer version."""
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known.update(migration.replaces)
    ours = {app for app, _name in known}
    return [(app, name) for app, name in schema if app in ours and (app, name) not in known]


def now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def refuse_newer(schema: Schema) -> None:
    if unknown_migrations(schema):
        raise BackupRefused(_("This data is of a newer Tandem than this one. Nothing was changed."))
