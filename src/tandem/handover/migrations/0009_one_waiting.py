"""On PostgreSQL, 0003_fewer_indexes took away the index that lets an enquiry wait only once; here it comes back.

Django looks for the index of a foreign key by its column, and took the partial one of the same column for it.
"""

from django.db import migrations

MISSED = (
    "CREATE UNIQUE INDEX IF NOT EXISTS handover_passing_one_waiting ON handover_passing (enquiry_id) "
    "WHERE decision = 'waiting'"
)
# What should not be there, and might while nothing forbade it: of several that wait, the newest does.
OLDER = (
    "UPDATE handover_passing SET decision = 'taken_back', decided_at = CURRENT_TIMESTAMP "
    "WHERE decision = 'waiting' AND id NOT IN (SELECT max(id) FROM handover_passing WHERE decision = 'waiting' GROUP BY enquiry_id)"
)


def give_back(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(OLDER)
        # Or the table could not be indexed, as its foreign keys were still to be looked at.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")
        schema_editor.execute(MISSED)


class Migration(migrations.Migration):
    dependencies = [("handover", "0001_squashed_0008_leftovers")]

    operations = [migrations.RunPython(give_back, migrations.RunPython.noop)]
