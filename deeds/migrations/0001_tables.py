import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('deeds', '0001_deeds')]

    initial = True

    dependencies = [
        ('core', '0001_tables'),
        ('enterprises', '0001_tables'),
        ('organizations', '0001_tables'),
        ('visits', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100, verbose_name='the wish')),
                ('detail', models.TextField(blank=True, verbose_name='more about it')),
                ('category', models.CharField(choices=[('goods', 'things needed'), ('care', 'company and care'), ('learning', 'learning and growing up'), ('repair', 'small repairs'), ('health', 'health'), ('work', 'work and skills'), ('other', 'others')], max_length=8, verbose_name='category')),
                ('source', models.CharField(choices=[('visit', 'on a visit'), ('community', 'in the community')], max_length=9, verbose_name='where collected')),
                ('wanted_by', models.DateField(verbose_name='wanted by')),
                ('name', models.CharField(max_length=50, verbose_name='whose wish')),
                ('contact', models.CharField(max_length=100, verbose_name='how to reach them')),
                ('enterprise', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='enterprises.enterprise', verbose_name='enterprise')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='organizations.organization', verbose_name='collected for')),
                ('collected_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='collected by')),
                ('collected_at', models.DateTimeField(verbose_name='collected at')),
                ('state', models.CharField(choices=[('collected', 'collected'), ('published', 'to be claimed'), ('claimed', 'claimed'), ('fulfilled', 'fulfilled, not confirmed yet'), ('thanked', 'fulfilled and confirmed'), ('withdrawn', 'withdrawn')], default='collected', max_length=9, verbose_name='state')),
                ('open_since', models.DateField(blank=True, help_text='anew when it was given back', null=True, verbose_name='on the wall since')),
                ('withdrawn_because', models.TextField(blank=True, verbose_name='withdrawn because')),
            ],
            options={
                'verbose_name': 'micro-wish',
                'verbose_name_plural': 'micro-wishes',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['state', 'wanted_by'], name='wish_by_state_and_day'), models.Index(fields=['unit', 'state'], name='wish_by_unit_and_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('published', 'claimed', 'fulfilled', 'thanked')), _negated=True), ('open_since__isnull', False), _connector='OR'), name='wish_on_the_wall_since_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), models.Q(('withdrawn_because', ''), _negated=True)), models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('withdrawn_because', '')), _connector='OR'), name='wish_withdrawn_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Deed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deeds', to='organizations.organization', verbose_name='branch')),
                ('year', models.PositiveSmallIntegerField(editable=False, verbose_name='year')),
                ('title', models.CharField(max_length=100, verbose_name='the deed')),
                ('for_whom', models.CharField(blank=True, max_length=100, verbose_name='for whom')),
                ('enterprise', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deeds', to='enterprises.enterprise', verbose_name='enterprise')),
                ('plan', models.TextField(verbose_name='what will be done')),
                ('responsible', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='responsible person')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='to')),
                ('state', models.CharField(choices=[('proposed', 'proposed'), ('under_way', 'under way'), ('to_accept', 'awaiting its return visit'), ('accepted', 'accepted'), ('aside', 'put aside')], default='proposed', max_length=9, verbose_name='state')),
                ('round', models.PositiveSmallIntegerField(default=1, verbose_name='round')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('proposed_at', models.DateTimeField(verbose_name='proposed at')),
                ('handed_in_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handed in by')),
                ('handed_in_at', models.DateTimeField(blank=True, null=True, verbose_name='handed in at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('aside_because', models.TextField(blank=True, verbose_name='put aside because')),
            ],
            options={
                'verbose_name': 'practical deed',
                'verbose_name_plural': 'practical deeds',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['organization', 'year'], name='deed_by_branch_and_year'), models.Index(fields=['state', 'ends_on'], name='deed_by_state_and_end')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='deed_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('for_whom', ''), _negated=True), ('enterprise__isnull', False), _connector='OR'), name='deed_is_for_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state', 'aside'), models.Q(('aside_because', ''), _negated=True)), models.Q(models.Q(('state', 'aside'), _negated=True), ('aside_because', '')), _connector='OR'), name='deed_put_aside_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wish', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='deeds.wish', verbose_name='micro-wish')),
                ('unit', models.ForeignKey(blank=True, help_text='empty: the person for themselves', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization', verbose_name='unit that claims')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who claims')),
                ('collector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who collected it')),
                ('claimed_at', models.DateTimeField(verbose_name='claimed at')),
                ('words', models.TextField(blank=True, verbose_name='how it will be fulfilled')),
                ('given_back_at', models.DateTimeField(blank=True, null=True, verbose_name='given back at')),
                ('given_back_because', models.TextField(blank=True, verbose_name='given back because')),
            ],
            options={
                'verbose_name': 'claim of a wish',
                'verbose_name_plural': 'claims of wishes',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('given_back_at__isnull', True)), fields=('wish',), name='claim_one_in_force'), models.CheckConstraint(condition=models.Q(models.Q(('given_back_at__isnull', True), ('given_back_because', '')), models.Q(('given_back_at__isnull', False), models.Q(('given_back_because', ''), _negated=True)), _connector='OR'), name='claim_given_back_with_a_reason'), models.CheckConstraint(condition=models.Q(('person', models.F('collector')), _negated=True), name='claim_not_by_the_collector')],
            },
        ),
        migrations.CreateModel(
            name='DeedAcceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='deeds.deed', verbose_name='practical deed')),
                ('round', models.PositiveSmallIntegerField(verbose_name='round')),
                ('is_done', models.BooleanField(verbose_name='really done?')),
                ('satisfaction', models.PositiveSmallIntegerField(choices=[(1, 'very dissatisfied'), (2, 'dissatisfied'), (3, 'neither'), (4, 'satisfied'), (5, 'very satisfied')], verbose_name='how satisfied the people are')),
                ('words', models.TextField(blank=True, verbose_name='in words')),
                ('visited_on', models.DateField(verbose_name='visited on')),
                ('visit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deed_acceptances', to='visits.visit', verbose_name='return visit')),
                ('deed_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('responsible', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('handed_in_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('acceptor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who looked')),
                ('acceptor_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                ('at', models.DateTimeField(verbose_name='recorded at')),
            ],
            options={
                'verbose_name': 'return visit of a deed',
                'verbose_name_plural': 'return visits of deeds',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('deed', 'round'), name='deed_accepted_once_per_round'), models.CheckConstraint(condition=models.Q(models.Q(('acceptor_unit', models.F('deed_unit')), _negated=True), models.Q(('acceptor', models.F('handed_in_by')), _negated=True), models.Q(('acceptor', models.F('responsible')), _negated=True)), name='deed_accepted_by_others'), models.CheckConstraint(condition=models.Q(('is_done', True), models.Q(('words', ''), _negated=True), _connector='OR'), name='deed_sent_back_with_a_reason'), models.CheckConstraint(condition=models.Q(('satisfaction__range', (1, 5))), name='deed_satisfaction_of_five')],
            },
        ),
        migrations.CreateModel(
            name='DeedEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='deeds.deed', verbose_name='practical deed')),
                ('round', models.PositiveSmallIntegerField(verbose_name='round')),
                ('done_on', models.DateField(verbose_name='day')),
                ('words', models.TextField(verbose_name='what was done')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('at', models.DateTimeField(verbose_name='written at')),
            ],
            options={
                'verbose_name': 'progress of a deed',
                'verbose_name_plural': 'progress of deeds',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['deed', '-id'], name='deed_entry_by_deed')],
            },
        ),
        migrations.CreateModel(
            name='Fulfilment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fulfilments', to='deeds.claim', verbose_name='claim of a wish')),
                ('words', models.TextField(blank=True, verbose_name='how it was fulfilled')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('claimed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(verbose_name='recorded at')),
                ('is_confirmed', models.BooleanField(null=True, verbose_name='really fulfilled?')),
                ('satisfaction', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'very dissatisfied'), (2, 'dissatisfied'), (3, 'neither'), (4, 'satisfied'), (5, 'very satisfied')], null=True, verbose_name='how satisfied they are')),
                ('thanks', models.TextField(blank=True, verbose_name='in the words of whose wish it was')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who asked them')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='asked at')),
            ],
            options={
                'verbose_name': 'fulfilment of a wish',
                'verbose_name_plural': 'fulfilments of wishes',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_confirmed__isnull', True)), fields=('claim',), name='fulfilment_one_to_be_confirmed'), models.CheckConstraint(condition=models.Q(models.Q(('asked_at__isnull', True), ('asked_by__isnull', True), ('is_confirmed__isnull', True)), models.Q(('asked_at__isnull', False), ('asked_by__isnull', False), ('is_confirmed__isnull', False), ('satisfaction__range', (1, 5))), _connector='OR'), name='fulfilment_confirmed_whole'), models.CheckConstraint(condition=models.Q(('asked_by__isnull', True), models.Q(models.Q(('asked_by', models.F('by')), _negated=True), models.Q(('asked_by', models.F('claimed_by')), _negated=True)), _connector='OR'), name='fulfilment_confirmed_by_others'), models.CheckConstraint(condition=models.Q(models.Q(('is_confirmed', False), _negated=True), models.Q(('thanks', ''), _negated=True), _connector='OR'), name='fulfilment_sent_back_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='DeedPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='deeds.deedentry', verbose_name='progress of a deed')),
                ('stored', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
            ],
            options={
                'verbose_name': 'photo of a deed',
                'verbose_name_plural': 'photos of deeds',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='FulfilmentPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fulfilment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='deeds.fulfilment', verbose_name='fulfilment of a wish')),
                ('stored', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
            ],
            options={
                'verbose_name': 'photo of a fulfilled wish',
                'verbose_name_plural': 'photos of fulfilled wishes',
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='Deed',
            name='evidence',
            field=models.ForeignKey(blank=True, help_text='the newest photo of the round when it was handed in', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deeds.deedphoto', verbose_name='photo that shows it'),
        ),
        migrations.AddConstraint(
            model_name='Deed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('to_accept', 'accepted')), _negated=True), models.Q(('evidence__isnull', False), ('handed_in_at__isnull', False), ('handed_in_by__isnull', False)), _connector='OR'), name='deed_handed_in_with_a_photo'),
        ),
    ]
