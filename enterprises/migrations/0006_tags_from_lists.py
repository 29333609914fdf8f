from django.db import migrations

BATCH = 1000
LONGEST = 30


def to_table(apps, schema_editor):
    """Each word of the lists becomes a tag; one that is too long for a tag is cut."""
    enterprise, tag = apps.get_model("enterprises", "Enterprise"), apps.get_model("enterprises", "Tag")
    tagged = [
        (pk, sorted({str(word).strip()[:LONGEST] for word in words} - {""}))
        for pk, words in enterprise.objects.exclude(tag_list=[]).values_list("pk", "tag_list").iterator()
    ]
    tag.objects.bulk_create(
        [tag(name=name) for name in sorted({name for _pk, names in tagged for name in names})]
    )
    keys = dict(tag.objects.values_list("name", "pk"))
    has = enterprise.tags.through
    has.objects.bulk_create(
        [has(enterprise_id=pk, tag_id=keys[name]) for pk, names in tagged for name in names],
        batch_size=BATCH,
    )


def to_lists(apps, schema_editor):
    enterprise = apps.get_model("enterprises", "Enterprise")
    words = {}
    has = enterprise.tags.through
    for pk, name in has.objects.order_by("tag__name").values_list("enterprise_id", "tag__name"):
        words.setdefault(pk, []).append(name)
    for pk, names in words.items():
        enterprise.objects.filter(pk=pk).update(tag_list=names)


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0005_tags_and_risk")]

    operations = [migrations.RunPython(to_table, to_lists)]
