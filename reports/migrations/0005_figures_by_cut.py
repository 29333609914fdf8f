"""The ledger of the figures made anew, with its cuts; what it says is counted from the cases."""

from django.db import connection, migrations, models

from reports.services.tallies import tallies_renew
from reports.triggers import triggers_lift

COUNTS = (
    "response_numerator",
    "response_denominator",
    "closure_numerator",
    "closure_denominator",
    "on_time_numerator",
    "on_time_denominator",
    "on_time_original_numerator",
    "on_time_original_denominator",
    "satisfaction_numerator",
    "satisfaction_denominator",
    "returned_numerator",
    "returned_denominator",
    "misdirected_numerator",
    "misdirected_denominator",
    "reopened_numerator",
    "reopened_denominator",
    "relapse_numerator",
    "relapse_denominator",
    "left_out",
    "step_dispatched",
    "step_to_accept",
    "step_accepted",
    "step_replied",
    "step_closed",
    "satisfied_5",
    "satisfied_4",
    "satisfied_3",
    "satisfied_2",
    "satisfied_1",
    "satisfied_none",
)
KINDS = [("issue", "issue"), ("demand", "demand"), ("hazard", "hazard")]


def lift(apps, schema_editor):
    triggers_lift(connection)


def renew(apps, schema_editor):
    tallies_renew()


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_campaign_workbooks"), ("issues", "0005_day_of_dispatch")]

    operations = [
        migrations.RunPython(lift, migrations.RunPython.noop),
        migrations.DeleteModel(name="Tally"),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cut", models.CharField(blank=True, db_default="", max_length=8)),
                ("value", models.CharField(blank=True, db_default="", max_length=20)),
                ("month", models.PositiveIntegerField(help_text="of dispatch, as YYYYMM")),
                ("unit", models.BigIntegerField(help_text="that leads")),
                (
                    "territory",
                    models.BigIntegerField(help_text="the town where the enterprise lies"),
                ),
                ("kind", models.CharField(choices=KINDS, max_length=8)),
                ("mark", models.BigIntegerField(help_text="of the campaign")),
                ("is_folded", models.BooleanField(db_default=False, default=False)),
                *((name, models.IntegerField(db_default=0, default=0)) for name in COUNTS),
            ],
            options={
                "verbose_name": "tally",
                "verbose_name_plural": "tallies",
                "indexes": [
                    models.Index(fields=["cut", "month"], name="tally_by_cut"),
                    models.Index(
                        condition=models.Q(("is_folded", False)),
                        fields=["id"],
                        name="tally_entered",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_folded", True)),
                        fields=("cut", "month", "value", "unit", "territory", "kind", "mark"),
                        name="tally_folded_once",
                    )
                ],
            },
        ),
        migrations.RunPython(renew, lift),
    ]
