import core.fields
import core.tokens
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('enterprises', '0001_register'), ('enterprises', '0002_search_index'), ('enterprises', '0003_imports'), ('enterprises', '0004_codes'), ('enterprises', '0005_tags_and_risk'), ('enterprises', '0006_tags_from_lists'), ('enterprises', '0007_segments'), ('enterprises', '0008_kinds_and_merging'), ('enterprises', '0009_name_keys'), ('enterprises', '0010_search_statistics')]

    initial = True

    dependencies = [
        ('organizations', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=30, unique=True, verbose_name='name')),
            ],
            options={
                'verbose_name': 'tag',
                'verbose_name_plural': 'tags',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='tag_has_name')],
            },
        ),
        migrations.CreateModel(
            name='ImportJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('queued', 'waiting'), ('running', 'running'), ('done', 'done'), ('failed', 'failed')], default='queued', max_length=10, verbose_name='state')),
                ('progress_done', models.PositiveIntegerField(default=0, verbose_name='done')),
                ('progress_total', models.PositiveIntegerField(default=0, verbose_name='total')),
                ('heartbeat_at', models.DateTimeField(blank=True, null=True, verbose_name='last sign of life')),
                ('worker', models.CharField(blank=True, editable=False, max_length=36)),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('message', models.TextField(blank=True, verbose_name='message')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('stage', models.CharField(choices=[('check', 'checking'), ('apply', 'applying')], default='check', max_length=5, verbose_name='stage')),
                ('source', models.FileField(upload_to='imports/%Y/%m/', verbose_name='file')),
                ('file_name', models.CharField(max_length=200, verbose_name='file name')),
                ('columns', models.JSONField(default=dict, verbose_name='columns recognised')),
                ('header', models.JSONField(default=list, verbose_name='header of the file')),
                ('added', models.PositiveIntegerField(default=0, verbose_name='added')),
                ('left', models.PositiveIntegerField(default=0, verbose_name='left as they are')),
                ('refused', models.PositiveIntegerField(default=0, verbose_name='not taken in')),
                ('warned', models.PositiveIntegerField(default=0, verbose_name='with a remark')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='applied at')),
                ('changed', models.PositiveIntegerField(default=0, verbose_name='changed')),
                ('is_overtaken', models.BooleanField(default=False, verbose_name='checked again')),
            ],
            options={
                'verbose_name': 'import of the register',
                'verbose_name_plural': 'imports of the register',
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'running'])), fields=['heartbeat_at'], name='importjob_unfinished')],
            },
        ),
        migrations.CreateModel(
            name='Segment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('conditions', models.JSONField(default=dict, verbose_name='conditions')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
            ],
            options={
                'verbose_name': 'segment',
                'verbose_name_plural': 'segments',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='segment_has_name'), models.CheckConstraint(condition=models.Q(('conditions', {}), _negated=True), name='segment_has_a_condition')],
            },
        ),
        migrations.CreateModel(
            name='Enterprise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('enterprise', 'enterprise'), ('project', 'construction project'), ('shop_or_market', 'shop or market'), ('community', 'village or community'), ('organisation', 'new organisation'), ('service_centre', 'public service centre'), ('household', 'household')], default='enterprise', max_length=14, verbose_name='kind')),
                ('name', models.CharField(db_index=True, max_length=200, verbose_name='name')),
                ('name_key', models.CharField(editable=False, help_text='the name as it is compared with others', max_length=200)),
                ('initials', models.CharField(db_index=True, editable=False, max_length=200, verbose_name='pinyin initials')),
                ('uscc', models.CharField(blank=True, max_length=18, null=True, unique=True, verbose_name='credit code')),
                ('town', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enterprises', to='organizations.organization', verbose_name='town')),
                ('industry_code', models.CharField(blank=True, db_index=True, max_length=5, verbose_name='industry code')),
                ('industry', models.CharField(blank=True, max_length=100, verbose_name='industry')),
                ('employees', models.PositiveIntegerField(blank=True, null=True, verbose_name='employees')),
                ('revenue_wan', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True, verbose_name='revenue (10,000 yuan)')),
                ('assets_wan', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True, verbose_name='assets (10,000 yuan)')),
                ('scale', models.CharField(choices=[('large', 'large'), ('medium', 'medium'), ('small', 'small'), ('micro', 'micro'), ('not_applicable', 'not applicable'), ('unknown', 'unknown')], default='unknown', editable=False, max_length=14, verbose_name='scale')),
                ('benefit_tier', models.CharField(blank=True, choices=[('A', 'tier A'), ('B', 'tier B'), ('C', 'tier C'), ('D', 'tier D')], max_length=1, verbose_name='benefit tier')),
                ('risk', models.CharField(blank=True, choices=[('red', 'red (major risk)'), ('orange', 'orange (greater risk)'), ('yellow', 'yellow (general risk)'), ('blue', 'blue (low risk)')], max_length=6, verbose_name='risk colour')),
                ('is_key', models.BooleanField(db_default=False, default=False, help_text='large, specialised or hazardous: leaders of a higher rank visit it', verbose_name='key enterprise')),
                ('is_suspended', models.BooleanField(db_default=False, default=False, editable=False, help_text='a suspension order is in force: kept by whoever issues and lifts it', verbose_name='production suspended')),
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
                ('merged_into', models.ForeignKey(blank=True, help_text='the same target, under which all that belonged to this one now stands', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_in', to='enterprises.enterprise', verbose_name='merged into')),
                ('search', core.fields.BigramField()),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('tags', models.ManyToManyField(blank=True, related_name='enterprises', to='enterprises.tag', verbose_name='tags')),
            ],
            options={
                'verbose_name': 'enterprise',
                'verbose_name_plural': 'enterprises',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['town', 'id'], name='enterprise_by_town'), models.Index(fields=['scale', 'id'], name='enterprise_by_scale'), models.Index(fields=['name_key'], name='enterprise_by_name_key'), models.Index(condition=models.Q(('kind', 'enterprise'), _negated=True), fields=['kind', 'id'], name='enterprise_other_kinds')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='enterprise_has_name'), models.CheckConstraint(condition=models.Q(('uscc', ''), _negated=True), name='enterprise_uscc_null_not_empty'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'household'), _negated=True), models.Q(('contact_name', ''), ('legal_representative', ''), ('uscc__isnull', True)), _connector='OR'), name='enterprise_household_by_address_only'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'household'), _negated=True), models.Q(('address', ''), _negated=True), _connector='OR'), name='enterprise_household_has_address'), models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('is_active', False), _connector='OR'), name='enterprise_merged_is_inactive'), models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='enterprise_not_merged_into_itself')],
            },
        ),
        migrations.CreateModel(
            name='EnterpriseCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.CharField(default=core.tokens.seed_new, editable=False, max_length=32)),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codes', to='enterprises.enterprise', verbose_name='enterprise')),
                ('issued_at', models.DateTimeField(verbose_name='issued at')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked at')),
            ],
            options={
                'verbose_name': 'code of an enterprise',
                'verbose_name_plural': 'codes of enterprises',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('enterprise',), name='enterprise_code_one_in_force')],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='row')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                ('values', models.JSONField(default=dict)),
                ('messages', models.JSONField(default=list)),
                ('cells', models.JSONField(default=list)),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='enterprises.importjob')),
                ('verdict', models.CharField(choices=[('added', 'added'), ('changed', 'changed'), ('left', 'left as it is'), ('refused', 'not taken in')], max_length=7, verbose_name='verdict')),
                ('enterprise', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='enterprises.enterprise')),
                ('changes', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': 'row of an import',
                'verbose_name_plural': 'rows of an import',
                'ordering': ['number'],
                'indexes': [models.Index(fields=['job', 'verdict', 'number'], name='importrow_by_verdict')],
                'constraints': [models.UniqueConstraint(fields=('job', 'number'), name='importrow_number_once')],
            },
        ),
        migrations.CreateModel(
            name='NotDouble',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='enterprises.enterprise')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='enterprises.enterprise')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('said_at', models.DateTimeField(verbose_name='said at')),
            ],
            options={
                'verbose_name': 'pair that is not double',
                'verbose_name_plural': 'pairs that are not double',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='not_double_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='not_double_in_order')],
            },
        ),
    ]
