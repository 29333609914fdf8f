"""Joint meetings, safety-responsibility inspections, photos of the progress; bases named anew."""


import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


BASES = [
    # as it stood, as it is named now
    ("化工和危险化学品生产经营单位重大生产安全事故隐患判定标准（试行）第二条", "化工和危险化学品生产经营单位重大生产安全事故隐患判定标准（试行）（安监总管三〔2017〕121号）第（二）项"),
    ("化工和危险化学品生产经营单位重大生产安全事故隐患判定标准（试行）第四条", "化工和危险化学品生产经营单位重大生产安全事故隐患判定标准（试行）（安监总管三〔2017〕121号）第（四）项"),
    ("化工和危险化学品生产经营单位重大生产安全事故隐患判定标准（试行）第二十条", "化工和危险化学品生产经营单位重大生产安全事故隐患判定标准（试行）（安监总管三〔2017〕121号），项号待核对"),
    ("重大火灾隐患判定方法（GB 35181）直接判定要素", "重大火灾隐患判定规则（GB 35181-2025，代替2017版），条文待核对"),
    ("房屋市政工程生产安全重大事故隐患判定标准", "房屋市政工程生产安全重大事故隐患判定标准（2024版），条文待核对"),
    ("特种设备重大事故隐患判定准则（GB 45067）", "特种设备重大事故隐患判定准则（GB 45067），条文待核对"),
    ("城镇燃气经营安全重大隐患判定标准第四条", "城镇燃气经营安全重大隐患判定标准第四条第（一）项"),
    ("城镇燃气经营安全重大隐患判定标准", "城镇燃气经营安全重大隐患判定标准，条文待核对"),
    ("道路运输企业和城市客运企业安全生产重大事故隐患判定标准（试行）", "道路运输企业和城市客运企业安全生产重大事故隐患判定标准（试行），条文待核对"),
    ("工贸企业重大事故隐患判定标准第十三条", "工贸企业重大事故隐患判定标准（应急管理部令第10号）第十三条"),
    ("工贸企业重大事故隐患判定标准第十一条", "工贸企业重大事故隐患判定标准（应急管理部令第10号）第十一条"),
]  # fmt: skip


