"""What a hazard asks for besides, and the time limits of major ones that are listed."""

from django.db import migrations, models
from django.utils import timezone

POLICIES = [
    # stage, kind, grade, length, unit of time
    ("progress", "", "major", 10, "calendar_day"),
    ("decision", "hazard", "", 10, "working_day"),
    ("unlist", "", "major", 5, "working_day"),
]


def add_policies(apps, schema_editor):
    policies = apps.get_model("issues", "DeadlinePolicy").objects
    for stage, kind, grade, length, unit in POLICIES:
        scope = {"stage": stage, "kind": kind, "tier": "", "grade": grade, "category": None}
        if not policies.filter(**scope, campaign=None, until_at=None).exists():
            policies.create(**scope, length=length, length_unit=unit, since_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("issues", "0022_search_statistics")]

    operations = [
        migrations.AlterField(
            model_name='case',
            name='asked',
            field=models.CharField(blank=True, choices=[('extension', 'extension'), ('second_extension', 'second extension'), ('suspension', 'suspension'), ('withdrawal', 'withdrawal'), ('regrade', 'change of level')], db_default='', help_text='the request that waits for a decision', max_length=16, verbose_name='asked for'),
        ),
        migrations.AlterField(
            model_name='caserequest',
            name='kind',
            field=models.CharField(choices=[('extension', 'extension'), ('second_extension', 'second extension'), ('suspension', 'suspension'), ('withdrawal', 'withdrawal'), ('regrade', 'change of level')], max_length=16, verbose_name='asked for'),
        ),
        migrations.AlterField(
            model_name='deadline',
            name='stage',
            field=models.CharField(choices=[('dispatch', 'dispatch'), ('return_decision', 'decide the return'), ('accept', 'accept'), ('first_contact', 'first contact'), ('support_reply', 'support reply'), ('resolve', 'resolve'), ('verify', 'verify'), ('return_visit', 'return visit'), ('review', 'review of the suspension'), ('task', 'task'), ('milestone', 'milestone'), ('file', 'file the hazard'), ('assess', 'assess the hazard'), ('order', 'order the rectification'), ('rectify', 'rectify'), ('acceptance', 'acceptance'), ('progress', 'progress report'), ('decision', 'decide the request'), ('unlist', 'take it off the list')], max_length=16, verbose_name='stage'),
        ),
        migrations.AlterField(
            model_name='deadlinepolicy',
            name='stage',
            field=models.CharField(choices=[('dispatch', 'dispatch'), ('return_decision', 'decide the return'), ('accept', 'accept'), ('first_contact', 'first contact'), ('support_reply', 'support reply'), ('resolve', 'resolve'), ('verify', 'verify'), ('return_visit', 'return visit'), ('review', 'review of the suspension'), ('task', 'task'), ('milestone', 'milestone'), ('file', 'file the hazard'), ('assess', 'assess the hazard'), ('order', 'order the rectification'), ('rectify', 'rectify'), ('acceptance', 'acceptance'), ('progress', 'progress report'), ('decision', 'decide the request'), ('unlist', 'take it off the list')], max_length=16, verbose_name='stage'),
        ),
        migrations.RunPython(add_policies, migrations.RunPython.noop),
    ]
