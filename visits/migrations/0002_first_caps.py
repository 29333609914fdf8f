from django.db import migrations

from core.bigram_index import bigram_index

CAPS = (("inspection", "", 2), ("inspection", "red", 4))
"""A new district may inspect an enterprise twice a year, one of major risk four times."""


def caps_seed(apps, schema_editor):
    cap = apps.get_model("visits", "VisitCap")
    cap.objects.bulk_create(
        cap(purpose=purpose, risk=risk, most=most) for purpose, risk, most in CAPS
    )


class Migration(migrations.Migration):
    replaces = [("visits", "0012_visits_by_campaign")]

    dependencies = [("visits", "0001_tables")]

    operations = [
        migrations.RunPython(caps_seed, migrations.RunPython.noop),
        bigram_index(table="visits_visit", name="visit_search"),
    ]
