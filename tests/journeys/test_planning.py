"""A visit from its plan to its record: the burden is seen, others are joined, over the cap is asked."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import EnterpriseCodeFactory, PlannedVisitFactory, VisitFactory
from tests.journeys.steps import choose, save_visit
from visits.models import OverCap, PlannedVisit, Visit, VisitCap
from visits.workflow import PlannedState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def burdened(district, team):
    """The district's firm was inspected once, where that is the most; the bureau goes there soon."""
    VisitCap.objects.update_or_create(purpose="inspection", risk="", defaults={"most": 1})
    VisitFactory(enterprise=district.firm, purpose="inspection", logged_by=district.inspector)
    return PlannedVisitFactory(
        enterprise=district.firm,
        unit=district.bureau,
        planned_by=district.head,
        aim="用工对接",
    )


def begin_plan(page, firm, purpose: str):
    page.goto("/visits/calendar/")
    page.locator(".page-actions .btn-primary").click()
    choose(page, "id_enterprise", firm.name[:4], firm.name)
    page.locator(f"label:has(input[name=purpose][value={purpose}])").click()
    expect(page.locator("#guard .guard")).to_be_visible()


def test_from_the_plan_over_the_cap_to_the_record(district, burdened, open_page, look):
    code = EnterpriseCodeFactory(enterprise=district.firm)
    phone, desk = open_page("phone", district.visitor), open_page("desk", district.leader)

    begin_plan(phone, district.firm, "service")
    expect(phone.locator("#guard")).to_contain_text("用工对接")
    look(phone)
    phone.get_by_role("button", name="改为同行").click()
    expect(phone.locator("main")).to_contain_text("您已加入同行")
    look(phone)
    assert burdened.rows.filter(person=district.visitor, joined_at__isnull=False).exists()

    begin_plan(phone, district.firm, "inspection")
    expect(phone.locator("#guard")).to_contain_text("本年度第2次，上限为1次")
    phone.fill("#id_over_cap_reason", "市里部署的专项整治")
    phone.fill("#id_aim", "消防检查")
    look(phone)
    phone.click(".form-actions .btn-primary")
    expect(phone.locator(".page-header")).to_contain_text("待审批")
    look(phone)

    desk.goto("/")
    look(desk)
    desk.get_by_role("link", name=re.compile("市里部署的专项整治")).click()
    look(desk)
    desk.locator("[name=is_approved][value=yes]").check()
    desk.click(".form-actions .btn-primary")
    expect(desk.locator("main")).to_contain_text("已批准")
    look(desk)
    assert OverCap.objects.get().is_approved
    for view in ("month", "week"):
        desk.goto(f"/visits/calendar/?view={view}")
        expect(desk.locator(".cal-today .cal-plan")).to_contain_text(district.firm.name)
        look(desk)

    phone.goto(f"/public/enterprise/{code.token}/")
    phone.get_by_role("link", name="走访签到").click()
    look(phone)
    phone.get_by_role("button", name="立即签到").click()
    phone.wait_for_url("**/visits/planned/*/")
    look(phone)
    phone.goto(f"/visits/log/?planned={PlannedVisit.objects.get(purpose='inspection').pk}")
    expect(phone.locator("[name=purpose][value=inspection]")).to_be_checked()
    expect(phone.locator("#id_enterprise")).to_have_value(str(district.firm.pk))
    people = {str(person.pk) for person in (district.visitor, district.town_head)}
    went = phone.locator("#id_participants option:checked")
    assert people <= set(went.evaluate_all("all => all.map(one => one.value)"))
    look(phone)
    phone.fill("[name=situation]", "疏散通道畅通，消防设施完好")
    number = save_visit(phone)
    expect(phone.locator("main")).to_contain_text("扫企业码")
    look(phone)

    planned = PlannedVisit.objects.get(purpose="inspection")
    assert (planned.state, planned.visit) == (PlannedState.KEPT, Visit.objects.get(number=number))
    assert timezone.localdate(planned.checked_in_at) == planned.planned_on
