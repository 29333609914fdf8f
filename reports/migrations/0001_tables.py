import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('reports', '0001_tallies')]

    initial = True

    dependencies = [
        ('core', '0001_tables'),
        ('organizations', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BriefTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('weekly', 'weekly brief'), ('monthly', 'monthly brief')], max_length=10, verbose_name='kind')),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile', verbose_name='file')),
                ('is_current', models.BooleanField(default=True, verbose_name='in use')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
            ],
            options={
                'verbose_name': 'template of a brief',
                'verbose_name_plural': 'templates of briefs',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('kind',), name='brief_template_one_in_use_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='ColumnSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization', verbose_name='office')),
                ('list', models.CharField(choices=[('cases', 'issues and demands'), ('responsibilities', 'responsibilities'), ('deadlines', 'deadlines')], max_length=20, verbose_name='list')),
                ('columns', models.JSONField(verbose_name='columns')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed at')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
            ],
            options={
                'verbose_name': 'set of columns',
                'verbose_name_plural': 'sets of columns',
                'constraints': [models.UniqueConstraint(fields=('office', 'list'), name='column_set_one_an_office_and_list'), models.CheckConstraint(condition=models.Q(('columns', []), _negated=True), name='column_set_has_columns')],
            },
        ),
        migrations.CreateModel(
            name='Report',
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
                ('created_by', models.ForeignKey(blank=True, help_text='empty: by itself, on its day', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('kind', models.CharField(choices=[('lists', 'four lists'), ('book', 'workbook of a period'), ('weekly', 'weekly brief'), ('monthly', 'monthly brief')], max_length=10, verbose_name='kind')),
                ('title', models.CharField(max_length=100, verbose_name='title')),
                ('query', models.TextField(blank=True, verbose_name='filter')),
                ('filtered_by', models.TextField(blank=True, verbose_name='filter in words')),
                ('reach', models.CharField(choices=[('whole', 'the whole district'), ('unit', 'the cases of the unit'), ('person', 'what the maker answers for')], max_length=10, verbose_name='reach')),
                ('first_on', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('last_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('as_of', models.DateTimeField(blank=True, null=True, verbose_name='as of')),
                ('counts', models.JSONField(blank=True, default=dict, verbose_name='rows')),
                ('frozen', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile', verbose_name='rows as they were')),
                ('facts', models.JSONField(blank=True, default=dict, verbose_name='what a brief says')),
                ('template', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile', verbose_name='template of a brief')),
                ('stored', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile', verbose_name='file')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='checksum of the file')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='link valid until')),
                ('units', models.ManyToManyField(related_name='+', to='organizations.organization', verbose_name='units')),
            ],
            options={
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('as_of__isnull', False), models.Q(('frozen__isnull', False), models.Q(('template__isnull', False), models.Q(('facts', {}), _negated=True)), _connector='OR')), _connector='OR'), name='report_done_keeps_what_it_is_of'), models.CheckConstraint(condition=models.Q(('created_by__isnull', False), ('kind__in', ['weekly', 'monthly']), _connector='OR'), name='report_by_itself_is_a_brief'), models.UniqueConstraint(condition=models.Q(('created_by__isnull', True)), fields=('kind', 'first_on'), name='report_one_brief_by_itself_a_period'), models.CheckConstraint(condition=models.Q(('stored__isnull', True), models.Q(('sha256', ''), _negated=True), _connector='OR'), name='report_file_has_checksum')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.PositiveIntegerField(help_text='of dispatch, as YYYYMM')),
                ('unit', models.BigIntegerField(help_text='that leads')),
                ('territory', models.BigIntegerField(help_text='the town where the enterprise lies')),
                ('kind', models.CharField(choices=[('issue', 'issue'), ('demand', 'demand'), ('hazard', 'hazard')], max_length=8)),
                ('mark', models.BigIntegerField(help_text='of the campaign')),
                ('is_folded', models.BooleanField(db_default=False, default=False)),
                ('response_numerator', models.IntegerField(db_default=0, default=0)),
                ('response_denominator', models.IntegerField(db_default=0, default=0)),
                ('closure_numerator', models.IntegerField(db_default=0, default=0)),
                ('closure_denominator', models.IntegerField(db_default=0, default=0)),
                ('on_time_numerator', models.IntegerField(db_default=0, default=0)),
                ('on_time_denominator', models.IntegerField(db_default=0, default=0)),
                ('on_time_original_numerator', models.IntegerField(db_default=0, default=0)),
                ('on_time_original_denominator', models.IntegerField(db_default=0, default=0)),
                ('satisfaction_numerator', models.IntegerField(db_default=0, default=0)),
                ('satisfaction_denominator', models.IntegerField(db_default=0, default=0)),
                ('returned_numerator', models.IntegerField(db_default=0, default=0)),
                ('returned_denominator', models.IntegerField(db_default=0, default=0)),
                ('misdirected_numerator', models.IntegerField(db_default=0, default=0)),
                ('misdirected_denominator', models.IntegerField(db_default=0, default=0)),
                ('reopened_numerator', models.IntegerField(db_default=0, default=0)),
                ('reopened_denominator', models.IntegerField(db_default=0, default=0)),
                ('relapse_numerator', models.IntegerField(db_default=0, default=0)),
                ('relapse_denominator', models.IntegerField(db_default=0, default=0)),
                ('left_out', models.IntegerField(db_default=0, default=0)),
            ],
            options={
                'verbose_name': 'tally',
                'verbose_name_plural': 'tallies',
                'indexes': [models.Index(condition=models.Q(('is_folded', False)), fields=['month'], name='tally_entered')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_folded', True)), fields=('month', 'unit', 'territory', 'kind', 'mark'), name='tally_folded_once')],
            },
        ),
    ]
