from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("safety", "0003_repeats")]

    operations = [
        migrations.AddIndex(
            model_name="hazard",
            index=models.Index(fields=["matter_key", "field"], name="hazard_by_matter"),
        ),
        migrations.AddConstraint(
            model_name="hazard",
            constraint=models.CheckConstraint(
                condition=~Q(matter_key=""), name="hazard_has_a_matter"
            ),
        ),
        migrations.AddConstraint(
            model_name="hazard",
            constraint=models.CheckConstraint(
                condition=Q(repeat_of__isnull=True) | ~Q(repeat_of=F("id")),
                name="hazard_repeats_another",
            ),
        ),
    ]
