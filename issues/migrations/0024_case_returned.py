"""Whether a case was ever returned stands on the case, where the figures read it."""

from django.db import migrations, models


def say_returned(apps, schema_editor):
    returns = apps.get_model("issues", "ReturnRequest").objects
    cases = apps.get_model("issues", "Case").objects
    cases.filter(pk__in=returns.values("case")).update(returned=1)
    cases.filter(pk__in=returns.filter(upheld=True).values("case")).update(returned=2)


class Migration(migrations.Migration):
    dependencies = [("issues", "0023_hazard_requests")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="returned",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (0, "never returned"),
                    (1, "returned"),
                    (2, "returned, and the office agreed"),
                ],
                db_default=0,
                default=0,
                verbose_name="returned?",
            ),
        ),
        migrations.RunPython(say_returned, migrations.RunPython.noop),
    ]
