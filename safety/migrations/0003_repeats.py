import django.db.models.deletion
from django.db import migrations, models

from safety.matters import matter_key


def fill(apps, schema_editor):
    """The fault of each hazard there is: its title, as long as no list says more."""
    Hazard = apps.get_model("safety", "Hazard")
    for hazard in Hazard.objects.select_related("case").iterator(chunk_size=500):
        hazard.matter = hazard.case.title
        hazard.matter_key = matter_key(hazard.matter)
        hazard.save(update_fields=["matter", "matter_key"])


class Migration(migrations.Migration):
    dependencies = [("safety", "0002_first_criteria")]

    operations = [
        migrations.AddField(
            model_name="hazard",
            name="matter",
            field=models.CharField(
                default="", max_length=200, verbose_name="what is not as it must be"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="hazard",
            name="matter_key",
            field=models.CharField(
                default="",
                editable=False,
                help_text="the fault as it is compared",
                max_length=200,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="hazard",
            name="repeat_of",
            field=models.ForeignKey(
                help_text="the one before, of the same enterprise and fault within a year",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="repeated_by",
                to="safety.hazard",
                verbose_name="repeats",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
