import django.db.models.deletion
import django.db.models.functions.text
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('offers', '0001_initial'), ('offers', '0002_competitors'), ('offers', '0003_joined_competitors'), ('offers', '0004_prices_brought_in'), ('offers', '0005_lists_brought_in')]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Competitor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=80, verbose_name='Name')),
                ('key', models.CharField(max_length=80, unique=True)),
                ('joined_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='also_called', to='offers.competitor', verbose_name='The same as')),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DiscountLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('role', models.CharField(choices=[('owner', 'Owner'), ('both', 'Both desks'), ('marketing', 'Marketing'), ('sales', 'Sales'), ('read_only', 'Read only')], max_length=10, unique=True, verbose_name='Role')),
                ('percent', models.DecimalField(decimal_places=2, default=Decimal('100'), max_digits=5, verbose_name='Highest discount')),
            ],
            options={
                'ordering': ['role'],
                'constraints': [models.CheckConstraint(condition=models.Q(('percent__gte', 0), ('percent__lte', 100)), name='offers_limit_percent')],
            },
        ),
        migrations.CreateModel(
            name='NeedKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('words', models.CharField(max_length=80, verbose_name='Need')),
                ('key', models.CharField(editable=False, max_length=80, unique=True)),
                ('created_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('import_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='PriceList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=60, verbose_name='Name')),
                ('is_default', models.BooleanField(default=False)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('import_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'ordering': ['-is_default', 'name', 'id'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='offers_list_name'), models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default',), name='offers_one_usual_list')],
            },
        ),
        migrations.CreateModel(
            name='TaxCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('key', models.SlugField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=60, verbose_name='Name')),
                ('position', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='offers_tax_name')],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('product', 'Product'), ('service', 'Service'), ('bundle', 'Bundle')], default='service', max_length=10, verbose_name='Kind')),
                ('name', models.CharField(max_length=120, verbose_name='Name')),
                ('key', models.CharField(editable=False, max_length=120, unique=True)),
                ('words', models.TextField(blank=True, verbose_name='In words, for the customer')),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='Counted in')),
                ('code', models.CharField(blank=True, max_length=60, verbose_name='Number')),
                ('tax', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offers.taxcode')),
                ('adds_up', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('import_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'ordering': ['key'],
                'indexes': [models.Index(fields=['retired_at', 'key'], name='offers_offer_listed')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='offers_offer_code'), models.CheckConstraint(condition=models.Q(('adds_up', False), ('kind', 'bundle'), _connector='OR'), name='offers_only_bundles_add_up')],
            },
        ),
        migrations.CreateModel(
            name='TaxRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rates', to='offers.taxcode')),
                ('valid_from', models.DateField(verbose_name='From')),
                ('percent', models.DecimalField(decimal_places=3, max_digits=6, verbose_name='Rate')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='Where it is written')),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['code', 'valid_from'],
                'constraints': [models.UniqueConstraint(fields=('code', 'valid_from'), name='offers_rate_once_a_day'), models.CheckConstraint(condition=models.Q(('percent__gte', 0), ('percent__lte', 100)), name='offers_rate_percent')],
            },
        ),
        migrations.CreateModel(
            name='BundlePart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bundle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='offers.offer')),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='in_bundles', to='offers.offer')),
                ('quantity', models.DecimalField(decimal_places=3, default=1, max_digits=12, verbose_name='How many')),
                ('optional', models.BooleanField(default=False, verbose_name='If they like')),
                ('position', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'ordering': ['bundle', 'position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('bundle', 'part'), name='offers_part_once'), models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='offers_part_some'), models.CheckConstraint(condition=models.Q(('bundle', models.F('part')), _negated=True), name='offers_part_of_another')],
            },
        ),
        migrations.CreateModel(
            name='Cost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('offer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='costs', to='offers.offer')),
                ('valid_from', models.DateField(verbose_name='From')),
                ('cost_minor', models.BigIntegerField(verbose_name='What it costs us')),
                ('currency', models.CharField(max_length=3)),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['offer', 'valid_from'],
                'constraints': [models.UniqueConstraint(fields=('offer', 'valid_from'), name='offers_cost_once_a_day'), models.CheckConstraint(condition=models.Q(('cost_minor__gte', 0)), name='offers_cost_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='OfferNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('offer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='needs_met', to='offers.offer')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='met_by', to='offers.needkind')),
            ],
            options={
                'ordering': ['offer', 'need'],
                'constraints': [models.UniqueConstraint(fields=('offer', 'need'), name='offers_need_once')],
            },
        ),
        migrations.CreateModel(
            name='Price',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('offer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='prices', to='offers.offer')),
                ('price_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prices', to='offers.pricelist')),
                ('valid_from', models.DateField(verbose_name='From')),
                ('price_minor', models.BigIntegerField(verbose_name='Price')),
                ('currency', models.CharField(max_length=3)),
                ('meant', models.CharField(choices=[('net', 'without tax'), ('gross', 'with tax')], max_length=5)),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('import_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
            ],
            options={
                'ordering': ['offer', 'price_list', 'valid_from'],
                'constraints': [models.UniqueConstraint(fields=('offer', 'price_list', 'valid_from'), name='offers_price_once_a_day'), models.CheckConstraint(condition=models.Q(('price_minor__gte', 0)), name='offers_price_not_negative')],
            },
        ),
    ]
