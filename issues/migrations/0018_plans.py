import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_trail_chain'),
        ('issues', '0017_meetings'),
        ('organizations', '0003_one_catch_all'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='KeyTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='number')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('title', models.CharField(max_length=100, verbose_name='title')),
                ('goal', models.TextField(blank=True, verbose_name='goal')),
                ('starts_on', models.DateField(verbose_name='starts on')),
                ('ends_on', models.DateField(verbose_name='ends on')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('leader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='leading district leader')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization', verbose_name='lead unit')),
                ('units', models.ManyToManyField(blank=True, related_name='+', to='organizations.organization', verbose_name='units that take part')),
            ],
            options={
                'verbose_name': 'key task',
                'verbose_name_plural': 'key tasks',
                'ordering': ['-year', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='milestone')),
                ('length', models.PositiveSmallIntegerField(verbose_name='working days')),
                ('own_due_at', models.DateTimeField(blank=True, null=True, verbose_name='due at')),
                ('original_due_at', models.DateTimeField(verbose_name='originally due at')),
                ('met_at', models.DateTimeField(blank=True, null=True, verbose_name='met at')),
                ('note', models.TextField(blank=True, verbose_name='how it was met')),
                ('dropped_at', models.DateTimeField(blank=True, null=True, verbose_name='taken out at')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='issues.case', verbose_name='case')),
                ('deadline', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='milestone', to='issues.deadline', verbose_name='deadline')),
                ('key_task', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='issues.keytask', verbose_name='key task')),
                ('met_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='met by')),
            ],
            options={
                'verbose_name': 'milestone',
                'verbose_name_plural': 'milestones',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='MilestoneFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='issues.milestone')),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
            ],
            options={
                'verbose_name': 'file of a milestone',
                'verbose_name_plural': 'files of a milestone',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Replan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was_at', models.DateTimeField(verbose_name='was due at')),
                ('now_at', models.DateTimeField(verbose_name='is due at')),
                ('reason', models.TextField(verbose_name='reason')),
                ('made_at', models.DateTimeField(verbose_name="moved at")),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name="moved by")),
                ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replans', to='issues.milestone')),
            ],
            options={
                'verbose_name': 'change of the plan',
                'verbose_name_plural': 'changes of the plan',
                'ordering': ['id'],
            },
        ),
        migrations.AddConstraint(
            model_name='keytask',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='key_task_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='keytask',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='key_task_has_title'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', False), ('deadline__isnull', False), ('key_task__isnull', True), ('own_due_at__isnull', True)), models.Q(('case__isnull', True), ('deadline__isnull', True), ('key_task__isnull', False), ('own_due_at__isnull', False)), _connector='OR'), name='milestone_of_a_case_or_a_key_task'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('met_at__isnull', True), ('met_by__isnull', True), ('note', '')), models.Q(('met_at__isnull', False), ('met_by__isnull', False), models.Q(('note', ''), _negated=True)), _connector='OR'), name='milestone_met_whole'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(('met_at__isnull', True), ('dropped_at__isnull', True), _connector='OR'), name='milestone_met_is_not_dropped'),
        ),
        migrations.AddConstraint(
            model_name='milestonefile',
            constraint=models.UniqueConstraint(fields=('milestone', 'stored'), name='milestone_file_once'),
        ),
        migrations.AddConstraint(
            model_name='replan',
            constraint=models.CheckConstraint(condition=models.Q(('was_at', models.F('now_at')), _negated=True), name='replan_moves'),
        ),
        migrations.AddConstraint(
            model_name='replan',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='replan_has_reason'),
        ),
    ]
