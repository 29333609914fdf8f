import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('notices', '0001_initial'), ('notices', '0002_deliveries_and_routes')]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='recipient')),
                ('template', models.CharField(help_text='which text: a key of notices.texts', max_length=40, verbose_name='text')),
                ('label', models.CharField(db_default='', help_text='what it is about, by name', max_length=200, verbose_name='subject')),
                ('params', models.JSONField(db_default=models.Value({}, models.JSONField()), help_text='further facts that the text needs', verbose_name='facts')),
                ('level', models.CharField(choices=[('info', 'for information'), ('blue', 'reminder'), ('orange', 'overdue'), ('red', 'supervised')], db_default='info', max_length=6, verbose_name='level')),
                ('url', models.CharField(db_default='', help_text='a path of this site, or nothing', max_length=200, verbose_name='address')),
                ('subject_type', models.CharField(db_default='', help_text='such as issues.case', max_length=50, verbose_name='subject type')),
                ('subject_id', models.BigIntegerField(blank=True, null=True, verbose_name='subject number')),
                ('dedupe_key', models.CharField(help_text='names the event and the recipient', max_length=120, unique=True, verbose_name='event')),
                ('state', models.CharField(choices=[('pending', 'waiting'), ('delivered', 'delivered')], db_default='pending', max_length=10, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(db_default=0, verbose_name='attempts')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='created at')),
                ('deliver_after', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='not before')),
                ('delivered_at', models.DateTimeField(blank=True, null=True, verbose_name='delivered at')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read at')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('state', 'pending')), fields=['deliver_after'], name='notice_pending'), models.Index(condition=models.Q(('read_at__isnull', True), ('state', 'delivered')), fields=['recipient', 'delivered_at'], name='notice_unread'), models.Index(fields=['recipient', '-id'], name='notice_by_recipient')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('delivered_at__isnull', False), ('state', 'delivered')), models.Q(models.Q(('state', 'delivered'), _negated=True), ('delivered_at__isnull', True), ('read_at__isnull', True)), _connector='OR'), name='notice_delivered_has_time')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='notice_preference', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('rhythm', models.CharField(blank=True, choices=[('', 'As is usual for my post'), ('at_once', 'Each as it comes, in working hours'), ('digest', 'One digest each working morning')], default='', help_text='Usually leaders get one digest each working morning, others each as it comes.', max_length=8, verbose_name='When')),
                ('red_any_time', models.BooleanField(default=False, help_text='What is on the supervision list comes at night and on days off, too.', verbose_name='Red ones at any hour')),
            ],
            options={
                'verbose_name': 'notice preference',
                'verbose_name_plural': 'notice preferences',
            },
        ),
        migrations.CreateModel(
            name='Route',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notice_routes', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('channel', models.CharField(choices=[('email', 'E-mail'), ('dingtalk', 'DingTalk robot'), ('wecom', 'WeCom robot'), ('feishu', 'Feishu robot'), ('webhook', 'Signed webhook')], max_length=10, verbose_name='channel')),
                ('is_on', models.BooleanField(default=True, verbose_name='in use')),
                ('sealed_address', models.TextField(editable=False)),
                ('sealed_secret', models.TextField(blank=True, editable=False)),
                ('hint', models.CharField(editable=False, max_length=100, verbose_name='address')),
                ('tested_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='tested at')),
                ('test_failure', models.CharField(blank=True, editable=False, max_length=200, verbose_name='test failed')),
            ],
            options={
                'verbose_name': 'notice route',
                'verbose_name_plural': 'notice routes',
                'constraints': [models.UniqueConstraint(fields=('user', 'channel'), name='route_one_per_channel')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='notices.notice', verbose_name='notice')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recipient')),
                ('channel', models.CharField(choices=[('email', 'E-mail'), ('dingtalk', 'DingTalk robot'), ('wecom', 'WeCom robot'), ('feishu', 'Feishu robot'), ('webhook', 'Signed webhook')], max_length=10, verbose_name='channel')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('delivered', 'delivered'), ('spared', 'no longer needed'), ('failed', 'failed')], db_default='waiting', max_length=10, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(db_default=0, verbose_name='attempts')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='created at')),
                ('deliver_after', models.DateTimeField(verbose_name='not before')),
                ('message', models.UUIDField(blank=True, null=True, verbose_name='message')),
                ('claim', models.UUIDField(blank=True, null=True)),
                ('claimed_until', models.DateTimeField(blank=True, null=True)),
                ('delivered_at', models.DateTimeField(blank=True, null=True, verbose_name='delivered at')),
                ('failure', models.CharField(blank=True, db_default='', max_length=200, verbose_name='why it failed')),
            ],
            options={
                'verbose_name': 'delivery',
                'verbose_name_plural': 'deliveries',
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['deliver_after', 'id'], name='delivery_waiting'), models.Index(condition=models.Q(('state', 'failed')), fields=['-id'], name='delivery_failed'), models.Index(fields=['message'], name='delivery_by_message'), models.Index(fields=['recipient', 'channel', 'delivered_at'], name='delivery_by_recipient')],
                'constraints': [models.UniqueConstraint(fields=('notice', 'channel'), name='delivery_once_per_channel'), models.CheckConstraint(condition=models.Q(models.Q(('delivered_at__isnull', False), ('message__isnull', False), ('state', 'delivered')), models.Q(models.Q(('state', 'delivered'), _negated=True), ('delivered_at__isnull', True)), _connector='OR'), name='delivery_delivered_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('failure', ''), _negated=True), _connector='OR'), name='delivery_failed_has_reason')],
            },
        ),
    ]
