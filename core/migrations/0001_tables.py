import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('core', '0001_initial'), ('core', '0002_people'), ('core', '0003_file_of_an_enterprise'), ('core', '0004_trail_chain')]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('last', models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('file', models.FileField(upload_to='files/%Y/%m/', verbose_name='file')),
                ('name', models.CharField(max_length=200, verbose_name='file name')),
                ('content_type', models.CharField(max_length=100, verbose_name='content type')),
                ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='photo taken at')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='longitude')),
                ('place_from', models.CharField(blank=True, choices=[('camera', 'the photo itself'), ('device', 'the device, agreed to when it was sent')], db_default='', max_length=6, verbose_name='place told by')),
                ('uploaded_at', models.DateTimeField(verbose_name='uploaded at')),
                ('uploaded_by', models.ForeignKey(help_text='empty: by an enterprise, without an account', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'stored file',
                'verbose_name_plural': 'stored files',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True), ('place_from', '')), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180)), models.Q(('place_from', ''), _negated=True)), _connector='OR'), name='stored_file_place_is_whole')],
            },
        ),
        migrations.CreateModel(
            name='TrailCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('queued', 'waiting'), ('running', 'running'), ('done', 'done'), ('failed', 'failed')], default='queued', max_length=10, verbose_name='state')),
                ('progress_done', models.PositiveIntegerField(default=0, verbose_name='done')),
                ('progress_total', models.PositiveIntegerField(default=0, verbose_name='total')),
                ('heartbeat_at', models.DateTimeField(blank=True, null=True, verbose_name='last sign of life')),
                ('worker', models.CharField(blank=True, editable=False, max_length=36)),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('message', models.TextField(blank=True, verbose_name='message')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('head_position', models.PositiveBigIntegerField(default=0, verbose_name='entries sealed')),
                ('head_hash', models.CharField(blank=True, max_length=64, verbose_name='hash of the last')),
                ('waiting', models.PositiveIntegerField(default=0, verbose_name='waiting to be sealed')),
                ('fault', models.CharField(blank=True, max_length=10, verbose_name='fault')),
                ('broken_position', models.PositiveBigIntegerField(blank=True, null=True)),
                ('broken_entry', models.BigIntegerField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'check of the trail',
                'verbose_name_plural': 'checks of the trail',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='TrailEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, verbose_name='at')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='actor')),
                ('actor_name', models.CharField(max_length=100, verbose_name='actor')),
                ('subject_type', models.CharField(max_length=50, verbose_name='subject type')),
                ('subject_id', models.BigIntegerField(verbose_name='subject')),
                ('subject_label', models.CharField(max_length=200, verbose_name='subject')),
                ('action', models.CharField(max_length=60, verbose_name='action')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('changes', models.JSONField(blank=True, default=dict, verbose_name='changes')),
            ],
            options={
                'verbose_name': 'trail entry',
                'verbose_name_plural': 'trail',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['subject_type', 'subject_id', '-id'], name='trail_by_subject')],
            },
        ),
        migrations.CreateModel(
            name='PhotoLikeness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='likenesses', to='core.storedfile')),
                ('earlier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.storedfile')),
                ('distance', models.PositiveSmallIntegerField(verbose_name='bits that differ')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('stored', 'earlier'), name='photo_likeness_once'), models.CheckConstraint(condition=models.Q(('stored', models.F('earlier')), _negated=True), name='photo_likeness_of_two')],
            },
        ),
        migrations.CreateModel(
            name='PhotoPrint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prints', to='core.storedfile')),
                ('part', models.PositiveSmallIntegerField()),
                ('band_0', models.IntegerField()),
                ('band_1', models.IntegerField()),
                ('band_2', models.IntegerField()),
                ('band_3', models.IntegerField()),
                ('band_4', models.IntegerField()),
                ('band_5', models.IntegerField()),
                ('band_6', models.IntegerField()),
                ('band_7', models.IntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['band_0', 'part'], name='photo_print_band_0'), models.Index(fields=['band_1', 'part'], name='photo_print_band_1'), models.Index(fields=['band_2', 'part'], name='photo_print_band_2'), models.Index(fields=['band_3', 'part'], name='photo_print_band_3'), models.Index(fields=['band_4', 'part'], name='photo_print_band_4'), models.Index(fields=['band_5', 'part'], name='photo_print_band_5'), models.Index(fields=['band_6', 'part'], name='photo_print_band_6'), models.Index(fields=['band_7', 'part'], name='photo_print_band_7')],
                'constraints': [models.UniqueConstraint(fields=('stored', 'part'), name='photo_print_once')],
            },
        ),
        migrations.CreateModel(
            name='TrailSeal',
            fields=[
                ('position', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seal', to='core.trailentry')),
                ('hash', models.CharField(max_length=64)),
                ('sealed_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['position'],
            },
        ),
    ]
