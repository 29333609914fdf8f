from datetime import timedelta

from django.db import migrations

from safety.matters import matter_key

YEAR = timedelta(days=365)


def fill(apps, schema_editor):
    """A hazard of an inspection has the fault of its item; then what repeats what is known."""
    Hazard = apps.get_model("safety", "Hazard")
    Judgement = apps.get_model("inspections", "Judgement")
    judged = Judgement.objects.filter(finding__isnull=False)
    items = dict(judged.values_list("finding__case", "item__text"))
    last = {}
    rows = Hazard.objects.select_related("case").order_by("case__registered_at", "pk")
    for hazard in rows.iterator(chunk_size=500):
        hazard.matter = items.get(hazard.case_id, hazard.matter)
        hazard.matter_key = matter_key(hazard.matter)
        place = (hazard.case.enterprise_id, hazard.field, hazard.matter_key)
        (before, since), at = last.get(place, (None, None)), hazard.case.registered_at
        if before and at - since <= YEAR:
            hazard.repeat_of_id = before
        last[place] = (hazard.pk, at)
        hazard.save(update_fields=["matter", "matter_key", "repeat_of"])


class Migration(migrations.Migration):
    dependencies = [("inspections", "0002_first_check_lists"), ("safety", "0004_repeats_kept")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
