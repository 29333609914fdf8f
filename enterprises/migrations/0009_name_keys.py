from django.db import migrations

from enterprises.naming import name_key

BATCH = 1000


def fill(apps, schema_editor):
    enterprise = apps.get_model("enterprises", "Enterprise")
    rows = enterprise.objects.filter(name_key="").only("pk", "name").order_by("pk")
    while batch := list(rows[:BATCH]):
        for row in batch:
            row.name_key = name_key(row.name) or "-"
        enterprise.objects.bulk_update(batch, ["name_key"])


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0008_kinds_and_merging")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
