from django.db import migrations

from core.bigram_index import bigram_index


class Migration(migrations.Migration):
    replaces = [("enterprises", "0011_suspended")]

    dependencies = [("enterprises", "0001_tables")]

    operations = [bigram_index(table="enterprises_enterprise", name="enterprise_search_gin", is_counted=True)]
