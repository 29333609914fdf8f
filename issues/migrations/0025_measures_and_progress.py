"""Measures after an inspection, and photos of the progress."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('issues', '0024_case_source_ledger'),
        ('organizations', '0004_saved_views'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='deadline',
            name='deadline_one_open_per_stage',
        ),
        migrations.AlterField(
            model_name='attachment',
            name='purpose',
            field=models.CharField(choices=[('finding', 'at the finding'), ('reply', 'with the reply'), ('slip', 'with the reply to a slip'), ('minutes', 'with the minutes'), ('task', 'with the reply to a task'), ('progress', 'with a progress report'), ('before', 'before'), ('after', 'after'), ('other', 'other')], max_length=8, verbose_name='purpose'),
        ),
        migrations.AlterField(
            model_name='deadline',
            name='stage',
            field=models.CharField(choices=[('dispatch', 'dispatch'), ('return_decision', 'decide the return'), ('accept', 'accept'), ('first_contact', 'first contact'), ('support_reply', 'support reply'), ('resolve', 'resolve'), ('verify', 'verify'), ('return_visit', 'return visit'), ('review', 'review of the suspension'), ('task', 'task'), ('milestone', 'milestone'), ('file', 'file the hazard'), ('assess', 'assess the hazard'), ('order', 'order the rectification'), ('rectify', 'rectify'), ('acceptance', 'acceptance'), ('progress', 'progress report'), ('decision', 'decide the request'), ('unlist', 'take it off the list'), ('measure', 'measure')], max_length=16, verbose_name='stage'),
        ),
        migrations.AlterField(
            model_name='deadlinepolicy',
            name='stage',
            field=models.CharField(choices=[('dispatch', 'dispatch'), ('return_decision', 'decide the return'), ('accept', 'accept'), ('first_contact', 'first contact'), ('support_reply', 'support reply'), ('resolve', 'resolve'), ('verify', 'verify'), ('return_visit', 'return visit'), ('review', 'review of the suspension'), ('task', 'task'), ('milestone', 'milestone'), ('file', 'file the hazard'), ('assess', 'assess the hazard'), ('order', 'order the rectification'), ('rectify', 'rectify'), ('acceptance', 'acceptance'), ('progress', 'progress report'), ('decision', 'decide the request'), ('unlist', 'take it off the list'), ('measure', 'measure')], max_length=16, verbose_name='stage'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at__isnull', True), ('met_at__isnull', True), models.Q(('stage__in', ('task', 'milestone', 'measure')), _negated=True)), fields=('case', 'stage', 'round', 'organization'), name='deadline_one_open_per_stage'),
        ),
    ]
