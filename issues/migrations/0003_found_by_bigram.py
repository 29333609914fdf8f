from django.db import migrations

from core.bigram_index import bigram_index


class Migration(migrations.Migration):
    replaces = [("issues", "0027_evidence_once")]

    dependencies = [("issues", "0002_first_rules")]

    operations = [bigram_index(table="issues_case", name="case_search", is_counted=True)]
