import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('measures', '0001_measures')]

    initial = True

    dependencies = [
        ('enterprises', '0001_tables'),
        ('issues', '0001_tables'),
        ('letters', '0001_tables'),
        ('organizations', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Grouping',
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
                ('since_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(verbose_name='to')),
                ('proposed', models.PositiveIntegerField(default=0, verbose_name='groups proposed')),
                ('joined', models.PositiveIntegerField(default=0, verbose_name='cases added to known problems')),
            ],
            options={
                'verbose_name': 'search for common problems',
                'verbose_name_plural': 'searches for common problems',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('since_on'))), name='grouping_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='CommonProblem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('words', models.JSONField(default=list, verbose_name='shared words')),
                ('likeness', models.FloatField(help_text='of the cases to each other, in the mean, 0 to 1', verbose_name='likeness')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('confirmed', 'confirmed'), ('dismissed', 'dismissed')], default='proposed', max_length=9, verbose_name='state')),
                ('grouping', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='problems', to='measures.grouping', verbose_name='found by')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided at')),
                ('dismissed_because', models.TextField(blank=True, verbose_name='dismissed because')),
            ],
            options={
                'verbose_name': 'common problem',
                'verbose_name_plural': 'common problems',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'proposed')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('state', 'proposed'), _negated=True)), _connector='OR'), name='problem_decided_by_a_person'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'dismissed'), models.Q(('dismissed_because', ''), _negated=True)), models.Q(models.Q(('state', 'dismissed'), _negated=True), ('dismissed_because', '')), _connector='OR'), name='problem_dismissed_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='number')),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='measures.commonproblem', verbose_name='common problem')),
                ('title', models.CharField(max_length=100, verbose_name='title')),
                ('text', models.TextField(verbose_name='what it offers')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization', verbose_name='owner')),
                ('due_on', models.DateField(verbose_name='in force by')),
                ('segment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprises.segment', verbose_name='whom it fits')),
                ('state', models.CharField(choices=[('planned', 'being prepared'), ('in_force', 'in force'), ('ended', 'ended'), ('dropped', 'dropped')], default='planned', max_length=8, verbose_name='state')),
                ('taken_up_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken up by')),
                ('taken_up_at', models.DateTimeField(verbose_name='taken up at')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='in force since')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended on')),
                ('ended_because', models.TextField(blank=True, verbose_name='ended because')),
            ],
            options={
                'verbose_name': 'policy measure',
                'verbose_name_plural': 'policy measures',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('text', ''), _negated=True)), name='measure_has_title_and_text'), models.CheckConstraint(condition=models.Q(models.Q(('issued_on__isnull', True), ('state__in', ('planned', 'dropped'))), models.Q(('issued_on__isnull', False), ('state__in', ('in_force', 'ended'))), _connector='OR'), name='measure_in_force_since_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', False), ('state__in', ('ended', 'dropped')), models.Q(('ended_because', ''), _negated=True)), models.Q(('ended_because', ''), ('ended_on__isnull', True), ('state__in', ('planned', 'in_force'))), _connector='OR'), name='measure_ended_whole')],
            },
        ),
        migrations.CreateModel(
            name='ProblemCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='measures.commonproblem', verbose_name='common problem')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='issues.case', verbose_name='case')),
                ('way', models.CharField(choices=[('grouped', 'found by a search'), ('like', 'added later, for it is like the others'), ('by_hand', 'added by hand')], max_length=7, verbose_name='way')),
                ('joined_at', models.DateTimeField(verbose_name='added at')),
                ('removed_at', models.DateTimeField(help_text='a case taken out is not added again by itself', null=True, verbose_name='taken out at')),
                ('removed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'case of a common problem',
                'verbose_name_plural': 'cases of common problems',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('problem', 'case'), name='case_once_in_a_problem'), models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('case',), name='case_of_one_problem')],
            },
        ),
        migrations.CreateModel(
            name='MeasureNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='measures.measure')),
                ('words', models.TextField(verbose_name='how it stands')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('at', models.DateTimeField(verbose_name='written at')),
            ],
            options={
                'verbose_name': 'progress of a measure',
                'verbose_name_plural': 'progress of measures',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='MeasureTelling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tellings', to='measures.measure')),
                ('letter', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='letters.letter')),
            ],
            options={
                'verbose_name': 'letter about a measure',
                'verbose_name_plural': 'letters about measures',
                'ordering': ['-id'],
            },
        ),
    ]
