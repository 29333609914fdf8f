import core.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('threads', '0001_threads')]

    initial = True

    dependencies = [
        ('core', '0001_tables'),
        ('enterprises', '0001_tables'),
        ('issues', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enterprise', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='thread', to='enterprises.enterprise', verbose_name='enterprise')),
                ('case', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='thread', to='issues.case', verbose_name='case')),
                ('opened_at', models.DateTimeField(verbose_name='opened at')),
                ('last_posted_at', models.DateTimeField(verbose_name='last post')),
            ],
            options={
                'verbose_name': 'thread',
                'verbose_name_plural': 'threads',
                'ordering': ['-last_posted_at', '-id'],
                'indexes': [models.Index(fields=['-last_posted_at', '-id'], name='thread_by_last_post')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', True), ('enterprise__isnull', False)), models.Q(('case__isnull', False), ('enterprise__isnull', True)), _connector='OR'), name='thread_of_one_subject')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='threads.thread', verbose_name='thread')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('replies_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='threads.post', verbose_name='replies to')),
                ('posted_at', models.DateTimeField(verbose_name='posted at')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('submission_key', models.UUIDField(editable=False, help_text='the same page sent twice is saved once', unique=True)),
                ('search', core.fields.BigramField()),
            ],
            options={
                'verbose_name': 'post',
                'verbose_name_plural': 'posts',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['thread', 'id'], name='post_by_thread')],
                'constraints': [models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('withdrawn_at__gte', models.F('posted_at')), _connector='OR'), name='post_withdrawn_after_posting'), models.CheckConstraint(condition=models.Q(('replies_to__isnull', True), ('replies_to__lt', models.F('id')), _connector='OR'), name='post_replies_to_an_earlier_one')],
            },
        ),
        migrations.CreateModel(
            name='ReadMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='threads.thread', verbose_name='thread')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('up_to', models.PositiveBigIntegerField(default=0, help_text='the number of the last post read; 0: none yet', verbose_name='read up to')),
                ('read_at', models.DateTimeField(null=True, verbose_name='read at')),
                ('takes_part', models.BooleanField(default=False, verbose_name='takes part')),
            ],
            options={
                'verbose_name': 'read mark',
                'verbose_name_plural': 'read marks',
                'ordering': ['thread', 'person'],
                'indexes': [models.Index(condition=models.Q(('takes_part', True)), fields=['person', 'thread'], name='read_mark_of_who_takes_part')],
                'constraints': [models.UniqueConstraint(fields=('thread', 'person'), name='read_mark_once_per_person_and_thread'), models.CheckConstraint(condition=models.Q(('up_to', 0), ('read_at__isnull', False), _connector='OR'), name='read_mark_has_time')],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to='threads.post', verbose_name='post')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('asks', models.BooleanField(default=False, verbose_name='needs an answer')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled at')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='settled by')),
                ('answer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='threads.post', verbose_name='answer')),
                ('words', models.TextField(blank=True, verbose_name='how it was settled')),
            ],
            options={
                'verbose_name': 'mention',
                'verbose_name_plural': 'mentions',
                'ordering': ['id'],
                'indexes': [models.Index(condition=models.Q(('asks', True), ('settled_at__isnull', True)), fields=['person', 'post'], name='mention_waiting')],
                'constraints': [models.UniqueConstraint(fields=('post', 'person'), name='mention_once_per_person_and_post'), models.CheckConstraint(condition=models.Q(models.Q(('answer', None), ('settled_at__isnull', True), ('settled_by__isnull', True), ('words', '')), models.Q(('asks', True), ('settled_at__isnull', False), ('settled_by__isnull', False), models.Q(('answer__isnull', False), models.Q(('words', ''), _negated=True), _connector='OR')), _connector='OR'), name='mention_settled_by_an_answer_or_words')],
            },
        ),
        migrations.CreateModel(
            name='PostFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='threads.post', verbose_name='post')),
                ('stored', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
            ],
            options={
                'verbose_name': 'file of a post',
                'verbose_name_plural': 'files of posts',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='PromisedCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='promised', to='threads.post', verbose_name='post')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='promised_in', to='issues.case', verbose_name='case')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField(verbose_name='made at')),
            ],
            options={
                'verbose_name': 'case made of a post',
                'verbose_name_plural': 'cases made of posts',
                'ordering': ['id'],
            },
        ),
    ]
