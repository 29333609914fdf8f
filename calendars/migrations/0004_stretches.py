"""Give every database the office hours of its calendar, stretch by stretch."""

from django.db import migrations

from calendars.counting import WorkingCalendar
from calendars.facts import DayFact
from calendars.schedule import stretch_columns


def fill(apps, schema_editor):
    Day = apps.get_model("calendars", "Day")
    Stretch = apps.get_model("calendars", "Stretch")
    columns = ("date", "is_working", "is_scheduled", "source")
    days = Day.objects.order_by("date").values_list(*columns)
    calendar = WorkingCalendar(DayFact(*row) for row in days)
    if calendar.days:
        rows = stretch_columns(calendar, calendar.first)
        Stretch.objects.bulk_create((Stretch(**row) for row in rows), batch_size=2000)


def empty(apps, schema_editor):
    apps.get_model("calendars", "Stretch").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("calendars", "0003_hours")]

    operations = [migrations.RunPython(fill, empty)]
