"""Searching knows one kind of apostrophe now (office/search/words.py): what is written down follows."""

from django.db import migrations
from django.db.models import F, Q, Value
from django.db.models.functions import Replace

TYPED = ("’", "‘", "ʼ")


def straighten(apps, schema_editor):
    documents = apps.get_model("office", "SearchDocument").objects.using(schema_editor.connection.alias)
    for sign in TYPED:
        # The triggers of the index look at each row: only those that change are touched.
        documents.filter(Q(folded_title__contains=sign) | Q(folded__contains=sign)).update(
            folded_title=Replace(F("folded_title"), Value(sign), Value("'")),
            folded=Replace(F("folded"), Value(sign), Value("'")),
        )


class Migration(migrations.Migration):
    dependencies = [("office", "0009_prices_and_rounding")]

    operations = [migrations.RunPython(straighten, migrations.RunPython.noop)]
