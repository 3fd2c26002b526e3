"""SQLite as Tandem uses it: durable commits, writers in a fair queue, and no writing to a damaged file."""

import re
from functools import lru_cache
from pathlib import Path
from sqlite3 import dbapi2 as Database
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.features import DatabaseFeatures as SQLiteFeatures
from django.db.utils import DEFAULT_DB_ALIAS, DatabaseErrorWrapper
from django.utils.functional import cached_property

from tandem.office.sqlite import files, journal
from tandem.office.sqlite.creation import DatabaseCreation
from tandem.office.sqlite.turns import Turns, turns_of
from tandem.office.sqlite.words import DatabaseBusy, DatabaseDamaged, DatabaseFull, DatabaseTrouble

PRAGMAS = (
    "synchronous = FULL",
    "cache_size = -16000",
    # A writer that spills its cache early would shut every reader out until it commits.
    "cache_spill = OFF",
    "temp_store = MEMORY",
    "mmap_size = 0",
    # With WAL, what was written is brought into the file every 16 MB: whoever commits then does it for all.
    "wal_autocheckpoint = 4000",
    "journal_size_limit = 67108864",
)
# By SQLite's primary result codes: BUSY, LOCKED, CORRUPT, FULL, NOTADB.
TROUBLE: dict[int, type[DatabaseTrouble]] = {
    5: DatabaseBusy,
    6: DatabaseBusy,
    11: DatabaseDamaged,
    13: DatabaseFull,
    26: DatabaseDamaged,
}
READING = re.compile(
    r"\s*(SELECT|PRAGMA|EXPLAIN|VALUES|SAVEPOINT|RELEASE|ROLLBACK|COMMIT|BEGIN|ATTACH|DETACH)\b"
    r"|\s*WITH\b(?!.*\b(INSERT|UPDATE|DELETE|REPLACE\s+INTO)\b)",
    re.IGNORECASE | re.DOTALL,
)

# Longer statements are batches, each of another length.
LONGEST_KEPT = 20_000

# Files that turned out to be damaged, and files that were seen alive, in this process.
_damaged: set[tuple[str, int, int]] = set()
_seen: set[str] = set()


def forget(file: Path) -> None:
    """A file was taken away on purpose (a test database, a restore): its absence is no damage."""
    _seen.discard(str(file))


@lru_cache(maxsize=1024)
def with_question_marks(query: str) -> str:
    """As SQLite wants it. Pages ask the same again and again, and Django looks at every letter anew."""
    return str(base.FORMAT_QMARK_REGEX.sub("?", query)).replace("%%", "%")


class Errors(DatabaseErrorWrapper):
    """Names what is wrong with the database, so that it can be told to a person."""

    wrapper: "DatabaseWrapper"

    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any) -> None:
        kind = TROUBLE.get(getattr(exc_value, "sqlite_errorcode", 0) & 0xFF)
        if kind is None:
            super().__exit__(exc_type, exc_value, traceback)
            return
        if kind is DatabaseDamaged:
            _damaged.add(self.wrapper.opened)
        self.wrapper.errors_occurred = True
        raise kind(*exc_value.args).with_traceback(traceback) from exc_value


class Cursor(base.SQLiteCursorWrapper):
    """Queues for the turn before a single write outside a transaction."""

    wrapper: "DatabaseWrapper"

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        if param_names is None and len(query) <= LONGEST_KEPT:
            return with_question_marks(query)
        converted: str = super().convert_query(query, param_names=param_names)
        return converted

    def execute(self, query: str, params: Any = None) -> Any:
        if self.wrapper.has_turn or READING.match(query):
            return super().execute(query, params)
        self.wrapper.take_turn()
        try:
            return super().execute(query, params)
        finally:
            # INSERT … RETURNING commits with its last fetched row, a moment after this: until then SQLite's
            # own lock keeps the next writer waiting.
            self.wrapper.give_turn_back()

    def executemany(self, query: str, param_list: Any) -> Any:
        if self.wrapper.has_turn or READING.match(query):
            return super().executemany(query, param_list)
        self.wrapper.take_turn()
        try:
            return super().executemany(query, param_list)
        finally:
            self.wrapper.give_turn_back()


