import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('points', '0001_points')]

    initial = True

    dependencies = [
        ('core', '0001_tables'),
        ('issues', '0001_tables'),
        ('organizations', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClosedMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.PositiveIntegerField(unique=True, verbose_name='month')),
                ('closed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='closed by')),
                ('closed_by_name', models.CharField(max_length=100, verbose_name='closed by')),
                ('closed_at', models.DateTimeField(verbose_name='closed at')),
            ],
            options={
                'verbose_name': 'closed month',
                'verbose_name_plural': 'closed months',
                'ordering': ['-month'],
            },
        ),
        migrations.CreateModel(
            name='PointsRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.CharField(choices=[('slip_blue', 'supervision slip, blue'), ('slip_orange', 'supervision slip, orange'), ('slip_red', 'supervision slip, red'), ('closed_in_time', 'closed, resolved in time'), ('closed_late', 'closed, resolved late'), ('returned_wrongly', 'returned a case that was its own'), ('reopened', 'not solved: opened again'), ('relapse', 'a settled matter came back'), ('hazard_in_time', 'hazard written off, rectified in time'), ('hazard_late', 'hazard written off, rectified late'), ('acceptance_failed', 'rectification failed its acceptance'), ('verified_solved', 'second visit: really solved'), ('verified_not_solved', 'second visit: not really solved'), ('deed_accepted', 'practical deed accepted'), ('viewing', 'project viewed and scored'), ('suggestion', 'suggestion taken up'), ('good_practice', 'good practice'), ('commended', 'commended'), ('criticised', 'criticised')], max_length=20, verbose_name='cause')),
                ('points', models.DecimalField(decimal_places=1, help_text='0: it neither gives nor takes any; of a viewing: for full marks', max_digits=7, verbose_name='points')),
                ('cap', models.DecimalField(blank=True, decimal_places=1, help_text='for one unit, given or taken; empty: without limit', max_digits=7, null=True, verbose_name='at most a month')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('since_at', models.DateTimeField(verbose_name='in force since')),
                ('until_at', models.DateTimeField(blank=True, null=True, verbose_name='in force until')),
            ],
            options={
                'verbose_name': 'rule of points',
                'verbose_name_plural': 'rules of points',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_at__isnull', True)), fields=('cause',), name='points_rule_one_in_force'), models.UniqueConstraint(fields=('cause', 'version'), name='points_rule_version_once'), models.CheckConstraint(condition=models.Q(('cap__isnull', True), ('cap__gt', 0), _connector='OR'), name='points_rule_cap_is_some')],
            },
        ),
        migrations.CreateModel(
            name='Judge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='judge')),
            ],
            options={
                'verbose_name': 'judge',
                'verbose_name_plural': 'judges',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='FrozenPoints',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('closed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points', to='points.closedmonth')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('unit_name', models.CharField(max_length=100, verbose_name='unit')),
                ('group', models.CharField(max_length=12, verbose_name='peer group')),
                ('given', models.DecimalField(decimal_places=1, max_digits=7, verbose_name='given')),
                ('taken', models.DecimalField(decimal_places=1, max_digits=7, verbose_name='taken')),
                ('due', models.PositiveIntegerField(verbose_name='due in the month')),
                ('rank', models.PositiveIntegerField(null=True, verbose_name='rank')),
            ],
            options={
                'verbose_name': 'frozen points',
                'verbose_name_plural': 'frozen points',
                'ordering': ['group', 'rank', 'id'],
                'constraints': [models.UniqueConstraint(fields=('closed', 'unit'), name='frozen_points_once_per_unit')],
            },
        ),
        migrations.CreateModel(
            name='FrozenRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('closed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rates', to='points.closedmonth')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('rate', models.CharField(max_length=20, verbose_name='rate')),
                ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                ('numerator', models.PositiveIntegerField(verbose_name='so many')),
                ('denominator', models.PositiveIntegerField(verbose_name='of so many')),
            ],
            options={
                'verbose_name': 'frozen rate',
                'verbose_name_plural': 'frozen rates',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('closed', 'unit', 'rate'), name='frozen_rate_once_per_unit'), models.CheckConstraint(condition=models.Q(('numerator__lte', models.F('denominator'))), name='frozen_rate_is_a_part')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization', verbose_name='unit')),
                ('cause', models.CharField(choices=[('slip_blue', 'supervision slip, blue'), ('slip_orange', 'supervision slip, orange'), ('slip_red', 'supervision slip, red'), ('closed_in_time', 'closed, resolved in time'), ('closed_late', 'closed, resolved late'), ('returned_wrongly', 'returned a case that was its own'), ('reopened', 'not solved: opened again'), ('relapse', 'a settled matter came back'), ('hazard_in_time', 'hazard written off, rectified in time'), ('hazard_late', 'hazard written off, rectified late'), ('acceptance_failed', 'rectification failed its acceptance'), ('verified_solved', 'second visit: really solved'), ('verified_not_solved', 'second visit: not really solved'), ('deed_accepted', 'practical deed accepted'), ('viewing', 'project viewed and scored'), ('suggestion', 'suggestion taken up'), ('good_practice', 'good practice'), ('commended', 'commended'), ('criticised', 'criticised'), ('counter', 'correction of an entry')], max_length=20, verbose_name='cause')),
                ('source_id', models.BigIntegerField(editable=False, null=True)),
                ('label', models.CharField(max_length=200, verbose_name='what for')),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='points', to='issues.case', verbose_name='case')),
                ('rule', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='points.pointsrule')),
                ('points', models.DecimalField(decimal_places=1, max_digits=7, verbose_name='points')),
                ('full_points', models.DecimalField(decimal_places=1, max_digits=7, verbose_name='points without the cap')),
                ('happened_at', models.DateTimeField(verbose_name='happened at')),
                ('booked_at', models.DateTimeField(verbose_name='booked at')),
                ('month', models.PositiveIntegerField(verbose_name='counts in')),
                ('about_month', models.PositiveIntegerField(verbose_name='is about')),
                ('counters', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='countered_by', to='points.entry', verbose_name='puts right')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
            ],
            options={
                'verbose_name': 'entry of points',
                'verbose_name_plural': 'entries of points',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['month', 'unit'], name='entry_by_month_and_unit'), models.Index(fields=['unit', '-id'], name='entry_by_points_unit')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('source_id__isnull', False)), fields=('cause', 'source_id'), name='entry_once_per_cause'), models.CheckConstraint(condition=models.Q(models.Q(('cause__in', ('slip_blue', 'slip_orange', 'slip_red', 'closed_in_time', 'closed_late', 'returned_wrongly', 'reopened', 'relapse', 'hazard_in_time', 'hazard_late', 'acceptance_failed', 'verified_solved', 'verified_not_solved', 'deed_accepted', 'viewing')), ('rule__isnull', False), ('source_id__isnull', False)), models.Q(('by__isnull', False), ('cause__in', ('suggestion', 'good_practice', 'commended', 'criticised')), ('rule__isnull', False), models.Q(('reason', ''), _negated=True)), models.Q(('by__isnull', False), ('cause', 'counter'), ('counters__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='entry_has_a_cause'), models.CheckConstraint(condition=models.Q(('cause', 'counter'), ('counters__isnull', True), _connector='OR'), name='entry_counters_only_to_put_right'), models.CheckConstraint(condition=models.Q(models.Q(('points__gte', 0), ('points__lte', models.F('full_points'))), models.Q(('points__gte', models.F('full_points')), ('points__lte', 0)), _connector='OR'), name='entry_within_its_rule'), models.CheckConstraint(condition=models.Q(('month__gte', models.F('about_month'))), name='entry_counts_not_before')],
            },
        ),
        migrations.CreateModel(
            name='Viewing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100, verbose_name='title')),
                ('held_on', models.DateField(verbose_name='day')),
                ('state', models.CharField(choices=[('prepared', 'being prepared'), ('open', 'judges are scoring'), ('closed', 'closed')], default='prepared', max_length=8, verbose_name='state')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='closed by')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='closed at')),
                ('judges', models.ManyToManyField(related_name='viewings', through='points.Judge', to=settings.AUTH_USER_MODEL, verbose_name='judges')),
            ],
            options={
                'verbose_name': 'viewing',
                'verbose_name_plural': 'viewings',
                'ordering': ['-held_on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True), ('closed_by__isnull', True)), _connector='OR'), name='viewing_closed_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='points.entry', verbose_name='entry')),
                ('reason', models.TextField(verbose_name='reason')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('upheld', models.BooleanField(null=True, verbose_name='upheld')),
                ('decision', models.TextField(blank=True, verbose_name='decision')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided at')),
            ],
            options={
                'verbose_name': 'appeal',
                'verbose_name_plural': 'appeals',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='appeal_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('upheld__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('upheld__isnull', False), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='appeal_decided_whole'), models.CheckConstraint(condition=models.Q(('decided_by', models.F('made_by')), _negated=True), name='appeal_decided_by_another')],
            },
        ),
        migrations.CreateModel(
            name='EntryFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='points.entry')),
                ('stored', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
            ],
            options={
                'verbose_name': 'file of an entry',
                'verbose_name_plural': 'files of an entry',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('viewing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='points.viewing')),
                ('name', models.CharField(max_length=50, verbose_name='criterion')),
                ('most', models.PositiveSmallIntegerField(verbose_name='marks at most')),
            ],
            options={
                'verbose_name': 'criterion',
                'verbose_name_plural': 'criteria',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('viewing', 'name'), name='criterion_once_per_viewing'), models.CheckConstraint(condition=models.Q(('most__gt', 0)), name='criterion_brings_marks')],
            },
        ),
        migrations.CreateModel(
            name='ViewedProject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('viewing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='points.viewing')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization', verbose_name='unit')),
                ('title', models.CharField(max_length=100, verbose_name='project')),
                ('place', models.CharField(blank=True, max_length=100, verbose_name='where it is viewed')),
                ('result', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='result, of 100')),
                ('counted', models.PositiveSmallIntegerField(default=0, verbose_name='judges counted')),
                ('dropped', models.PositiveSmallIntegerField(default=0, verbose_name='judges dropped')),
            ],
            options={
                'verbose_name': 'project viewed',
                'verbose_name_plural': 'projects viewed',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('viewing', 'unit', 'title'), name='viewed_project_once_per_viewing'), models.CheckConstraint(condition=models.Q(('result__isnull', True), models.Q(('result__gte', 0), ('result__lte', 100)), _connector='OR'), name='viewed_project_result_of_100')],
            },
        ),
        migrations.CreateModel(
            name='AppealFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('appeal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='points.appeal')),
                ('stored', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
            ],
            options={
                'verbose_name': 'file of an appeal',
                'verbose_name_plural': 'files of an appeal',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='points.viewedproject')),
                ('judge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='points.judge')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='points.criterion')),
                ('marks', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='marks')),
                ('most', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField(verbose_name='given at')),
            ],
            options={
                'verbose_name': 'score',
                'verbose_name_plural': 'scores',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('project', 'judge', 'criterion'), name='score_once_per_criterion'), models.CheckConstraint(condition=models.Q(('marks__gte', 0), ('marks__lte', models.F('most'))), name='score_within_its_criterion')],
            },
        ),
        migrations.AddField(
            model_name='Judge',
            name='viewing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='points.viewing'),
        ),
        migrations.AddConstraint(
            model_name='Judge',
            constraint=models.UniqueConstraint(fields=('viewing', 'person'), name='judge_once_per_viewing'),
        ),
    ]
