import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('calendars', '0001_initial'), ('calendars', '0002_calendar_days'), ('calendars', '0003_hours')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Day',
            fields=[
                ('date', models.DateField(primary_key=True, serialize=False, verbose_name='date')),
                ('is_working', models.BooleanField(verbose_name='working day')),
                ('is_scheduled', models.BooleanField(verbose_name='working day by the schedule')),
                ('name', models.CharField(blank=True, max_length=40, verbose_name='name')),
                ('source', models.CharField(choices=[('state_council', "State Council's schedule"), ('imported', 'schedule read in by the district'), ('provisional', 'provisional, schedule not yet published')], max_length=14, verbose_name='source')),
                ('note', models.CharField(blank=True, max_length=100, verbose_name="district's reason")),
                ('hours', models.CharField(blank=True, help_text='empty: the usual ones', max_length=60, verbose_name='own office hours')),
                ('ordinal', models.PositiveIntegerField(db_index=True, verbose_name='ordinal')),
                ('opens_at', models.DateTimeField(verbose_name='opens at')),
                ('closes_at', models.DateTimeField(verbose_name='closes at')),
            ],
            options={
                'verbose_name': 'calendar day',
                'verbose_name_plural': 'calendar days',
                'ordering': ['date'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_working', True)), fields=('ordinal',), name='day_working_ordinal_once'), models.CheckConstraint(condition=models.Q(models.Q(('hours', ''), ('is_working', models.F('is_scheduled'))), models.Q(('note', ''), _negated=True), _connector='OR'), name='day_district_decision_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stamp', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made at')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('from_on', models.DateField(verbose_name='first day touched')),
                ('until_on', models.DateField(verbose_name='last day touched')),
                ('moved', models.PositiveIntegerField(default=0, verbose_name='deadlines moved')),
            ],
            options={
                'verbose_name': 'edition of the calendar',
                'verbose_name_plural': 'editions of the calendar',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='OfficeHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since_on', models.DateField(unique=True, verbose_name='from')),
                ('hours', models.CharField(max_length=60, verbose_name='office hours')),
            ],
            options={
                'verbose_name': 'usual office hours',
                'verbose_name_plural': 'usual office hours',
                'ordering': ['since_on'],
            },
        ),
        migrations.CreateModel(
            name='Stretch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(db_index=True, verbose_name='date')),
                ('opens_at', models.DateTimeField(verbose_name='opens at')),
                ('closes_at', models.DateTimeField(unique=True, verbose_name='closes at')),
                ('worked', models.DurationField(unique=True, verbose_name='worked by then')),
            ],
            options={
                'verbose_name': 'stretch of office hours',
                'verbose_name_plural': 'stretches of office hours',
                'constraints': [models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='stretch_closes_after_it_opens')],
            },
        ),
    ]
