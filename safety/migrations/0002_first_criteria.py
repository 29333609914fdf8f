"""The criteria of major hazards a district starts with; and no line of a ledger is ever deleted."""

from django.db import migrations

from safety.ledger import guard

CRITERIA = [
    # field, criterion, standard
    ("chemicals", "特种作业人员未持证上岗", "化工和危险化学品生产经营单位重大生产安全事故隐患判定标准（试行）（安监总管三〔2017〕121号）第（二）项"),
    ("chemicals", "涉及重点监管危险化工工艺的装置未实现自动化控制或未装备紧急停车系统", "化工和危险化学品生产经营单位重大生产安全事故隐患判定标准（试行）（安监总管三〔2017〕121号）第（四）项"),
    ("chemicals", "未按国家标准分区分类储存危险化学品，超量、超品种储存，相互禁配物质混放混存", "化工和危险化学品生产经营单位重大生产安全事故隐患判定标准（试行）（安监总管三〔2017〕121号），项号待核对"),
    ("fire", "生产、储存、经营易燃易爆危险品的场所与人员密集场所、居住场所设置在同一建筑物内", "重大火灾隐患判定规则（GB 35181-2025，代替2017版），条文待核对"),
    ("fire", "旅馆、公共娱乐场所、商店等人员密集场所未按规定设置自动喷水灭火系统或火灾自动报警系统", "重大火灾隐患判定规则（GB 35181-2025，代替2017版），条文待核对"),
    ("construction", "危险性较大的分部分项工程未编制、未审核专项施工方案", "房屋市政工程生产安全重大事故隐患判定标准（2024版），条文待核对"),
    ("construction", "深基坑、高支模未按方案监测或者未经验收投入使用", "房屋市政工程生产安全重大事故隐患判定标准（2024版），条文待核对"),
    ("equipment", "使用未经检验、检验不合格或者已报废的特种设备", "特种设备重大事故隐患判定准则（GB 45067），条文待核对"),
    ("gas", "燃气经营者未取得燃气经营许可证从事燃气经营活动", "城镇燃气经营安全重大隐患判定标准第四条第（一）项"),
    ("gas", "在密闭空间使用燃气且未设置燃气泄漏报警装置", "城镇燃气经营安全重大隐患判定标准，条文待核对"),
    ("road", "使用报废车辆、检验不合格车辆从事道路运输经营", "道路运输企业和城市客运企业安全生产重大事故隐患判定标准（试行），条文待核对"),
    ("crowds", "疏散通道、安全出口在营业期间被锁闭或者封堵", "重大火灾隐患判定规则（GB 35181-2025，代替2017版），条文待核对"),
    ("spaces", "未对有限空间进行辨识、建立安全管理台账，并且未设置明显的安全警示标志", "工贸企业重大事故隐患判定标准（应急管理部令第10号）第十三条"),
    ("spaces", "未落实有限空间作业审批，或者未执行“先通风、再检测、后作业”要求", "工贸企业重大事故隐患判定标准（应急管理部令第10号）第十三条"),
    ("dust", "粉尘爆炸危险场所设置在非框架结构的多层建（构）筑物内，或者粉尘爆炸危险场所内设有员工宿舍、会议室、办公室", "工贸企业重大事故隐患判定标准（应急管理部令第10号）第十一条"),
    ("dust", "不同类别的可燃性粉尘、可燃性粉尘与可燃气体等易加剧爆炸危险的介质共用一套除尘系统", "工贸企业重大事故隐患判定标准（应急管理部令第10号）第十一条"),
]  # fmt: skip


def add_criteria(apps, schema_editor):
    criterion = apps.get_model("safety", "MajorCriterion")
    criterion.objects.bulk_create(
        criterion(field=field, text=text, basis=basis) for field, text, basis in CRITERIA
    )


def keep_the_lines(apps, schema_editor):
    guard.guard(schema_editor.connection)


def lift_the_guard(apps, schema_editor):
    guard.lift(schema_editor.connection)


class Migration(migrations.Migration):
    replaces = [("safety", "0007_photos_in_doubt")]

    dependencies = [("safety", "0001_tables")]

    operations = [
        migrations.RunPython(add_criteria, migrations.RunPython.noop),
        migrations.RunPython(keep_the_lines, lift_the_guard),
    ]
