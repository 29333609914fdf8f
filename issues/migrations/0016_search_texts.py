"""The root cause and the replies, too, are looked through by a search."""

from django.db import migrations

SIGNS, BATCH = 300, 1000


def look_through(apps, schema_editor):
    case_model = apps.get_model("issues", "Case")
    rows = case_model.objects.defer("search").select_related("enterprise").order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last).prefetch_related("replies")[:BATCH]):
        for case in batch:
            replies = [reply.text for reply in case.replies.all()]
            texts = [text[:SIGNS] for text in (case.description, case.root_cause, *replies)]
            case.search = " ".join((case.number, case.title, case.enterprise.name, *texts))
        case_model.objects.bulk_update(batch, ["search"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("issues", "0015_shifts")]

    operations = [migrations.RunPython(look_through, migrations.RunPython.noop, elidable=True)]
