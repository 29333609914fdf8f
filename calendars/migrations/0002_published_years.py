"""Give every database its calendar: the published years and the provisional ones after them."""

from django.db import migrations
from django.utils import timezone

from calendars.counting import WorkingCalendar
from calendars.facts import DayFact
from calendars.schedule import YEARS_AHEAD, day_columns, scheduled_days, stretch_columns


def fill_days(apps, schema_editor):
    Day = apps.get_model("calendars", "Day")
    Edition = apps.get_model("calendars", "Edition")
    calendar = WorkingCalendar(scheduled_days(timezone.localdate().year + YEARS_AHEAD))
    names = {field.name for field in Day._meta.get_fields()}
    rows = ({name: row[name] for name in names} for row in day_columns(calendar))
    Day.objects.bulk_create((Day(**row) for row in rows), batch_size=2000)
    Edition.objects.create(reason="first edition", from_on=calendar.first, until_on=calendar.last)


def fill_office_hours(apps, schema_editor):
    """The hours of each day, stretch by stretch."""
    Day = apps.get_model("calendars", "Day")
    Stretch = apps.get_model("calendars", "Stretch")
    columns = ("date", "is_working", "is_scheduled", "source")
    days = Day.objects.order_by("date").values_list(*columns)
    calendar = WorkingCalendar(DayFact(*row) for row in days)
    rows = stretch_columns(calendar, calendar.first)
    Stretch.objects.bulk_create((Stretch(**row) for row in rows), batch_size=2000)


def empty(apps, schema_editor):
    for name in ("Stretch", "Day", "Edition"):
        apps.get_model("calendars", name).objects.all().delete()


class Migration(migrations.Migration):
    replaces = [("calendars", "0004_stretches")]

    dependencies = [("calendars", "0001_tables")]

    operations = [
        migrations.RunPython(fill_days, empty),
        migrations.RunPython(fill_office_hours, migrations.RunPython.noop),
    ]
