from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("handover", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="feeding", name="undated_end", field=models.BooleanField(default=False)
        ),
    ]
