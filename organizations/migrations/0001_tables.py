import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('organizations', '0001_initial'), ('organizations', '0002_no_unit_below_itself'), ('organizations', '0003_one_catch_all'), ('organizations', '0004_saved_views')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('short_name', models.CharField(blank=True, max_length=30, verbose_name='short name')),
                ('initials', models.CharField(db_index=True, editable=False, max_length=60, verbose_name='pinyin initials')),
                ('kind', models.CharField(choices=[('district', 'district'), ('department', 'department'), ('town', 'town, street or park'), ('community', 'community'), ('branch', 'party branch')], max_length=12, verbose_name='kind')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organizations.organization', verbose_name='above')),
                ('path', models.CharField(db_index=True, editable=False, max_length=200)),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('is_visit_office', models.BooleanField(default=False, verbose_name='is the visit office')),
                ('is_catch_all', models.BooleanField(default=False, verbose_name='takes cases nobody owns')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'organization',
                'verbose_name_plural': 'organizations',
                'ordering': ['order', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_visit_office', True)), fields=('is_visit_office',), name='organization_one_visit_office'), models.UniqueConstraint(condition=models.Q(('is_catch_all', True)), fields=('is_catch_all',), name='organization_one_catch_all'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='organization_not_below_itself')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('full_name', models.CharField(max_length=50, verbose_name='full name')),
                ('initials', models.CharField(db_index=True, editable=False, max_length=60, verbose_name='pinyin initials')),
                ('title', models.CharField(blank=True, max_length=50, verbose_name='title')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('must_change_password', models.BooleanField(default=False, verbose_name='must change password')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['id'],
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='organizations.organization', verbose_name='organization')),
                ('role', models.CharField(choices=[('visiting_official', 'visiting official'), ('handler', 'handler'), ('unit_head', 'unit head'), ('visit_office', 'visit office'), ('safety_officer', 'safety officer'), ('district_leader', 'district leader'), ('report_staff', 'report staff'), ('auditor', 'auditor'), ('administrator', 'administrator')], max_length=20, verbose_name='role')),
                ('since_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='since')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
            ],
            options={
                'verbose_name': 'role in a unit',
                'verbose_name_plural': 'roles in units',
                'constraints': [models.UniqueConstraint(fields=('user', 'organization', 'role'), name='membership_once'), models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('since_on')), _connector='OR'), name='membership_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='organizations.organization', verbose_name='organization')),
                ('kind', models.CharField(choices=[('head', 'head of the unit'), ('leader', 'district leader'), ('principal', 'principal leader of the district')], max_length=10, verbose_name='kind')),
                ('title', models.CharField(max_length=60, verbose_name='title')),
                ('holder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='positions', to=settings.AUTH_USER_MODEL, verbose_name='holder')),
                ('delegate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='delegations', to=settings.AUTH_USER_MODEL, verbose_name='delegate during leave')),
                ('delegate_from_on', models.DateField(blank=True, null=True, verbose_name='delegate from')),
                ('delegate_until_on', models.DateField(blank=True, null=True, verbose_name='delegate until')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'position',
                'verbose_name_plural': 'positions',
                'ordering': ['order', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'head')), fields=('organization',), name='position_one_head_per_unit'), models.CheckConstraint(condition=models.Q(('delegate__isnull', True), models.Q(('delegate_from_on__isnull', False), ('delegate_until_on__gte', models.F('delegate_from_on'))), _connector='OR'), name='position_delegate_has_period')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('path', models.CharField(max_length=100, verbose_name='list')),
                ('query', models.CharField(blank=True, max_length=2000, verbose_name='filter and order')),
                ('name', models.CharField(max_length=20, verbose_name='name')),
            ],
            options={
                'verbose_name': 'saved view',
                'verbose_name_plural': 'saved views',
                'ordering': ['path', 'name'],
                'constraints': [models.UniqueConstraint(fields=('person', 'path', 'name'), name='saved_view_one_of_a_name')],
            },
        ),
        migrations.AddField(
            model_name='Organization',
            name='leader',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='charges', to='organizations.position', verbose_name='responsible district leader'),
        ),
    ]
