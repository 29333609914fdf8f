"""The tallies of the rates, and the triggers by which the database keeps them."""

from django.db import connection, migrations, models

from reports.services.tallies import tallies_renew
from reports.triggers import triggers_lift


def renew(apps, schema_editor):
    tallies_renew()


def lift(apps, schema_editor):
    triggers_lift(connection)


class Migration(migrations.Migration):

    initial = True

    dependencies = [("core", "0004_trail_chain"), ("issues", "0026_case_returned")]

    operations = [
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.PositiveIntegerField(help_text='of dispatch, as YYYYMM')),
                ('unit', models.BigIntegerField(help_text='that leads')),
                ('territory', models.BigIntegerField(help_text='the town where the enterprise lies')),
                ('kind', models.CharField(choices=[('issue', 'issue'), ('demand', 'demand'), ('hazard', 'hazard')], max_length=8)),
                ('mark', models.BigIntegerField(help_text='of the campaign')),
                ('is_folded', models.BooleanField(db_default=False, default=False)),
                ('response_numerator', models.IntegerField(db_default=0, default=0)),
                ('response_denominator', models.IntegerField(db_default=0, default=0)),
                ('closure_numerator', models.IntegerField(db_default=0, default=0)),
                ('closure_denominator', models.IntegerField(db_default=0, default=0)),
                ('on_time_numerator', models.IntegerField(db_default=0, default=0)),
                ('on_time_denominator', models.IntegerField(db_default=0, default=0)),
                ('on_time_original_numerator', models.IntegerField(db_default=0, default=0)),
                ('on_time_original_denominator', models.IntegerField(db_default=0, default=0)),
                ('satisfaction_numerator', models.IntegerField(db_default=0, default=0)),
                ('satisfaction_denominator', models.IntegerField(db_default=0, default=0)),
                ('returned_numerator', models.IntegerField(db_default=0, default=0)),
                ('returned_denominator', models.IntegerField(db_default=0, default=0)),
                ('misdirected_numerator', models.IntegerField(db_default=0, default=0)),
                ('misdirected_denominator', models.IntegerField(db_default=0, default=0)),
                ('reopened_numerator', models.IntegerField(db_default=0, default=0)),
                ('reopened_denominator', models.IntegerField(db_default=0, default=0)),
                ('relapse_numerator', models.IntegerField(db_default=0, default=0)),
                ('relapse_denominator', models.IntegerField(db_default=0, default=0)),
                ('left_out', models.IntegerField(db_default=0, default=0)),
            ],
            options={
                'verbose_name': 'tally',
                'verbose_name_plural': 'tallies',
                'indexes': [models.Index(condition=models.Q(('is_folded', False)), fields=['month'], name='tally_entered')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_folded', True)), fields=('month', 'unit', 'territory', 'kind', 'mark'), name='tally_folded_once')],
            },
        ),
        migrations.RunPython(renew, lift),
    ]
