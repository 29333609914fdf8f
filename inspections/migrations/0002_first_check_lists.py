"""The check-lists a new district starts with, from ``inspections/defaults/check_lists.json``."""

import json
from pathlib import Path

from django.db import migrations
from django.utils import timezone

LISTS = Path(__file__).parents[1] / "defaults" / "check_lists.json"


def add_lists(apps, schema_editor):
    check_list, version, item = (
        apps.get_model("inspections", name)
        for name in ("CheckList", "CheckListVersion", "CheckItem")
    )
    now = timezone.now()
    for told in json.loads(LISTS.read_text("utf-8")):
        made = check_list.objects.create(field=told["field"], created_at=now)
        first = version.objects.create(
            check_list=made,
            number=1,
            state="current",
            name=told["name"],
            trade=told["trade"],
            published_at=now,
        )
        rows = [(part["name"], row) for part in told["sections"] for row in part["items"]]
        item.objects.bulk_create(
            item(
                version=first,
                place=place,
                section=section,
                text=text,
                basis=basis,
                how=how,
                score=score,
                photo_required=photo,
            )
            for place, (section, (text, basis, how, score, photo)) in enumerate(rows, start=1)
        )


class Migration(migrations.Migration):
    replaces = [("inspections", "0002_check_lists")]

    dependencies = [("inspections", "0001_tables")]

    operations = [migrations.RunPython(add_lists, migrations.RunPython.noop)]
