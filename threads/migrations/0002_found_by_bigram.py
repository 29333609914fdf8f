from django.db import migrations

from core.bigram_index import bigram_index


class Migration(migrations.Migration):
    replaces = [("threads", "0002_search_index")]

    dependencies = [("threads", "0001_tables")]

    operations = [bigram_index(table="threads_post", name="post_search")]
