import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('handover', '0001_initial'), ('handover', '0002_undated_ends'), ('handover', '0003_fewer_indexes'), ('handover', '0004_two_names'), ('handover', '0005_assigning'), ('handover', '0006_feedback'), ('handover', '0007_owed'), ('handover', '0008_leftovers')]

    initial = True

    dependencies = [
        ('marketing', '0001_squashed_0012_carried_day'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('sales', '0001_squashed_0014_leftovers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('pass_within_hours', models.PositiveSmallIntegerField(default=2, verbose_name='Marketing passes on within')),
                ('decide_within_hours', models.PositiveSmallIntegerField(default=8, verbose_name='Sales accepts or declines within')),
                ('answer_within_hours', models.PositiveSmallIntegerField(default=4, verbose_name='Sales answers within')),
                ('least_ticks', models.PositiveSmallIntegerField(default=0, verbose_name='Ticks that a good enquiry has at least')),
                ('enquiries_a_month', models.PositiveIntegerField(blank=True, null=True, verbose_name='Enquiries a month')),
                ('share_that_fits', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Of a hundred passed, so many have their ticks')),
                ('next_step_always', models.BooleanField(default=True, verbose_name='A next step is always set')),
                ('capacity_a_week', models.PositiveIntegerField(blank=True, null=True, verbose_name='New enquiries a week that sales can look after')),
                ('counts_as_answered', models.CharField(blank=True, max_length=200, verbose_name='What counts as an answer')),
                ('decline_reasons', models.JSONField(default=list)),
                ('agreed_at', models.DateTimeField()),
                ('agreed_for_marketing', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agreed_for_sales', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='Conversation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('month', models.DateField(unique=True, verbose_name='First day of the month')),
                ('sheet', models.JSONField(default=dict)),
                ('decided', models.TextField(max_length=1000, verbose_name='What we decided')),
                ('who', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Who does it')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='By when')),
                ('held_at', models.DateTimeField()),
                ('held_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Conversation of both desks',
                'verbose_name_plural': 'Conversations of both desks',
                'ordering': ['-month'],
            },
        ),
        migrations.CreateModel(
            name='Feeding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enquiry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='marketing.enquiry')),
                ('opportunity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sales.opportunity')),
                ('opened_it', models.BooleanField(default=True)),
                ('at', models.DateTimeField()),
                ('undated_end', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('opened_it', True)), fields=('opportunity',), name='handover_one_opens')],
            },
        ),
        migrations.CreateModel(
            name='MonthEnd',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(unique=True, verbose_name='First day of the month')),
                ('open', models.PositiveIntegerField(verbose_name='Open opportunities')),
                ('with_step', models.PositiveIntegerField(verbose_name='With a next step and its day')),
                ('counted_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-month'],
                'constraints': [models.CheckConstraint(condition=models.Q(('with_step__lte', models.F('open'))), name='handover_month_end_counts')],
            },
        ),
        migrations.CreateModel(
            name='ReminderChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('wanted', models.BooleanField(default=True, verbose_name='Remind me by mail')),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Seller',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('away', models.BooleanField(default=False, verbose_name='Not just now')),
                ('back_on', models.DateField(blank=True, null=True, verbose_name='Back on')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Sharing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('way', models.CharField(choices=[('by_hand', 'By hand'), ('in_turn', 'In turn'), ('by_load', 'By load')], default='by_hand', max_length=10, verbose_name='How enquiries are shared out')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='handover_one_sharing')],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='handover.agreement')),
                ('position', models.PositiveSmallIntegerField()),
                ('words', models.CharField(max_length=120, verbose_name='Sentence')),
                ('detail', models.CharField(blank=True, max_length=200, verbose_name='Detail')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Passing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('enquiry', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='marketing.enquiry')),
                ('agreement', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='handover.agreement')),
                ('ticks', models.JSONField(default=list)),
                ('fits', models.BooleanField(blank=True, null=True)),
                ('passed_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('passed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pass_due_at', models.DateTimeField(blank=True, null=True)),
                ('decide_due_at', models.DateTimeField(blank=True, null=True)),
                ('answer_due_at', models.DateTimeField(blank=True, null=True)),
                ('decision', models.CharField(choices=[('waiting', 'Waiting for sales'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('taken_back', 'Taken back')], default='waiting', max_length=10)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('declined_reason', models.CharField(blank=True, max_length=120, verbose_name='Why')),
                ('declined_words', models.CharField(blank=True, max_length=250, verbose_name='In own words')),
                ('first_answered_at', models.DateTimeField(blank=True, null=True)),
                ('import_id', models.BigIntegerField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-passed_at', '-id'],
                'indexes': [models.Index(condition=models.Q(('import_id__isnull', False)), fields=['import_id'], name='handover_passing_imported'), models.Index(condition=models.Q(('decide_due_at__isnull', False)), fields=['decision', 'decide_due_at'], name='handover_passing_waiting'), models.Index(fields=['enquiry', '-passed_at'], name='handover_passing_enquiry'), models.Index(fields=['passed_at'], name='handover_passing_passed'), models.Index(condition=models.Q(('import_id__isnull', True)), fields=['passed_at', 'decision', 'pass_due_at', 'decided_at', 'decide_due_at', 'first_answered_at', 'answer_due_at', 'fits', 'declined_reason', 'enquiry', 'import_id'], name='handover_passing_kept'), models.Index(condition=models.Q(('answer_due_at__isnull', False), ('first_answered_at__isnull', True)), fields=['decision', 'answer_due_at'], name='handover_passing_owed'), models.Index(fields=['owner', 'id'], name='handover_passing_given')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decision', 'waiting')), fields=('enquiry',), name='handover_passing_one_waiting')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('side', models.CharField(choices=[('marketing', 'Marketing'), ('sales', 'Sales')], max_length=12, verbose_name='Proposed by')),
                ('terms', models.JSONField()),
                ('from_number', models.PositiveIntegerField()),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='Why')),
                ('state', models.CharField(choices=[('open', 'Waiting for the other side'), ('agreed', 'Agreed'), ('sent_back', 'Sent back'), ('countered', 'Another one was proposed instead'), ('withdrawn', 'Withdrawn'), ('overtaken', 'Overtaken by another version')], default='open', max_length=12)),
                ('proposed_at', models.DateTimeField()),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='Their word')),
                ('instead_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='handover.proposal')),
                ('agreement', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposal', to='handover.agreement')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('state',), name='handover_one_proposal_open')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='handover.passing')),
                ('owner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('promised', models.CharField(choices=[('pass', 'Pass on'), ('decide', 'Accept or decline'), ('answer', 'Answer')], max_length=6)),
                ('enquiry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='marketing.enquiry')),
                ('passing', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='handover.passing')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('due_at', models.DateTimeField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('passing', None)), fields=('promised', 'enquiry', 'user'), name='handover_reminder_enquiry'), models.UniqueConstraint(condition=models.Q(('passing__isnull', False)), fields=('promised', 'passing', 'user'), name='handover_reminder_passing')],
            },
        ),
        migrations.CreateModel(
            name='Tick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enquiry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='marketing.enquiry')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='handover.criterion')),
                ('state', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_asked', 'Not asked yet')], default='not_asked', max_length=10)),
                ('known', models.CharField(blank=True, max_length=200, verbose_name='What we know')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('enquiry', 'criterion'), name='handover_tick_once')],
            },
        ),
    ]
