import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

UNIT_OF = {"district_leader": None, "department_head": "department_id", "town_head": "town_id"}


def terms_fill(apps, schema_editor):
    """Whoever holds a seat has held it since the team began: nothing else is known."""
    term = apps.get_model("visits", "SeatTerm")
    term.objects.bulk_create(
        term(
            team=team,
            seat=seat,
            person_id=getattr(team, f"{seat}_id"),
            unit_id=getattr(team, unit) if unit else None,
            since_on=team.since_on,
        )
        for team in apps.get_model("visits", "VisitTeam").objects.all()
        for seat, unit in UNIT_OF.items()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0003_one_catch_all"),
        ("visits", "0003_team_order"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SeatTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seat", models.CharField(choices=[("district_leader", "district leader"), ("department_head", "department head"), ("town_head", "town or park head")], max_length=15, verbose_name="seat")),
                ("since_on", models.DateField(verbose_name="since")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="person")),
                ("team", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="visits.visitteam", verbose_name="visit team")),
                ("unit", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organizations.organization", verbose_name="unit")),
            ],
            options={
                "verbose_name": "term of a seat",
                "verbose_name_plural": "terms of seats",
                "ordering": ["since_on", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="seatterm",
            constraint=models.UniqueConstraint(fields=("team", "seat", "since_on"), name="seat_taken_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="teamenterprise",
            constraint=models.UniqueConstraint(fields=("enterprise", "since_on"), name="enterprise_changes_team_once_a_day"),
        ),
        migrations.RunPython(terms_fill, migrations.RunPython.noop),
    ]
