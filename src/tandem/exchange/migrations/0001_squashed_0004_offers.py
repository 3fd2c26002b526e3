import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('exchange', '0001_initial'), ('exchange', '0002_choices_of_imports'), ('exchange', '0003_webhooks'), ('exchange', '0004_offers')]

    initial = True

    dependencies = [
        ('office', '0001_squashed_0009_prices_and_rounding'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('enquiries', 'Enquiries'), ('persons', 'Persons'), ('organisations', 'Organisations'), ('offers', 'Offers: what you sell')], max_length=15, verbose_name='What is in it')),
                ('file_name', models.CharField(max_length=200, verbose_name='File')),
                ('stored_as', models.CharField(max_length=100)),
                ('sheet', models.CharField(blank=True, max_length=100, verbose_name='Sheet')),
                ('digest', models.CharField(db_index=True, max_length=64)),
                ('mapping', models.JSONField(default=dict, verbose_name='Columns')),
                ('date_order', models.CharField(blank=True, max_length=12, verbose_name='Dates are written')),
                ('decimal', models.CharField(blank=True, max_length=1, verbose_name='Amounts are written')),
                ('outcomes', models.JSONField(default=dict, verbose_name='What words mean')),
                ('sellers', models.JSONField(default=dict, verbose_name='Who the sellers are')),
                ('step', models.CharField(choices=[('columns', 'Columns'), ('values', 'Values'), ('matching', 'Who is who'), ('check', 'A look before')], default='columns', max_length=10, verbose_name='Next step')),
                ('system', models.CharField(blank=True, max_length=40, verbose_name='Name of the list')),
                ('state', models.CharField(choices=[('received', 'Not in yet'), ('running', 'Coming in'), ('done', 'In'), ('failed', 'Stopped'), ('undoing', 'Being taken out'), ('undone', 'Taken out again')], default='received', max_length=10)),
                ('total', models.PositiveIntegerField(blank=True, null=True)),
                ('cursor', models.PositiveIntegerField(default=0)),
                ('read', models.PositiveIntegerField(default=0)),
                ('imported', models.PositiveIntegerField(default=0)),
                ('rejected', models.PositiveIntegerField(default=0)),
                ('duplicates', models.PositiveIntegerField(default=0)),
                ('reasons', models.JSONField(default=dict)),
                ('kept', models.JSONField(default=list)),
                ('stopped_because', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='KeyedWrite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('api_key', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='office.apikey')),
                ('key_digest', models.CharField(max_length=64)),
                ('request_digest', models.CharField(max_length=64)),
                ('row_id', models.BigIntegerField(null=True)),
                ('sent_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('api_key', 'key_digest'), name='exchange_keyed_write_once')],
            },
        ),
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=80, verbose_name='Which program')),
                ('address', models.CharField(max_length=500, verbose_name='Address')),
                ('facts', models.JSONField(default=list, verbose_name='What it is told')),
                ('secret', models.CharField(max_length=80)),
                ('old_secret', models.CharField(blank=True, max_length=80)),
                ('old_secret_until', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stopped_at', models.DateTimeField(blank=True, null=True, verbose_name='Stopped')),
                ('stopped_because', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'verbose_name': 'Webhook',
                'verbose_name_plural': 'Webhooks',
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='exchange.webhook')),
                ('fact', models.CharField(max_length=30)),
                ('row_id', models.BigIntegerField(null=True)),
                ('outbox_row', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='office.outboxrow')),
                ('told_at', models.DateTimeField()),
                ('tried_at', models.DateTimeField(blank=True, null=True)),
                ('answered', models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='RejectedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rejected_rows', to='exchange.importrun')),
                ('number', models.PositiveIntegerField()),
                ('reason', models.CharField(max_length=300)),
                ('raw', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['number'],
                'indexes': [models.Index(fields=['run', 'number'], name='exchange_rejected_run')],
            },
        ),
    ]
