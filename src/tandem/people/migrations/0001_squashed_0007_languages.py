import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from tandem.people.migrations._consent_append_only import drop_triggers, make_triggers


class Migration(migrations.Migration):

    replaces = [('people', '0001_initial'), ('people', '0002_consent_append_only'), ('people', '0003_person_indexes'), ('people', '0004_fewer_indexes'), ('people', '0005_entries_by_whom'), ('people', '0006_talks'), ('people', '0007_languages')]

    initial = True

    dependencies = [
        ('office', '0001_squashed_0009_prices_and_rounding'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person_id', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('counts', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=200, verbose_name='Name')),
                ('folded', models.CharField(default='', editable=False, max_length=250)),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='Place')),
                ('website', models.CharField(blank=True, max_length=200, verbose_name='Website')),
                ('about', models.TextField(blank=True, verbose_name='About')),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('de', 'German'), ('fr', 'French'), ('nl', 'Dutch'), ('es', 'Spanish'), ('it', 'Italian')], max_length=10, verbose_name='Language')),
                ('external_key', models.CharField(blank=True, db_index=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('import_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'verbose_name': 'Organisation',
                'verbose_name_plural': 'Organisations',
                'ordering': ['name', 'id'],
                'indexes': [models.Index(fields=['folded', 'id'], name='people_organisation_folded')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('text', models.TextField(blank=True, max_length=2000, verbose_name='Signature')),
            ],
            options={
                'verbose_name': 'Signature',
                'verbose_name_plural': 'Signatures',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='people_one_signature')],
            },
        ),
        migrations.CreateModel(
            name='SuppressedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='Name')),
                ('subject', models.CharField(max_length=200, verbose_name='Subject')),
                ('text', models.TextField(max_length=50000, verbose_name='Text')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='Order')),
            ],
            options={
                'verbose_name': 'Letter to start from',
                'verbose_name_plural': 'Letters to start from',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='Name')),
                ('folded', models.CharField(default='', editable=False, max_length=250)),
                ('duplicate_key', models.CharField(default='', editable=False, max_length=60)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.organisation')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='Place')),
                ('postcode', models.CharField(blank=True, max_length=20, verbose_name='Postcode')),
                ('about', models.TextField(blank=True, verbose_name='About')),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('de', 'German'), ('fr', 'French'), ('nl', 'Dutch'), ('es', 'Spanish'), ('it', 'Italian')], max_length=10, verbose_name='Language')),
                ('external_key', models.CharField(blank=True, db_index=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('merged_into', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('import_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'verbose_name': 'Person',
                'verbose_name_plural': 'Persons',
                'ordering': ['name', 'id'],
                'indexes': [models.Index(condition=models.Q(('erased_at', None), ('merged_into', None)), fields=['folded', 'id', 'merged_into', 'erased_at'], name='people_person_listed'), models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='people_person_merged'), models.Index(condition=models.Q(('erased_at', None), ('merged_into', None), models.Q(('duplicate_key', ''), _negated=True)), fields=['duplicate_key'], name='people_person_alike')],
            },
        ),
        migrations.CreateModel(
            name='ConsentEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='people.person')),
                ('use', models.CharField(choices=[('answer', 'Answer their enquiry'), ('newsletter', 'Send the newsletter'), ('photos', 'Show photos of their order')], max_length=12, verbose_name='What for')),
                ('given', models.BooleanField(verbose_name='Allowed')),
                ('basis', models.CharField(choices=[('asked', 'They asked us'), ('consent', 'They agreed'), ('customer', 'They are a customer'), ('objected', 'They said no')], max_length=10, verbose_name='Why we may')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='Where it was said')),
                ('wording', models.TextField(blank=True, verbose_name='The words that were shown')),
                ('at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('released_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('import_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'verbose_name': 'Word on what we may do',
                'verbose_name_plural': 'Words on what we may do',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['person', 'use', '-at'], name='people_consent_newest')],
            },
        ),
        migrations.CreateModel(
            name='EmailAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='emails', to='people.person')),
                ('address', models.CharField(max_length=254, verbose_name='E-mail address')),
                ('folded', models.CharField(max_length=254, unique=True)),
                ('import_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'verbose_name': 'E-mail address',
                'verbose_name_plural': 'E-mail addresses',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='people.person')),
                ('at', models.DateTimeField(verbose_name='When')),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('purpose', models.CharField(choices=[('marketing', 'Marketing'), ('selling', 'Selling'), ('care', 'Care')], max_length=10, verbose_name='Purpose')),
                ('direction', models.CharField(choices=[('incoming', 'They to us'), ('outgoing', 'We to them'), ('two_way', 'Both spoke'), ('internal', 'Among us')], max_length=10, verbose_name='Direction')),
                ('kind', models.CharField(choices=[('enquiry', 'Enquiry'), ('call', 'Call'), ('meeting', 'Meeting'), ('visit', 'Visit'), ('message', 'Message'), ('email', 'E-mail'), ('note', 'Note'), ('step', 'Step')], max_length=10, verbose_name='Kind')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='What happened')),
                ('words', models.TextField(blank=True, verbose_name='In words')),
                ('theirs', models.BooleanField(default=False, verbose_name='Their own words')),
                ('minutes', models.PositiveIntegerField(blank=True, null=True, verbose_name='Minutes')),
                ('outcome', models.CharField(blank=True, choices=[('answered', 'They answered'), ('left', 'I left a message'), ('nobody', 'Nobody answered')], max_length=10, verbose_name='How it went')),
                ('automatic', models.BooleanField(default=False)),
                ('origin', models.CharField(blank=True, max_length=40)),
                ('origin_id', models.BigIntegerField(blank=True, null=True)),
                ('about', models.CharField(blank=True, max_length=40)),
                ('about_id', models.BigIntegerField(blank=True, null=True)),
                ('import_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'verbose_name': 'Timeline entry',
                'verbose_name_plural': 'Timeline entries',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['person', '-at'], name='people_entry_person'), models.Index(fields=['origin', 'origin_id'], name='people_entry_origin'), models.Index(condition=models.Q(('by__isnull', False)), fields=['by', 'at'], name='people_entry_by_whom')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('gone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('moved', models.JSONField(default=dict)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'Merge',
                'verbose_name_plural': 'Merges',
            },
        ),
        migrations.CreateModel(
            name='NotTheSame',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'verbose_name': 'Known to be different',
                'verbose_name_plural': 'Known to be different',
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='people_not_the_same_once')],
            },
        ),
        migrations.CreateModel(
            name='Phone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phones', to='people.person')),
                ('number', models.CharField(db_index=True, max_length=40, verbose_name='Phone')),
                ('typed', models.CharField(max_length=60)),
                ('import_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'verbose_name': 'Phone number',
                'verbose_name_plural': 'Phone numbers',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('person', 'number'), name='people_phone_once')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='people.person')),
                ('to', models.EmailField(blank=True, max_length=254, verbose_name='To')),
                ('subject', models.CharField(blank=True, max_length=200, verbose_name='Subject')),
                ('text', models.TextField(blank=True, verbose_name='Text')),
                ('signature', models.TextField(blank=True, verbose_name='Signature')),
                ('purpose', models.CharField(choices=[('selling', 'Selling'), ('care', 'Care')], max_length=10, verbose_name='Purpose')),
                ('about', models.CharField(blank=True, max_length=40)),
                ('about_id', models.BigIntegerField(blank=True, null=True)),
                ('answers', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='office.receivedmessage')),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('begun_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('left_at', models.DateTimeField(null=True)),
                ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.entry')),
                ('sent_as', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='office.outboxrow')),
            ],
            options={
                'verbose_name': 'Letter',
                'verbose_name_plural': 'Letters',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['person', '-id'], name='people_letter_person'), models.Index(condition=models.Q(('sent_at', None)), fields=['by'], name='people_letter_draft')],
            },
        ),
        migrations.CreateModel(
            name='Unanswered',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='people.entry')),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Mail that waits for our answer',
                'verbose_name_plural': 'Mail that waits for our answer',
            },
        ),
        migrations.CreateModel(
            name='PersonFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='files', to='people.entry')),
                ('letter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='people.letter')),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='office.storedfile')),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('let_go_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'File',
                'verbose_name_plural': 'Files',
                'ordering': ['id'],
                'indexes': [models.Index(condition=models.Q(('let_go_at__isnull', False)), fields=['let_go_at'], name='people_file_let_go')],
            },
        ),
        migrations.RunPython(make_triggers, drop_triggers),
    ]