def name_bases(apps, schema_editor):
    """What an administrator has changed since stays as it is."""
    criteria = apps.get_model("safety", "MajorCriterion").objects
    for old, new in BASES:
        criteria.filter(basis=old).update(basis=new)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_trail_chain'),
        ('issues', '0025_measures_and_progress'),
        ('organizations', '0004_saved_views'),
        ('safety', '0005_ledger_kept'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='progressreport',
            name='photos',
            field=models.ManyToManyField(related_name='+', to='core.storedfile', verbose_name='photos'),
        ),
        migrations.CreateModel(
            name='Inquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='number')),
                ('cause', models.CharField(choices=[('major_late', 'a major hazard not rectified in time'), ('relapses', 'came back for the third time'), ('failed_twice', 'failed acceptance twice'), ('by_hand', 'opened by hand')], max_length=12, verbose_name='why it was opened')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('opened_at', models.DateTimeField(verbose_name='opened at')),
                ('root_cause', models.TextField(blank=True, verbose_name='cause found')),
                ('lesson', models.TextField(blank=True, verbose_name='lesson')),
                ('responsibility', models.TextField(blank=True, verbose_name='responsibility')),
                ('outcome', models.CharField(blank=True, choices=[('no_fault', 'no fault of the unit'), ('reminded', 'reminded by a talk'), ('criticised', 'criticised in a circular'), ('referred', 'handed on for accountability')], max_length=12, verbose_name='outcome')),
                ('decision', models.TextField(blank=True, verbose_name='words of the decision')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided at')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to='issues.case', verbose_name='case')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('decider_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization', verbose_name='unit that decided')),
                ('opened_by', models.ForeignKey(help_text='empty: by rule', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization', verbose_name='unit looked into')),
            ],
            options={
                'verbose_name': 'safety-responsibility inspection',
                'verbose_name_plural': 'safety-responsibility inspections',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='InquiryMeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='measure')),
                ('done', models.TextField(blank=True, verbose_name='what was done')),
                ('done_at', models.DateTimeField(null=True, verbose_name='reported at')),
                ('deadline', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='inquiry_measure', to='issues.deadline', verbose_name='deadline')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reported by')),
                ('inquiry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='safety.inquiry', verbose_name='safety-responsibility inspection')),
            ],
            options={
                'verbose_name': 'measure of an inspection',
                'verbose_name_plural': 'measures of an inspection',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='JointMeeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='number')),
                ('held_at', models.DateTimeField(verbose_name='held at')),
                ('place', models.CharField(max_length=100, verbose_name='place')),
                ('convened_at', models.DateTimeField(verbose_name='convened at')),
                ('minutes', models.TextField(blank=True, verbose_name='minutes')),
                ('minuted_at', models.DateTimeField(null=True, verbose_name='minutes recorded at')),
                ('chair', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='in the chair')),
                ('convened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='convened by')),
                ('minuted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='minutes by')),
                ('units', models.ManyToManyField(related_name='+', to='organizations.organization', verbose_name='units that take part')),
            ],
            options={
                'verbose_name': 'joint meeting',
                'verbose_name_plural': 'joint meetings',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(verbose_name='place')),
                ('why', models.CharField(max_length=100, verbose_name='why it is on the agenda')),
                ('put_off', models.TextField(blank=True, verbose_name='why it is put off')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agenda_items', to='issues.case', verbose_name='case')),
                ('decision', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agenda_item', to='issues.meeting', verbose_name='decision')),
                ('joint_meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='safety.jointmeeting', verbose_name='joint meeting')),
            ],
            options={
                'verbose_name': 'item of an agenda',
                'verbose_name_plural': 'items of an agenda',
                'ordering': ['place', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='inquiry',
            constraint=models.UniqueConstraint(condition=models.Q(('cause', 'by_hand'), _negated=True), fields=('case', 'cause'), name='inquiry_once_per_cause'),
        ),
        migrations.AddConstraint(
            model_name='inquiry',
            constraint=models.UniqueConstraint(condition=models.Q(('cause', 'by_hand'), ('decided_at__isnull', True)), fields=('case',), name='inquiry_by_hand_one_open'),
        ),
        migrations.AddConstraint(
            model_name='inquiry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cause', 'by_hand'), ('opened_by__isnull', False), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('cause', 'by_hand'), _negated=True), ('opened_by__isnull', True)), _connector='OR'), name='inquiry_by_hand_says_who_and_why'),
        ),
        migrations.AddConstraint(
            model_name='inquiry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('decider_unit__isnull', True), ('outcome', '')), models.Q(('decided_at__gte', models.F('opened_at')), ('decided_by__isnull', False), ('decider_unit__isnull', False), models.Q(('outcome', ''), _negated=True), models.Q(('root_cause', ''), _negated=True), models.Q(('lesson', ''), _negated=True), models.Q(('responsibility', ''), _negated=True)), _connector='OR'), name='inquiry_decided_whole'),
        ),
        migrations.AddConstraint(
            model_name='inquiry',
            constraint=models.CheckConstraint(condition=models.Q(('decider_unit__isnull', True), models.Q(('decider_unit', models.F('unit')), _negated=True), _connector='OR'), name='inquiry_not_decided_by_the_unit'),
        ),
        migrations.AddConstraint(
            model_name='inquirymeasure',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='inquiry_measure_has_text'),
        ),
        migrations.AddConstraint(
            model_name='inquirymeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done', ''), ('done_at__isnull', True), ('done_by__isnull', True)), models.Q(('done_at__isnull', False), ('done_by__isnull', False), models.Q(('done', ''), _negated=True)), _connector='OR'), name='inquiry_measure_done_whole'),
        ),
        migrations.AddConstraint(
            model_name='jointmeeting',
            constraint=models.CheckConstraint(condition=models.Q(('place', ''), _negated=True), name='joint_meeting_has_place'),
        ),
        migrations.AddConstraint(
            model_name='jointmeeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('minuted_at__isnull', True), ('minuted_by__isnull', True), ('minutes', '')), models.Q(('minuted_at__gte', models.F('convened_at')), ('minuted_by__isnull', False), models.Q(('minutes', ''), _negated=True)), _connector='OR'), name='joint_meeting_minuted_whole'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('joint_meeting', 'case'), name='agenda_item_once_in_a_meeting'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='agenda_item_says_why'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('decision__isnull', True), ('put_off', ''), _connector='OR'), name='agenda_item_decided_or_put_off'),
        ),
        migrations.RunPython(name_bases, migrations.RunPython.noop),
    ]
