"""The default deadline policies, the ladder and the categories, as a new district starts."""

from calendars.units import LengthUnit

ANY = ""
WORKING_DAY, CALENDAR_DAY = LengthUnit.WORKING_DAY, LengthUnit.CALENDAR_DAY

POLICY_FIELDS = ("stage", "kind", "tier", "grade", "length", "length_unit")
POLICIES = [
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

RUNG_FIELDS = ("level", "offset", "at_opening", "recipient", "colour")
LADDERS = [
    # name, kind, grade, rungs
    (
        "督办阶梯",
        ANY,
        ANY,
        [
            (1, -1, True, "handler", "blue"),
            (2, 0, True, "head", "blue"),
            (3, 2, False, "leader", "orange"),
            (4, 5, False, "principal", "red"),
        ],
    ),
    (
        "重大隐患督办阶梯",
        "hazard",
        "major",
        [
            (1, -1, True, "handler", "blue"),
            (2, 0, False, "leader", "orange"),
            (3, 1, False, "principal", "red"),
        ],
    ),
]

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
