import core.tokens
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('inspections', '0001_inspections')]

    initial = True

    dependencies = [
        ('core', '0001_tables'),
        ('organizations', '0001_tables'),
        ('visits', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(choices=[('chemicals', 'dangerous chemicals'), ('fire', 'fire safety'), ('construction', 'construction'), ('equipment', 'special equipment and lifts'), ('gas', 'gas'), ('road', 'road transport'), ('crowds', 'crowded places'), ('forest', 'forest fire'), ('epidemic', 'epidemic control'), ('arrears', 'wage and debt arrears'), ('training', 'off-campus training'), ('spaces', 'confined spaces'), ('dust', 'explosive dust'), ('electricity', 'electricity'), ('other', 'other dangers')], max_length=12, verbose_name='field')),
                ('created_by', models.ForeignKey(help_text='empty: shipped with the system', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('created_at', models.DateTimeField(verbose_name='created at')),
            ],
            options={
                'verbose_name': 'check-list',
                'verbose_name_plural': 'check-lists',
                'ordering': ['field', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='number')),
                ('visit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='inspection', to='visits.visit', verbose_name='visit')),
                ('kind', models.CharField(choices=[('inspection', 'inspection'), ('check_up', 'safety check-up')], max_length=10, verbose_name='kind')),
                ('met', models.CharField(blank=True, max_length=60, verbose_name='who was there for the enterprise')),
                ('opinion', models.TextField(blank=True, verbose_name='opinion')),
                ('reached', models.PositiveIntegerField(verbose_name='points reached')),
                ('possible', models.PositiveIntegerField(verbose_name='points possible')),
                ('failed', models.PositiveSmallIntegerField(verbose_name='items not passed')),
                ('units', models.ManyToManyField(related_name='+', to='organizations.organization', verbose_name='units that inspected')),
            ],
            options={
                'verbose_name': 'inspection',
                'verbose_name_plural': 'inspections',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reached__lte', models.F('possible'))), name='inspection_reached_of_possible')],
            },
        ),
        migrations.CreateModel(
            name='CheckListVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('check_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='inspections.checklist', verbose_name='check-list')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('current', 'in use'), ('old', 'no longer in use')], default='draft', max_length=7, verbose_name='state')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('trade', models.CharField(blank=True, help_text='Empty: for every trade.', max_length=60, verbose_name='trade')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='what changed and why')),
                ('published_at', models.DateTimeField(null=True, verbose_name='published at')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
            ],
            options={
                'verbose_name': 'version of a check-list',
                'verbose_name_plural': 'versions of check-lists',
                'ordering': ['check_list', '-number'],
                'constraints': [models.UniqueConstraint(fields=('check_list', 'number'), name='check_list_number_once'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('check_list',), name='check_list_one_draft'), models.UniqueConstraint(condition=models.Q(('state', 'current')), fields=('check_list',), name='check_list_one_in_use'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('published_at__isnull', False)), _connector='OR'), name='check_list_published_unless_draft'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='check_list_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='InspectionPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('planned', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='inspection_plan', to='visits.plannedvisit', verbose_name='planned visit')),
                ('kind', models.CharField(choices=[('inspection', 'inspection'), ('check_up', 'safety check-up')], max_length=10, verbose_name='kind')),
                ('lists', models.ManyToManyField(related_name='+', to='inspections.checklist', verbose_name='check-lists')),
            ],
            options={
                'verbose_name': 'plan of an inspection',
                'verbose_name_plural': 'plans of inspections',
            },
        ),
        migrations.CreateModel(
            name='ReportLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.CharField(default=core.tokens.seed_new, editable=False, max_length=32)),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='used at')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='replaced at')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='inspections.inspection', verbose_name='inspection')),
            ],
            options={
                'verbose_name': 'link to a report',
                'verbose_name_plural': 'links to reports',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('inspection',), name='report_link_one_in_force'), models.CheckConstraint(condition=models.Q(('used_at__isnull', True), ('superseded_at__isnull', True), _connector='OR'), name='report_link_used_is_not_superseded'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='report_link_expires_after_made')],
            },
        ),
        migrations.CreateModel(
            name='CheckItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='inspections.checklistversion', verbose_name='check-list')),
                ('place', models.PositiveSmallIntegerField(verbose_name='place')),
                ('section', models.CharField(max_length=60, verbose_name='section')),
                ('text', models.CharField(max_length=200, verbose_name='item')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='basis in law or standard')),
                ('how', models.CharField(blank=True, max_length=300, verbose_name='how to judge')),
                ('score', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='points')),
                ('photo_required', models.BooleanField(default=False, verbose_name='photo required')),
            ],
            options={
                'verbose_name': 'item of a check-list',
                'verbose_name_plural': 'items of check-lists',
                'ordering': ['version', 'place'],
                'constraints': [models.UniqueConstraint(fields=('version', 'place'), name='check_item_place_once'), models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('section', ''), _negated=True)), name='check_item_has_words'), models.CheckConstraint(condition=models.Q(('score__range', (1, 100))), name='check_item_worth_1_to_100')],
            },
        ),
        migrations.CreateModel(
            name='InspectedList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lists', to='inspections.inspection', verbose_name='inspection')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspected', to='inspections.checklistversion', verbose_name='check-list')),
            ],
            options={
                'verbose_name': 'check-list of an inspection',
                'verbose_name_plural': 'check-lists of inspections',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('inspection', 'version'), name='inspected_by_a_list_once')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inspection', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='signature', to='inspections.inspection', verbose_name='inspection')),
                ('way', models.CharField(choices=[('link', 'by link'), ('paper', 'on paper')], max_length=5, verbose_name='way')),
                ('signer_name', models.CharField(max_length=60, verbose_name='signed by')),
                ('signer_post', models.CharField(blank=True, max_length=60, verbose_name='position')),
                ('objection', models.TextField(blank=True, verbose_name='what the enterprise objects to')),
                ('signed_on', models.DateField(verbose_name='signed on')),
                ('signed_at', models.DateTimeField(verbose_name='recorded at')),
                ('link', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signature', to='inspections.reportlink')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'signature under a report',
                'verbose_name_plural': 'signatures under reports',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('link__isnull', False), ('recorded_by__isnull', True), ('way', 'link')), models.Q(('link__isnull', True), ('recorded_by__isnull', False), ('way', 'paper')), _connector='OR'), name='report_signed_by_its_way'), models.CheckConstraint(condition=models.Q(('signer_name', ''), _negated=True), name='report_signature_has_name')],
            },
        ),
        migrations.CreateModel(
            name='Judgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inspected', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judgements', to='inspections.inspectedlist', verbose_name='check-list')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inspections.checkitem', verbose_name='item')),
                ('result', models.CharField(choices=[('pass', 'pass'), ('fail', 'fail'), ('na', 'not applicable')], max_length=4, verbose_name='result')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('finding', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='judgement', to='visits.finding', verbose_name='finding')),
            ],
            options={
                'verbose_name': 'judgement of an item',
                'verbose_name_plural': 'judgements of items',
                'ordering': ['inspected', 'item__place'],
                'constraints': [models.UniqueConstraint(fields=('inspected', 'item'), name='judgement_once_per_item'), models.CheckConstraint(condition=models.Q(models.Q(('finding__isnull', False), ('result', 'fail')), models.Q(models.Q(('result', 'fail'), _negated=True), ('finding__isnull', True)), _connector='OR'), name='judgement_failed_is_a_hazard')],
            },
        ),
        migrations.CreateModel(
            name='SignaturePhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signature', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='inspections.signature')),
                ('stored', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
            ],
            options={
                'verbose_name': 'photo of a signed report',
                'verbose_name_plural': 'photos of signed reports',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='JudgementPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('judgement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='inspections.judgement', verbose_name='judgement')),
                ('stored', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
            ],
            options={
                'verbose_name': 'photo of an item',
                'verbose_name_plural': 'photos of items',
                'ordering': ['id'],
            },
        ),
    ]
