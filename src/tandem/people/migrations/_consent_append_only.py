"""The consent log is only added to, and the database sees to it.

Two exceptions: a merge gives an event another person (nothing else of the row may change), and a row that was
released (its person is erased) or that an import brought may be removed.
"""

REFUSAL = "The consent log is only added to."
COLUMNS = ("id", "use", "given", "basis", "source", "wording", "at", "recorded_at", "by_id", "import_id")

SQLITE = [
    f"""
    CREATE TRIGGER people_consent_no_change BEFORE UPDATE ON people_consentevent
    WHEN {" OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in COLUMNS)}
        OR (OLD.released_at IS NOT NULL AND OLD.released_at IS NOT NEW.released_at)
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
    """,
    f"""
    CREATE TRIGGER people_consent_no_removal BEFORE DELETE ON people_consentevent
    WHEN OLD.released_at IS NULL AND OLD.import_id IS NULL
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
    """,
]
POSTGRESQL = [
    f"""
    CREATE OR REPLACE FUNCTION people_consent_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    f"""
    CREATE TRIGGER people_consent_no_change BEFORE UPDATE ON people_consentevent FOR EACH ROW
    WHEN ({" OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in COLUMNS)}
        OR (OLD.released_at IS NOT NULL AND OLD.released_at IS DISTINCT FROM NEW.released_at))
    EXECUTE FUNCTION people_consent_refuse()
    """,
    """
    CREATE TRIGGER people_consent_no_removal BEFORE DELETE ON people_consentevent FOR EACH ROW
    WHEN (OLD.released_at IS NULL AND OLD.import_id IS NULL)
    EXECUTE FUNCTION people_consent_refuse()
    """,
]


def make_triggers(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    on_table = "" if schema_editor.connection.vendor == "sqlite" else " ON people_consentevent"
    for name in ("people_consent_no_change", "people_consent_no_removal"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS people_consent_refuse()")
