
import django.db.models.deletion
from django.db import migrations, models

import core.fields


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organizations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Enterprise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('enterprise', 'enterprise'), ('project', 'construction project'), ('shop_or_market', 'shop or market'), ('community', 'village or community'), ('organisation', 'new organisation'), ('service_centre', 'public service centre')], default='enterprise', max_length=14, verbose_name='kind')),
                ('name', models.CharField(db_index=True, max_length=200, verbose_name='name')),
                ('initials', models.CharField(db_index=True, editable=False, max_length=200, verbose_name='pinyin initials')),
                ('uscc', models.CharField(blank=True, max_length=18, null=True, unique=True, verbose_name='credit code')),
                ('industry_code', models.CharField(blank=True, db_index=True, max_length=5, verbose_name='industry code')),
                ('industry', models.CharField(blank=True, max_length=100, verbose_name='industry')),
                ('employees', models.PositiveIntegerField(blank=True, null=True, verbose_name='employees')),
                ('revenue_wan', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True, verbose_name='revenue (10,000 yuan)')),
                ('assets_wan', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True, verbose_name='assets (10,000 yuan)')),
                ('scale', models.CharField(choices=[('large', 'large'), ('medium', 'medium'), ('small', 'small'), ('micro', 'micro'), ('not_applicable', 'not applicable'), ('unknown', 'unknown')], default='unknown', editable=False, max_length=14, verbose_name='scale')),
                ('benefit_tier', models.CharField(blank=True, choices=[('A', 'tier A'), ('B', 'tier B'), ('C', 'tier C'), ('D', 'tier D')], max_length=1, verbose_name='benefit tier')),
                ('tags', models.JSONField(blank=True, default=list, verbose_name='tags')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='address')),
                ('legal_representative', models.CharField(blank=True, max_length=60, verbose_name='legal representative')),
                ('contact_name', models.CharField(blank=True, max_length=60, verbose_name='contact')),
                ('contact_phone', models.CharField(blank=True, max_length=60, verbose_name='contact phone')),
                ('registered_on', models.DateField(blank=True, null=True, verbose_name='registered on')),
                ('capital', models.CharField(blank=True, max_length=60, verbose_name='registered capital')),
                ('capital_wan', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True, verbose_name='registered capital (10,000 yuan)')),
                ('registration_type', models.CharField(blank=True, max_length=100, verbose_name='registration type')),
                ('scope', models.TextField(blank=True, verbose_name='business scope')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('search', core.fields.BigramField()),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('town', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enterprises', to='organizations.organization', verbose_name='town')),
            ],
            options={
                'verbose_name': 'enterprise',
                'verbose_name_plural': 'enterprises',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['town', 'id'], name='enterprise_by_town'), models.Index(fields=['scale', 'id'], name='enterprise_by_scale'), models.Index(condition=models.Q(('kind', 'enterprise'), _negated=True), fields=['kind', 'id'], name='enterprise_other_kinds')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='enterprise_has_name'), models.CheckConstraint(condition=models.Q(('uscc', ''), _negated=True), name='enterprise_uscc_null_not_empty')],
            },
        ),
    ]
