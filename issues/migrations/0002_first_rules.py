"""The deadline policies, the ladders and the categories a district starts with (domain, section 5)."""

from django.db import migrations
from django.utils import timezone

ANY = ""
WORKING_DAY, CALENDAR_DAY = "working_day", "calendar_day"

POLICIES = [
    # stage, kind, tier, grade, length, unit of time
    ("dispatch", ANY, ANY, ANY, 1, WORKING_DAY),
    ("return_decision", ANY, ANY, ANY, 1, WORKING_DAY),
    ("accept", ANY, ANY, ANY, 1, WORKING_DAY),
    ("first_contact", ANY, ANY, ANY, 2, WORKING_DAY),
    ("support_reply", ANY, ANY, ANY, 3, WORKING_DAY),
    ("resolve", ANY, ANY, ANY, 10, WORKING_DAY),
    ("resolve", ANY, "leader_led", ANY, None, WORKING_DAY),
    ("verify", ANY, ANY, ANY, 5, WORKING_DAY),
    ("return_visit", ANY, ANY, ANY, 30, CALENDAR_DAY),
    ("file", ANY, ANY, ANY, 1, WORKING_DAY),
    ("assess", ANY, ANY, ANY, 2, WORKING_DAY),
    ("order", ANY, ANY, ANY, 1, WORKING_DAY),
    ("rectify", ANY, ANY, ANY, 15, CALENDAR_DAY),
    ("rectify", ANY, ANY, "major", None, CALENDAR_DAY),
    ("acceptance", ANY, ANY, ANY, 10, CALENDAR_DAY),
    ("progress", ANY, ANY, "major", 10, CALENDAR_DAY),
    ("decision", "hazard", ANY, ANY, 10, WORKING_DAY),
    ("unlist", ANY, ANY, "major", 5, WORKING_DAY),
]

RUNGS = [
    # level, working days from the due date, at opening, to whom, colour
    (1, -1, True, "handler", "blue"),
    (2, 0, True, "head", "blue"),
    (3, 2, False, "leader", "orange"),
    (4, 5, False, "principal", "red"),
]
RUNGS_OF_MAJOR_HAZARDS = [
    (1, -1, True, "handler", "blue"),
    (2, 0, False, "leader", "orange"),
    (3, 1, False, "principal", "red"),
]
"""Overdue major hazards skip steps: the leader on the date, the principal leaders the day after."""

CATEGORIES = [
    ("finance", "融资贷款"),
    ("talent", "人才用工"),
    ("land", "用地厂房"),
    ("utilities", "水电气热"),
    ("approval", "审批许可"),
    ("tax", "税费减免"),
    ("policy", "政策咨询"),
    ("market", "市场订单"),
    ("innovation", "科技创新"),
    ("logistics", "交通物流"),
    ("environment", "生态环保"),
    ("safety", "安全生产"),
    ("legal", "法律维权"),
    ("surroundings", "周边环境"),
    ("other", "其他"),
]


def add_rules(apps, schema_editor):
    now = timezone.now()
    policy = apps.get_model("issues", "DeadlinePolicy")
    policy.objects.bulk_create(
        policy(
            stage=stage,
            kind=kind,
            tier=tier,
            grade=grade,
            length=length,
            length_unit=unit,
            since_at=now,
        )
        for stage, kind, tier, grade, length, unit in POLICIES
    )
    ladder = apps.get_model("issues", "LadderPolicy").objects
    _add_rungs(apps, ladder.create(name="督办阶梯"), RUNGS)
    major = ladder.create(name="重大隐患督办阶梯", kind="hazard", grade="major")
    _add_rungs(apps, major, RUNGS_OF_MAJOR_HAZARDS)
    category = apps.get_model("issues", "Category")
    category.objects.bulk_create(
        category(code=code, name=name, order=place)
        for place, (code, name) in enumerate(CATEGORIES)
    )


def _add_rungs(apps, ladder, rungs):
    rung = apps.get_model("issues", "LadderRung")
    rung.objects.bulk_create(
        rung(
            policy=ladder,
            level=level,
            offset=offset,
            at_opening=at_opening,
            recipient=recipient,
            colour=colour,
        )
        for level, offset, at_opening, recipient, colour in rungs
    )


class Migration(migrations.Migration):
    replaces = [("issues", "0026_case_returned")]

    dependencies = [("issues", "0001_tables")]

    operations = [migrations.RunPython(add_rules, migrations.RunPython.noop)]
