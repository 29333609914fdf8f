"""The local day of a case's dispatch, beside its month, and indexes of the days without what has none yet."""

from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import ExtractDay
from django.utils import timezone


def tell_days(apps, schema_editor):
    day = ExtractDay("dispatched_at", tzinfo=timezone.get_default_timezone())
    dispatched = apps.get_model("issues", "Case").objects.filter(dispatched_at__isnull=False)
    dispatched.update(dispatched_day=models.F("dispatched_month") * 100 + day)


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0002_found_by_bigram"),
        ("issues", "0004_instants_of_the_day"),
        ("organizations", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="case", name="case_unsettled"),
        migrations.AddField(
            model_name="case",
            name="dispatched_day",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="local day as YYYYMMDD",
                null=True,
                verbose_name="day of dispatch",
            ),
        ),
        migrations.RunPython(tell_days, migrations.RunPython.noop),
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
                    "lead_unit",
                    "town",
                    "kind",
                    "campaign",
                    "state",
                    "dispatched_at",
                    "accepted_at",
                    "accept_due_at",
                    "resolve_due_at",
                    "resolve_original_due_at",
                    "resolved_at",
                    "suspended_at",
                    "closed_at",
                    "dispatched_day",
                    "tier",
                    "category",
                    "source",
                ),
                name="case_unsettled",
            ),
        ),
        *(
            operation
            for name, column in (
                ("acceptance", "accepted_at"),
                ("reply", "resolved_at"),
                ("closing", "closed_at"),
            )
            for operation in (
                migrations.RemoveIndex(model_name="case", name=f"case_by_{name}"),
                migrations.AddIndex(
                    model_name="case",
                    index=models.Index(
                        condition=models.Q((f"{column}__isnull", False)),
                        fields=[column],
                        name=f"case_by_{name}",
                    ),
                ),
            )
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("dispatched_at__isnull", True),
                    ("dispatched_day__isnull", False),
                    _connector="OR",
                ),
                name="case_dispatched_has_day",
            ),
        ),
    ]
