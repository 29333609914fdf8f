"""Repeat offenders: the same fault within a year, and one fault at many enterprises of a trade."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from issues.models import Case, Responsibility
from safety.filters import HazardFilter
from safety.matters import matter_key
from safety.models import Hazard
from safety.selectors import repeats
from safety.selectors.inquiries import cases_to_look_into
from safety.services.finding import hazard_open
from tests.factories import EnterpriseFactory

pytestmark = pytest.mark.each_database

EXIT = "安全出口畅通"


@pytest.fixture
def found(district):
    """Return a finder of hazards: at the firm, of one item; a call names what is different."""

    def make(days_ago=0, *, enterprise=None, matter=EXIT, field="fire", **facts):
        return hazard_open(
            actor=district.visitor,
            enterprise=enterprise or district.firm,
            title=facts.pop("title", "出口堵了"),
            field=field,
            matter=matter,
            at=timezone.now() - timedelta(days=days_ago),
            **facts,
        )

    return make


@pytest.fixture
def trade(district, found):
    """Paint shops: four firms of one trade; the exit was blocked at three, at one of them twice."""
    firms = [
        EnterpriseFactory(name=f"第{place}喷涂厂", industry_code=code, town=district.town)
        for place, code in enumerate(("C3360", "C33", "C3311", "C3399"))
    ]
    found(10, enterprise=firms[0])
    found(5, enterprise=firms[0])
    found(4, enterprise=firms[1])
    found(3, enterprise=firms[2])
    found(3, enterprise=firms[3], matter="灭火器压力正常")
    return firms


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("安全出口畅通。", "安全出口 畅通", True),
        ("LED灯（应急）", "led灯(应急)", True),
        ("安全出口畅通", "安全出口不畅通", False),
        ("。。", "！！", False),
    ],
)
def test_two_wordings_are_the_same_fault(one, other, same):
    assert (matter_key(one) == matter_key(other)) is same
    assert matter_key(one)


@pytest.mark.parametrize(
    ("days", "facts", "is_repeat"),
    [
        (1, {}, True),
        (364, {}, True),
        (366, {}, False),
        (0, {}, False),
        (9, {"matter": "灭火器压力正常"}, False),
        (9, {"field": "gas"}, False),
        (9, {"matter": "安全出口 畅通。"}, True),
        (9, {"matter": "", "title": "安全出口畅通"}, True),
        (9, {"matter": "", "title": "疏散楼梯堵了"}, False),
    ],
)
def test_the_same_fault_of_the_same_enterprise_within_a_year_is_a_repeat(
    found, district, days, facts, is_repeat
):
    at = timezone.now()
    earlier = found(days, **facts)
    Case.objects.filter(pk=earlier.pk).update(registered_at=at - timedelta(days=days))
    again = hazard_open(
        actor=district.visitor, enterprise=district.firm, title="出口", field="fire",
        matter=EXIT, at=at,
    )  # fmt: skip
    assert again.hazard.repeat_of == (earlier.hazard if is_repeat else None)


def test_another_enterprise_with_the_fault_repeats_nothing(found):
    found(9, enterprise=EnterpriseFactory())
    assert found().hazard.repeat_of is None


def test_of_several_before_the_latest_is_named(found):
    found(300), found(200)
    last = found(100)
    assert found().hazard.repeat_of == last.hazard


@pytest.mark.parametrize(("times", "opens"), [(3, False), (4, True), (5, False)])
def test_the_third_repeat_opens_an_inspection_and_the_fourth_no_other(found, times, opens):
    for days in range(times, 1, -1):
        found(days)
    last = found(1)
    assert (last in cases_to_look_into("relapses", timezone.now())) is opens


def test_whoever_led_the_one_before_is_looked_into(found, district):
    for days in (4, 3, 2):
        earlier = found(days)
    Case.objects.filter(pk=earlier.pk).update(lead_unit=district.bureau)
    found(1)
    (case,) = cases_to_look_into("relapses", timezone.now())
    assert case.looked_into == district.bureau.pk


def test_the_database_refuses_a_hazard_that_repeats_itself(found):
    hazard = found().hazard
    for facts in ({"repeat_of": hazard}, {"matter_key": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Hazard.objects.filter(pk=hazard.pk).update(**facts)


def test_a_hazard_that_is_not_open_is_not_named(found, district, signed_in):
    first, again = found(9), found()
    for case in (first, again):
        Case.objects.filter(pk=case.pk).update(town=None)
        case.responsibilities.all().delete()
    Case.objects.filter(pk=again.pk).update(lead_unit=district.bureau)
    Responsibility.objects.create(
        case=again, organization=district.bureau, role="lead", since_at=timezone.now()
    )
    page = signed_in(district.head).get(again.get_absolute_url()).content.decode()
    assert "badge-repeat" in page
    assert first.number not in page


def test_the_list_marks_and_filters_repeats(found, district, signed_in):
    first = found(9)
    again = found()
    client = signed_in(district.inspector)
    rows = client.get(reverse("safety:ledger"), {"repeat": "yes"}).context["page"].rows
    assert rows == [again]
    page = client.get(reverse("safety:detail", args=[again.number])).content.decode()
    assert "badge-repeat" in page
    assert first.number in page
    assert "badge-repeat" not in client.get(first.get_absolute_url()).content.decode()
    enterprise = client.get(reverse("enterprises:detail", args=[district.firm.pk]))
    assert enterprise.content.decode().count("badge-repeat") == 1


@pytest.mark.parametrize(
    ("person", "told"),
    [("officer", [(EXIT, 3, 4)]), ("inspector", [(EXIT, 3, 4)]), ("head", [])],
)
def test_a_fault_at_three_enterprises_of_a_trade_is_one_of_the_trade(
    trade, district, signed_in, person, told
):
    context = signed_in(getattr(district, person)).get(reverse("safety:shared")).context
    faults = [line["fault"] for line in context["lines"]]
    assert [(one.words, one.enterprises, one.hazards) for one in faults] == told


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        ({"industry_code": ""}, 0),
        ({"industry_code": "C34"}, 0),
        ({"industry_code": "C"}, 0),
        ({"industry_code": "C3350"}, 1),
    ],
)
def test_only_enterprises_of_one_trade_count_together(trade, changed, number):
    firm = trade[2]
    type(firm).objects.filter(pk=firm.pk).update(**changed)
    assert len(repeats.shared_faults(Case.objects.all())) == number


@pytest.mark.parametrize("person", ["officer", "inspector", "visitor", "head"])
def test_each_figure_of_a_fault_is_the_length_of_its_list(trade, district, signed_in, person):
    user = getattr(district, person)
    client = signed_in(user)
    lines = client.get(reverse("safety:shared")).context["lines"]
    for line in lines:
        fault = line["fault"]
        page = client.get(reverse("safety:shared_fault", args=[fault.number])).context
        assert len(page["offenders"]) == fault.enterprises
        assert sum(one.hazards for one in page["offenders"]) == fault.hazards
        for figure in (line["hazards"], line["open"], *page["figures"].values()):
            listed = HazardFilter(figure.url.partition("?")[2], user=user)
            assert listed.qs.count() == figure.number == fault.hazards
    assert len(lines) == (person != "head")


def test_what_was_found_before_the_period_does_not_count(trade, district, signed_in):
    since = (timezone.localdate() - timedelta(days=4)).isoformat()
    url = reverse("safety:shared")
    context = signed_in(district.officer).get(url, {"registered_after": since}).context
    assert context["lines"] == []


@pytest.mark.parametrize("number", [1, 8])
def test_the_list_of_shared_faults_takes_as_many_queries_for_many_as_for_few(
    trade, found, district, signed_in, django_assert_max_num_queries, number
):
    for place in range(number):
        for firm in trade:
            found(enterprise=firm, matter=f"第{place}项不合格")
    client = signed_in(district.officer)
    client.get(reverse("safety:shared"))
    with django_assert_max_num_queries(22):
        client.get(reverse("safety:shared"))
