from django.db import migrations, models

from core.natural import natural_key


def keys_fill(apps, schema_editor):
    for team in apps.get_model("visits", "VisitTeam").objects.all():
        team.name_key = natural_key(team.name)
        team.save(update_fields=["name_key"])


class Migration(migrations.Migration):
    dependencies = [
        ("visits", "0002_search_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="visitteam",
            name="name_key",
            field=models.CharField(default="", editable=False, max_length=250),
            preserve_default=False,
        ),
        migrations.RunPython(keys_fill, migrations.RunPython.noop),
        migrations.AlterModelOptions(
            name="visitteam",
            options={
                "ordering": ["name_key", "id"],
                "verbose_name": "visit team",
                "verbose_name_plural": "visit teams",
            },
        ),
    ]
