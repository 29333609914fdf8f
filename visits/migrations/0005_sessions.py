import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enterprises', '0004_codes'),
        ('issues', '0016_search_texts'),
        ('organizations', '0004_saved_views'),
        ('visits', '0004_team_seats'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('theme', models.CharField(max_length=80, verbose_name='theme')),
                ('kind', models.CharField(choices=[('face_to_face', 'face-to-face session'), ('on_site', 'on-site problem-solving meeting')], default='face_to_face', max_length=12, verbose_name='kind')),
                ('held_at', models.DateTimeField(verbose_name='held at')),
                ('place', models.CharField(max_length=80, verbose_name='place')),
                ('answers_due_on', models.DateField(verbose_name='preliminary answers by')),
                ('resolve_days', models.PositiveSmallIntegerField(default=10, help_text='working days, counted from the closing of the session', validators=[django.core.validators.MinValueValidator(1)], verbose_name='to be solved within')),
                ('state', models.CharField(choices=[('planned', 'in preparation'), ('asked', 'questions sent'), ('meeting', 'under way'), ('closed', 'closed')], default='planned', max_length=8, verbose_name='state')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed at')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('leader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='leading district leader')),
                ('town', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization', verbose_name='town')),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'ordering': ['-held_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='SessionEnterprise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='why it was chosen')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprises.enterprise', verbose_name='enterprise')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chosen', to='visits.session', verbose_name='session')),
            ],
            options={
                'verbose_name': 'enterprise of a session',
                'verbose_name_plural': 'enterprises of sessions',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='SessionQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100, verbose_name='question')),
                ('text', models.TextField(blank=True, verbose_name='situation')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('preliminary', models.TextField(blank=True, verbose_name='preliminary answer')),
                ('preliminary_at', models.DateTimeField(blank=True, null=True, verbose_name='prepared at')),
                ('decision', models.CharField(blank=True, choices=[('answered', 'answered'), ('plan', 'plan and route'), ('dispatch', 'to be dispatched')], max_length=8, verbose_name='decided')),
                ('decision_text', models.TextField(blank=True, verbose_name='answer, or plan and route')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('case', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='session_question', to='issues.case', verbose_name='case')),
                ('chosen', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='visits.sessionenterprise', verbose_name='enterprise')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization', verbose_name='unit asked')),
                ('preliminary_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='prepared by')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='visits.session', verbose_name='session')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization', verbose_name='lead unit')),
            ],
            options={
                'verbose_name': 'question of a session',
                'verbose_name_plural': 'questions of sessions',
                'ordering': ['chosen', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='session_closed_has_time'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('resolve_days__gte', 1)), name='session_leaves_a_day_to_solve'),
        ),
        migrations.AddConstraint(
            model_name='sessionenterprise',
            constraint=models.UniqueConstraint(fields=('session', 'enterprise'), name='enterprise_once_in_a_session'),
        ),
        migrations.AddConstraint(
            model_name='sessionquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'plan'), _negated=True), models.Q(models.Q(('decision_text', ''), _negated=True), ('unit__isnull', False)), _connector='OR'), name='session_plan_has_text_and_unit'),
        ),
        migrations.AddConstraint(
            model_name='sessionquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'dispatch'), _negated=True), ('unit__isnull', False), _connector='OR'), name='session_dispatch_has_unit'),
        ),
        migrations.AddConstraint(
            model_name='sessionquestion',
            constraint=models.CheckConstraint(condition=models.Q(('case__isnull', True), ('decision__in', ('plan', 'dispatch')), _connector='OR'), name='session_case_of_what_stayed_open'),
        ),
    ]
