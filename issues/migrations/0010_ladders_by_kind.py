"""A ladder may be for some cases only; a step is coloured only once the deadline has passed."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("issues", "0009_raised_demand")]

    operations = [
        migrations.RemoveConstraint(model_name="ladderpolicy", name="ladder_one_in_force"),
        migrations.AddField(
            model_name="ladderpolicy",
            name="category",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="issues.category", verbose_name="category"),
        ),
        migrations.AddField(
            model_name="ladderpolicy",
            name="grade",
            field=models.CharField(blank=True, max_length=10, verbose_name="hazard level"),
        ),
        migrations.AddField(
            model_name="ladderpolicy",
            name="kind",
            field=models.CharField(blank=True, choices=[("issue", "issue"), ("demand", "demand"), ("hazard", "hazard")], max_length=8, verbose_name="kind"),
        ),
        migrations.AddField(
            model_name="ladderpolicy",
            name="since_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="in force since"),
        ),
        migrations.AddConstraint(
            model_name="ladderpolicy",
            constraint=models.UniqueConstraint(condition=models.Q(("category__isnull", True), ("is_current", True)), fields=("kind", "grade"), name="ladder_one_in_force"),
        ),
        migrations.AddConstraint(
            model_name="ladderpolicy",
            constraint=models.UniqueConstraint(condition=models.Q(("category__isnull", False), ("is_current", True)), fields=("kind", "grade", "category"), name="ladder_one_in_force_by_category"),
        ),
        migrations.AddConstraint(
            model_name="ladderrung",
            constraint=models.CheckConstraint(condition=models.Q(("colour", "blue"), ("offset__gt", 0), models.Q(("at_opening", False), ("offset", 0)), _connector="OR"), name="rung_coloured_once_late"),
        ),
    ]
