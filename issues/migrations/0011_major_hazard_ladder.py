"""Overdue major hazards skip steps: the leader on the date, the principal leaders the day after."""

from django.db import migrations

SCOPE = {"kind": "hazard", "grade": "major"}
RUNGS = [
    # level, working days from the due date, at opening, to whom, colour
    (1, -1, True, "handler", "blue"),
    (2, 0, False, "leader", "orange"),
    (3, 1, False, "principal", "red"),
]


def add_ladder(apps, schema_editor):
    ladders = apps.get_model("issues", "LadderPolicy").objects
    ladder, is_new = ladders.get_or_create(
        **SCOPE, category=None, defaults={"name": "重大隐患督办阶梯"}
    )
    if is_new:
        rung = apps.get_model("issues", "LadderRung")
        rung.objects.bulk_create(
            rung(
                policy=ladder,
                level=level,
                offset=offset,
                at_opening=at_opening,
                recipient=recipient,
                colour=colour,
            )
            for level, offset, at_opening, recipient, colour in RUNGS
        )


class Migration(migrations.Migration):
    dependencies = [("issues", "0010_ladders_by_kind")]

    operations = [migrations.RunPython(add_ladder, migrations.RunPython.noop)]
