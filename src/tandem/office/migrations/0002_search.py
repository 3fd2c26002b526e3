"""The index behind the search."""

from django.db import migrations

from tandem.office.migrations._search_index import make_index, remove_index


class Migration(migrations.Migration):
    dependencies = [("office", "0001_initial")]
    operations = [migrations.RunPython(make_index, remove_index)]
