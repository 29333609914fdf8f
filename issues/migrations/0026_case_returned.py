"""What the figures read of a case: whether it was returned, and which the clock may still change."""

from django.db import migrations, models


def say_returned(apps, schema_editor):
    returns = apps.get_model("issues", "ReturnRequest").objects
    cases = apps.get_model("issues", "Case").objects
    cases.filter(pk__in=returns.values("case")).update(returned=1)
    cases.filter(pk__in=returns.filter(upheld=True).values("case")).update(returned=2)


class Migration(migrations.Migration):
    dependencies = [("issues", "0025_measures_and_progress")]

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
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    ("closed_at__isnull", True),
                    models.Q(("accept_due_at__isnull", False), ("accepted_at__isnull", True)),
                    _connector="OR",
                ),
                fields=["dispatched_month"],
                include=(
                    *("lead_unit", "town", "kind", "campaign", "state", "dispatched_at"),
                    *("accepted_at", "accept_due_at", "resolve_due_at", "resolve_original_due_at"),
                    *("resolved_at", "suspended_at", "closed_at"),
                ),
                name="case_unsettled",
            ),
        ),
    ]
