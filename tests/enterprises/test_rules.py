"""Credit codes, scale and industries: pure functions against tables of facts."""

from decimal import Decimal

import pytest
from stdnum.cn.uscc import calc_check_digit

from core.errors import NotSo
from enterprises import industry
from enterprises.scale import TABLE, Scale, scale_of
from enterprises.uscc import checked, fault_of, normalised
from tests.enterprises.shared import CODE, shared_rows

VILLAGE = "N2310114133673452"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (CODE, None),
        (f" {CODE.lower()}\t", None),
        ("９１３１０１１４１３３６７３４５２Ｕ", None),
        (VILLAGE + calc_check_digit(VILLAGE), None),
        (CODE[:-1] + "X", "check"),
        ("91310141133673452U", "check"),
        (CODE[:-1], "length"),
        ("310114000012345", "length"),
        ("", "length"),
        ("9131011413367345IU", "characters"),
        ("913A0114133673452U", "characters"),
        ("91310114-13367345U", "characters"),
    ],
)
def test_a_credit_code_is_held_to_the_standard(text, fault):
    assert fault_of(normalised(text)) == fault


def test_a_wrong_credit_code_is_refused_with_a_sentence():
    with pytest.raises(NotSo, match="18 characters"):
        checked("123")


def test_the_shared_credit_codes_get_the_expected_verdicts():
    faults = {"invalid_check": "check", "invalid_char": "characters", "invalid_length": "length"}
    wrong = [
        row["code"]
        for row in shared_rows("reference/uscc_vectors.csv")
        if fault_of(normalised(row["code"])) != faults.get(row["expect"])
    ]
    assert wrong == []


CODE_OF_GROUP = {
    "farming": "A01",
    "manufacturing": "C26",
    "construction": "E47",
    "wholesale": "F51",
    "retail": "F52",
    "transport": "G54",
    "storage": "G59",
    "post": "G60",
    "lodging": "H61",
    "catering": "H62",
    "information": "I63",
    "software": "I65",
    "development": "K7010",
    "property": "K702",
    "leasing": "L72",
    "other": "M73",
}
FIGURES = ("employees", "revenue_wan", "assets_wan")


def lower_bounds(group: str, level: int) -> dict:
    bounds = {name: getattr(TABLE[group], name) for name in FIGURES}
    return {name: steps[level] if steps else None for name, steps in bounds.items()}


@pytest.mark.parametrize("group", TABLE)
def test_scale_needs_every_indicator_and_includes_its_bound(group):
    code = CODE_OF_GROUP[group]
    for level, scale in enumerate((Scale.LARGE, Scale.MEDIUM, Scale.SMALL)):
        bounds = lower_bounds(group, level)
        assert scale_of(code, **bounds) == scale
        below = (Scale.MEDIUM, Scale.SMALL, Scale.MICRO)[level]
        for name in FIGURES:
            if bounds[name] is not None:
                assert scale_of(code, **{**bounds, name: bounds[name] - 1}) == below


@pytest.mark.parametrize(
    ("code", "employees", "revenue", "assets", "scale"),
    [
        ("C26", 999999, "299.9999", None, Scale.MICRO),
        ("C26", 1000, None, None, Scale.UNKNOWN),
        ("C26", 19, None, None, Scale.MICRO),
        ("C26", None, None, None, Scale.UNKNOWN),
        ("", 10, "10", "10", Scale.UNKNOWN),
        ("G53", 5, "5", "5", Scale.NOT_APPLICABLE),
        ("J66", 5, "5", "5", Scale.NOT_APPLICABLE),
        ("P83", 5, "5", "5", Scale.NOT_APPLICABLE),
        ("Q84", 5, "5", "5", Scale.NOT_APPLICABLE),
        ("Q85", 5, None, None, Scale.MICRO),
        ("K704", 5, "5", "5", Scale.NOT_APPLICABLE),
        ("K703", 10, None, None, Scale.SMALL),
        ("F", 500, "90000", None, Scale.UNKNOWN),
        ("T97", 5, "5", "5", Scale.NOT_APPLICABLE),
    ],
)
def test_scale_is_not_guessed(code, employees, revenue, assets, scale):
    figures = [None if one is None else Decimal(one) for one in (revenue, assets)]
    assert scale_of(code, employees, *figures) == scale


def test_the_shared_boundary_cases_get_the_expected_scale():
    codes = {"BCD": "C26", "G54-58": "G54", "I63-64": "I64", "OTHER": "N78"}
    names = {"大型": "large", "中型": "medium", "小型": "small", "微型": "micro"}
    wrong = []
    for row in shared_rows("reference/sme_2017_boundary_cases.csv"):
        figures = [Decimal(row[name]) if row[name] else None for name in FIGURES]
        if scale_of(codes.get(row["row"], row["row"]), *figures) != names[row["expect"]]:
            wrong.append(row)
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("C26", "C26"),
        ("26", "C26"),
        ("2614", "C2614"),
        ("c2614", "C2614"),
        ("C", "C"),
        ("C26 化学原料", "C26"),
        ("化学原料和化学制品制造业", "C26"),
        ("农林牧渔业", "A"),
        ("批发零售", "F"),
        ("物业管理", "K702"),
        ("Ｃ２６", "C26"),
        ("A26", None),
        ("98", None),
        ("化工", None),
        ("", None),
    ],
)
def test_an_industry_is_known_by_code_or_name(text, code):
    assert industry.code_of(text) == code


def test_the_industries_are_the_standards_sections_and_divisions():
    assert (len(industry.SECTIONS), len(industry.DIVISIONS)) == (20, 97)
    published = {
        (row["parent"] + row["code"]) if row["level"] == "2" else row["code"]: row["name"]
        for row in shared_rows("reference/gbt4754_2017.csv")
        if row["level"] in "12"
    }
    assert {**industry.SECTIONS, **industry.DIVISIONS}.keys() == published.keys()
