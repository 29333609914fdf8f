"""Give every database its calendar: the published years and the provisional ones after them."""

from django.db import migrations
from django.utils import timezone

from calendars.counting import WorkingCalendar
from calendars.schedule import YEARS_AHEAD, day_columns, scheduled_days


def fill(apps, schema_editor):
    Day = apps.get_model("calendars", "Day")
    Edition = apps.get_model("calendars", "Edition")
    calendar = WorkingCalendar(scheduled_days(timezone.localdate().year + YEARS_AHEAD))
    names = {field.name for field in Day._meta.get_fields()}
    rows = ({name: row[name] for name in names} for row in day_columns(calendar))
    Day.objects.bulk_create((Day(**row) for row in rows), batch_size=2000)
    Edition.objects.create(reason="first edition", from_on=calendar.first, until_on=calendar.last)


def empty(apps, schema_editor):
    apps.get_model("calendars", "Day").objects.all().delete()
    apps.get_model("calendars", "Edition").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_initial")]

    operations = [migrations.RunPython(fill, empty)]
