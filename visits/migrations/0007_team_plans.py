import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enterprises', '0004_codes'),
        ('organizations', '0003_one_catch_all'),
        ('visits', '0006_draws'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TeamPlan',
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
                ('name', models.CharField(max_length=50, verbose_name='name')),
                ('takes_effect_on', models.DateField(verbose_name='takes effect on')),
                ('evenness', models.PositiveSmallIntegerField(default=20, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='evenness')),
                ('is_town_strict', models.BooleanField(default=False, verbose_name='town heads serve their own town only')),
                ('bounds', models.JSONField(blank=True, default=dict, verbose_name='bounds of the load')),
                ('by_wish', models.JSONField(blank=True, default=dict, verbose_name='cost by wish')),
                ('cost', models.PositiveIntegerField(default=0, verbose_name='cost')),
                ('bound', models.PositiveIntegerField(default=0, verbose_name='bound')),
                ('seconds', models.FloatField(default=0, verbose_name='seconds')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('towns', models.ManyToManyField(blank=True, related_name='+', to='organizations.organization', verbose_name='towns in scope')),
            ],
            options={
                'verbose_name': 'plan of teams',
                'verbose_name_plural': 'plans of teams',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='PlanRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weight', models.PositiveSmallIntegerField(default=1, verbose_name='weight')),
                ('cost', models.PositiveIntegerField(default=0, verbose_name='cost')),
                ('reasons', models.JSONField(blank=True, default=list, verbose_name='wishes not met')),
                ('is_moved', models.BooleanField(default=False, verbose_name='changes its team')),
                ('is_adjusted', models.BooleanField(default=False, verbose_name='adjusted by hand')),
                ('before', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='visits.visitteam', verbose_name='team until now')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='enterprises.enterprise', verbose_name='enterprise')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='visits.visitteam', verbose_name='visit team')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='visits.teamplan')),
            ],
            options={
                'verbose_name': 'row of a plan',
                'verbose_name_plural': 'rows of a plan',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='IndustryDepartment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=3, verbose_name='industry')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization', verbose_name='department')),
            ],
            options={
                'verbose_name': 'department of an industry',
                'verbose_name_plural': 'departments of industries',
                'ordering': ['code', 'department'],
                'constraints': [models.UniqueConstraint(fields=('code', 'department'), name='industry_fits_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='teamplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('state', 'done')), _connector='OR'), name='plan_approved_by_somebody_when_done'),
        ),
        migrations.AddIndex(
            model_name='planrow',
            index=models.Index(fields=['plan', 'team'], name='planrow_by_team'),
        ),
        migrations.AddConstraint(
            model_name='planrow',
            constraint=models.UniqueConstraint(fields=('plan', 'enterprise'), name='plan_row_one_team'),
        ),
        migrations.RemoveConstraint(
            model_name="teamenterprise",
            name="enterprise_changes_team_once_a_day",
        ),
    ]
