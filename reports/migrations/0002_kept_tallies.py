"""The triggers by which the database keeps the tallies of the rates."""

from django.db import connection, migrations

from reports.services.tallies import tallies_renew
from reports.triggers import triggers_lift


def renew(apps, schema_editor):
    tallies_renew()


def lift(apps, schema_editor):
    triggers_lift(connection)


class Migration(migrations.Migration):
    replaces = [("reports", "0002_reports")]

    dependencies = [("reports", "0001_tables"), ("issues", "0003_found_by_bigram")]

    operations = [migrations.RunPython(renew, lift)]
