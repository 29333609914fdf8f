import core.tokens
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('letters', '0001_letters')]

    initial = True

    dependencies = [
        ('core', '0001_tables'),
        ('enterprises', '0001_tables'),
        ('organizations', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='number')),
                ('title', models.CharField(max_length=100, verbose_name='title')),
                ('body', models.TextField(help_text='with fields in braces', verbose_name='text')),
                ('segment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprises.segment', verbose_name='segment')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization', verbose_name='from')),
                ('reply_by_on', models.DateField(verbose_name='receipt wanted by')),
                ('remind_days', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MaxValueValidator(30)], verbose_name='remind so many working days before')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('sent', 'sent'), ('closed', 'closed')], default='draft', max_length=6, verbose_name='state')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('created_at', models.DateTimeField(verbose_name='written at')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent at')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='closed at')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('body', ''), _negated=True)), name='letter_has_title_and_text'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', True), ('sent_by__isnull', True), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('sent_at__isnull', False), ('sent_by__isnull', False)), _connector='OR'), name='letter_sent_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='letter_closed_has_time')],
            },
        ),
        migrations.CreateModel(
            name='LetterRecipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recipients', to='letters.letter', verbose_name='letter')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprises.enterprise', verbose_name='enterprise')),
                ('facts', models.JSONField(default=dict, verbose_name='facts')),
                ('taken_into', models.ForeignKey(help_text='the row of the enterprise with which this one was merged', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_in', to='letters.letterrecipient', verbose_name='counted as')),
            ],
            options={
                'verbose_name': 'recipient of a letter',
                'verbose_name_plural': 'recipients of letters',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('taken_into__isnull', True)), fields=('letter', 'enterprise'), name='enterprise_once_in_a_letter'), models.CheckConstraint(condition=models.Q(('taken_into__isnull', True), models.Q(('taken_into', models.F('id')), _negated=True), _connector='OR'), name='letter_recipient_not_taken_into_itself')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='letters.letter', verbose_name='letter')),
                ('on', models.DateField(verbose_name='day')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('is_automatic', models.BooleanField(default=False, verbose_name='by itself')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('missing', models.PositiveIntegerField(verbose_name='receipts missing')),
                ('told', models.PositiveIntegerField(verbose_name='people told')),
            ],
            options={
                'verbose_name': 'reminder of a letter',
                'verbose_name_plural': 'reminders of letters',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('letter', 'on'), name='letter_reminded_once_a_day'), models.UniqueConstraint(condition=models.Q(('is_automatic', True)), fields=('letter',), name='letter_reminded_once_by_itself'), models.CheckConstraint(condition=models.Q(models.Q(('is_automatic', True), ('made_by__isnull', True)), models.Q(('is_automatic', False), ('made_by__isnull', False)), _connector='OR'), name='letter_reminder_by_somebody_or_itself')],
            },
        ),
        migrations.CreateModel(
            name='Sending',
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
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sendings', to='letters.letter', verbose_name='letter')),
            ],
            options={
                'verbose_name': 'sending of a letter',
                'verbose_name_plural': 'sendings of letters',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('queued', 'running'))), fields=('letter',), name='letter_sending_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='LetterLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.CharField(default=core.tokens.seed_new, editable=False, max_length=32)),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='used at')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='replaced at')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='letters.letterrecipient', verbose_name='recipient')),
            ],
            options={
                'verbose_name': 'link to a letter',
                'verbose_name_plural': 'links to letters',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('recipient',), name='letter_link_one_per_recipient'), models.CheckConstraint(condition=models.Q(('used_at__isnull', True), ('superseded_at__isnull', True), _connector='OR'), name='letter_link_used_is_not_superseded'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='letter_link_expires_after_made')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='receipt', to='letters.letterrecipient', verbose_name='recipient')),
                ('way', models.CharField(choices=[('link', 'by link'), ('code', "by the enterprise's code"), ('paper', 'on paper')], max_length=5, verbose_name='way')),
                ('signer_name', models.CharField(max_length=60, verbose_name='signed by')),
                ('signed_on', models.DateField(verbose_name='signed on')),
                ('confirmed_at', models.DateTimeField(verbose_name='confirmed at')),
                ('link', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='receipt', to='letters.letterlink')),
                ('code', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprises.enterprisecode')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('corrected_at', models.DateTimeField(null=True, verbose_name='corrected at')),
            ],
            options={
                'verbose_name': 'receipt of a letter',
                'verbose_name_plural': 'receipts of letters',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('code__isnull', True), ('link__isnull', False), ('way', 'link')), models.Q(('code__isnull', False), ('link__isnull', True), ('way', 'code')), models.Q(('code__isnull', True), ('link__isnull', True), ('way', 'paper')), _connector='OR'), name='letter_receipt_by_its_way'), models.CheckConstraint(condition=models.Q(models.Q(('recorded_by__isnull', False), ('way', 'paper')), models.Q(models.Q(('way', 'paper'), _negated=True), ('recorded_by__isnull', True)), _connector='OR'), name='letter_receipt_on_paper_by_an_official'), models.CheckConstraint(condition=models.Q(('signer_name', ''), _negated=True), name='letter_receipt_is_signed')],
            },
        ),
        migrations.CreateModel(
            name='ReceiptPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('receipt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='letters.receipt')),
                ('stored', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('replaced_at', models.DateTimeField(null=True, verbose_name='replaced at')),
            ],
            options={
                'verbose_name': 'photo of a receipt',
                'verbose_name_plural': 'photos of receipts',
                'ordering': ['id'],
            },
        ),
    ]