class DatabaseFeatures(SQLiteFeatures):
    # A half-read query would hold a read lock that writers wait for, and its reader may want to write next.
    can_use_chunked_reads = False


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
    creation_class = DatabaseCreation
    opened: tuple[str, int, int] = ("", 0, 0)
    has_turn = False
    _turns: Turns
    _patience: float = 20

    @cached_property
    def wrap_database_errors(self) -> Errors:
        return Errors(self)

    @property
    def file(self) -> Path:
        """The database file that a connection opened now would use."""
        if self.alias == DEFAULT_DB_ALIAS and files.instead.file is not None:
            return files.instead.file
        return files.active(Path(self.settings_dict["NAME"]))

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        self.transaction_mode = "IMMEDIATE"
        self._patience = params.setdefault("timeout", 20)
        if not self.is_in_memory_db():
            params["database"] = str(self.file)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        file = Path(conn_params["database"])
        is_new = not file.exists() or file.stat().st_size == 0
        if is_new and (str(file) in _seen or files.is_lost(file)):
            raise DatabaseDamaged(f"{file} was here and is gone")
        connection = super().get_new_connection(conn_params)
        try:
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            if journal.can_distrust_schema():
                connection.execute("PRAGMA trusted_schema = OFF")
            if files.instead.file == file:
                # Being built beside its place: it is flushed as a whole before anybody relies on it.
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute("PRAGMA journal_mode = MEMORY")
            elif is_new:
                connection.execute(f"PRAGMA journal_mode = {journal.right_mode(journal.library())}")
            else:
                # Reads the header: a file that is no database is found out here, not at the first write.
                connection.execute("PRAGMA schema_version").fetchone()
                _seen.add(str(file))
        except Database.Error:
            self.opened = files.identity(file)
            connection.close()
            raise
        self.opened = files.identity(file)
        self._turns = turns_of(str(file))
        return connection

    def create_cursor(self, name: str | None = None) -> Cursor:
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        cursor.wrapper = self
        return cursor

    def _savepoint_allowed(self) -> bool:
        # As on PostgreSQL: whoever does without them for a while (office/changes/whole.py) is heard.
        return self.features.uses_savepoints and bool(self.in_atomic_block)

    def take_turn(self) -> None:
        if self.opened in _damaged:
            raise DatabaseDamaged(f"{self.opened[0]} is damaged; nothing is written to it")
        self._turns.take(seconds=self._patience)
        self.has_turn = True

    def give_turn_back(self) -> None:
        if self.has_turn:
            self.has_turn = False
            self._turns.give_back()

    def _start_transaction_under_autocommit(self) -> None:
        self.take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
            self._refuse_replaced_file()
        except BaseException:
            self.give_turn_back()
            raise

    def _refuse_replaced_file(self) -> None:
        """What is written to a file that another one took the place of would be in neither."""
        if not self.is_in_memory_db() and files.identity(self.file) != self.opened:
            super()._rollback()  # type: ignore[misc]
            raise DatabaseBusy(f"{self.opened[0]} was replaced while this waited to write to it")

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self._give_back_after_transaction()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._give_back_after_transaction()

    def _give_back_after_transaction(self) -> None:
        # A commit that failed leaves its transaction open, and with it the turn, until the rollback.
        if self.has_turn and not self.connection.in_transaction:
            self.give_turn_back()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self.give_turn_back()

    def close_if_unusable_or_obsolete(self) -> None:
        """Also let go of a file that is no longer the active one: the next query opens the one that is."""
        super().close_if_unusable_or_obsolete()
        if (
            self.connection is not None
            and not self.is_in_memory_db()
            and files.identity(self.file) != self.opened
        ):
            self.close()
