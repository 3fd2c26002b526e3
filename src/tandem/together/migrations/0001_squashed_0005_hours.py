import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('together', '0001_initial'), ('together', '0002_facts_of_the_handover'), ('together', '0003_answers_and_forecasts'), ('together', '0004_counts_by_day'), ('together', '0005_hours')]

    initial = True

    dependencies = [
        ('office', '0001_squashed_0009_prices_and_rounding'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
                ('before', models.JSONField(default=list)),
                ('after', models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name='DataVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='EnquiryFact',
            fields=[
                ('enquiry_id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('day_heard', models.DateField()),
                ('day_closed', models.DateField(null=True)),
                ('channel_id', models.BigIntegerField()),
                ('campaign_id', models.BigIntegerField(null=True)),
                ('segment', models.CharField(max_length=80)),
                ('owner_id', models.BigIntegerField(null=True)),
                ('state', models.CharField(max_length=10)),
                ('first_sales', models.PositiveSmallIntegerField()),
                ('amount_minor', models.BigIntegerField()),
                ('nurtured', models.PositiveSmallIntegerField()),
                ('decided', models.PositiveSmallIntegerField(choices=[(0, 'Nobody wrote that down'), (1, 'Accepted'), (2, 'Declined')], default=0)),
                ('answer_minutes', models.PositiveIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='EnquiryMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cell', models.CharField(max_length=60, unique=True)),
                ('month', models.PositiveIntegerField(db_index=True)),
                ('channel_id', models.BigIntegerField()),
                ('state', models.CharField(max_length=10)),
                ('count', models.BigIntegerField()),
                ('first_sales', models.BigIntegerField()),
                ('amount_minor', models.BigIntegerField()),
                ('nurtured', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='EnquiryStatistic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cell', models.CharField(max_length=200, unique=True)),
                ('day_heard', models.DateField()),
                ('day_closed', models.DateField(null=True)),
                ('channel_id', models.BigIntegerField()),
                ('campaign_id', models.BigIntegerField(null=True)),
                ('segment', models.CharField(max_length=80)),
                ('owner_id', models.BigIntegerField(null=True)),
                ('state', models.CharField(max_length=10)),
                ('count', models.BigIntegerField()),
                ('first_sales', models.BigIntegerField()),
                ('amount_minor', models.BigIntegerField()),
                ('nurtured', models.BigIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['day_heard', 'state', 'channel_id', 'owner_id', 'campaign_id', 'segment', 'count', 'first_sales', 'amount_minor', 'nurtured'], name='together_statistic_by_day')],
            },
        ),
        migrations.CreateModel(
            name='Estimate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=32, unique=True)),
                ('asked', models.JSONField()),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='office.job')),
                ('answer', models.JSONField(null=True)),
                ('version', models.BigIntegerField(null=True)),
                ('as_of', models.DateField(null=True)),
                ('made_at', models.DateTimeField(null=True)),
                ('seconds', models.FloatField(null=True)),
                ('tried', models.BigIntegerField(null=True)),
                ('trouble', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='KeptForecast',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('weeks', models.PositiveSmallIntegerField()),
                ('measure', models.CharField(choices=[('enquiries', 'Enquiries'), ('customers', 'Customers'), ('revenue', 'Revenue')], max_length=9)),
                ('level', models.FloatField()),
                ('estimate', models.FloatField()),
                ('low', models.FloatField()),
                ('high', models.FloatField()),
                ('made_at', models.DateTimeField()),
                ('actual', models.FloatField(null=True)),
                ('hit', models.BooleanField(null=True)),
            ],
            options={
                'ordering': ['starts_on', 'weeks', 'measure'],
                'constraints': [models.UniqueConstraint(fields=('starts_on', 'weeks', 'measure'), name='together_forecast_once')],
            },
        ),
        migrations.CreateModel(
            name='OrderFact',
            fields=[
                ('order_id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('person_id', models.BigIntegerField()),
                ('day', models.DateField()),
                ('channel_id', models.BigIntegerField(null=True)),
                ('owner_id', models.BigIntegerField(null=True)),
                ('first', models.BooleanField()),
                ('amount_minor', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='RevenueStatistic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cell', models.CharField(max_length=80, unique=True)),
                ('month', models.PositiveIntegerField(db_index=True)),
                ('day', models.DateField()),
                ('channel_id', models.BigIntegerField(null=True)),
                ('owner_id', models.BigIntegerField(null=True)),
                ('orders', models.BigIntegerField()),
                ('first_orders', models.BigIntegerField()),
                ('amount_minor', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Stretch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hat', models.CharField(choices=[('marketing', 'Marketing'), ('sales', 'Sales')], max_length=12, verbose_name='Hat')),
                ('started_at', models.DateTimeField(verbose_name='From')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='Until')),
                ('known', models.CharField(choices=[('kept', 'kept by the hat'), ('guessed', 'guessed from what you noted'), ('by_hand', 'written by hand')], max_length=10, verbose_name='How it is known')),
                ('is_work', models.BooleanField(default=True)),
                ('left_on_until', models.DateTimeField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'Time with a hat on',
                'verbose_name_plural': 'Time with a hat on',
                'ordering': ['-started_at', '-id'],
                'indexes': [models.Index(fields=['user', 'started_at'], name='together_stretch_of_user')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('started_at')), _connector='OR'), name='together_stretch_order'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('user',), name='together_one_hat_runs')],
            },
        ),
    ]
