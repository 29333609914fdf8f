import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('issues', '0016_search_texts'),
        ('organizations', '0003_one_catch_all'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(verbose_name='round')),
                ('held_at', models.DateTimeField(verbose_name='held at')),
                ('place', models.CharField(max_length=100, verbose_name='place')),
                ('convened_at', models.DateTimeField(verbose_name='convened at')),
                ('minutes', models.TextField(blank=True, verbose_name='minutes')),
                ('minuted_at', models.DateTimeField(blank=True, null=True, verbose_name='minutes recorded at')),
            ],
            options={
                'verbose_name': 'coordination meeting',
                'verbose_name_plural': 'coordination meetings',
                'ordering': ['-id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='deadline',
            name='deadline_one_open_per_stage',
        ),
        migrations.RemoveConstraint(
            model_name='responsibility',
            name='responsibility_once_per_unit',
        ),
        migrations.AddField(
            model_name='attachment',
            name='part',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='issues.responsibility', verbose_name='task'),
        ),
        migrations.AddField(
            model_name='responsibility',
            name='deadline',
            field=models.OneToOneField(blank=True, help_text='of a task', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='task', to='issues.deadline', verbose_name='deadline'),
        ),
        migrations.AlterField(
            model_name='attachment',
            name='purpose',
            field=models.CharField(choices=[('finding', 'at the finding'), ('reply', 'with the reply'), ('slip', 'with the reply to a slip'), ('minutes', 'with the minutes'), ('task', 'with the reply to a task'), ('before', 'before'), ('after', 'after'), ('other', 'other')], max_length=8, verbose_name='purpose'),
        ),
        migrations.AlterField(
            model_name='deadline',
            name='stage',
            field=models.CharField(choices=[('dispatch', 'dispatch'), ('return_decision', 'decide the return'), ('accept', 'accept'), ('first_contact', 'first contact'), ('support_reply', 'support reply'), ('resolve', 'resolve'), ('verify', 'verify'), ('return_visit', 'return visit'), ('review', 'review of the suspension'), ('task', 'task'), ('milestone', 'milestone'), ('file', 'file the hazard'), ('assess', 'assess the hazard'), ('order', 'order the rectification'), ('rectify', 'rectify'), ('acceptance', 'acceptance')], max_length=16, verbose_name='stage'),
        ),
        migrations.AlterField(
            model_name='deadlinepolicy',
            name='stage',
            field=models.CharField(choices=[('dispatch', 'dispatch'), ('return_decision', 'decide the return'), ('accept', 'accept'), ('first_contact', 'first contact'), ('support_reply', 'support reply'), ('resolve', 'resolve'), ('verify', 'verify'), ('return_visit', 'return visit'), ('review', 'review of the suspension'), ('task', 'task'), ('milestone', 'milestone'), ('file', 'file the hazard'), ('assess', 'assess the hazard'), ('order', 'order the rectification'), ('rectify', 'rectify'), ('acceptance', 'acceptance')], max_length=16, verbose_name='stage'),
        ),
        migrations.AlterField(
            model_name='responsibility',
            name='role',
            field=models.CharField(choices=[('lead', 'lead'), ('support', 'support'), ('task', 'task'), ('sponsor', 'sponsor'), ('territory', 'territory')], max_length=10, verbose_name='part'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at__isnull', True), ('met_at__isnull', True), models.Q(('stage__in', ('task', 'milestone')), _negated=True)), fields=('case', 'stage', 'round', 'organization'), name='deadline_one_open_per_stage'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='issues.case', verbose_name='case'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='convened_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='convened by'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='minuted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='minutes by'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='units',
            field=models.ManyToManyField(related_name='+', to='organizations.organization', verbose_name='units that take part'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='meeting',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='issues.meeting', verbose_name='coordination meeting'),
        ),
        migrations.AddField(
            model_name='responsibility',
            name='meeting',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='issues.meeting', verbose_name='coordination meeting'),
        ),
        migrations.AddConstraint(
            model_name='responsibility',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), models.Q(('role', 'task'), _negated=True)), fields=('case', 'organization', 'role'), name='responsibility_once_per_unit'),
        ),
        migrations.AddConstraint(
            model_name='responsibility',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deadline__isnull', False), ('meeting__isnull', False), ('role', 'task'), models.Q(('task', ''), _negated=True)), models.Q(models.Q(('role', 'task'), _negated=True), ('deadline__isnull', True), ('meeting__isnull', True)), _connector='OR'), name='responsibility_task_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(condition=models.Q(('minuted_at__isnull', True)), fields=('case',), name='meeting_one_waits_for_minutes'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('minuted_at__isnull', True), ('minuted_by__isnull', True), ('minutes', '')), models.Q(('minuted_at__isnull', False), ('minuted_by__isnull', False), models.Q(('minutes', ''), _negated=True)), _connector='OR'), name='meeting_minuted_whole'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('place', ''), _negated=True), name='meeting_has_place'),
        ),
    ]
