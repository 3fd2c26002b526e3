"""The consent log is only added to."""

from django.db import migrations

from tandem.people.migrations._consent_append_only import drop_triggers, make_triggers


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(make_triggers, drop_triggers)]
