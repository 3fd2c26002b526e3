from django.db.backends.sqlite3.creation import DatabaseCreation as SQLiteCreation

from tandem.office.sqlite.files import test_file


class DatabaseCreation(SQLiteCreation):
    """Tests use a real file: a database in memory has no locks to get wrong."""

    def _get_test_db_name(self) -> str:
        return str(self.connection.settings_dict["TEST"]["NAME"] or test_file())
