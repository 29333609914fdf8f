"""A campaign from its plan to full coverage: one visit online, one without a signal, one by service."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.factories import (
    EnterpriseFactory,
    SegmentFactory,
    TeamEnterpriseFactory,
    UserFactory,
    VisitTeamFactory,
)
from tests.journeys.conftest import picture
from tests.journeys.steps import choose, save_visit, take_photo
from tests.journeys.test_offline import KEPT, LOG
from visits.models import Campaign, Visit
from visits.services import AnswerEntry, visit_log

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NAME = "大走访大排查"


@pytest.fixture
def firms(district, team):
    """Three key firms: two of the first team, one of the second, which the office's officer joins."""
    second = VisitTeamFactory(name="第二走访组", department=district.bureau, town=district.town)
    second.members.add(district.officer)
    for one in (second.district_leader, second.department_head, second.town_head):
        one.full_name = f"组员{one.pk}"
        one.save()
    others = [
        EnterpriseFactory(name=name, town=district.town, is_key=True)
        for name in ("北岸纺织有限公司", "东湖电子有限公司")
    ]
    TeamEnterpriseFactory(team=team, enterprise=others[0])
    TeamEnterpriseFactory(team=second, enterprise=others[1])
    district.firm.is_key = True
    district.firm.save()
    SegmentFactory(
        name="重点企业", conditions={"is_key": "yes"}, made_by=UserFactory(full_name="金秀英")
    )
    return [district.firm, *others]


def test_from_the_plan_to_full_coverage_and_the_end(district, team, firms, open_page, look):
    office = open_page("desk", district.officer)
    prepared(office, look)
    phone = open_page("phone", district.visitor, workers=True)
    visited_online(phone, look)
    visited_without_signal(phone, firms[1], look)
    campaign = Campaign.objects.get()
    office.goto(f"/visits/campaigns/{campaign.pk}/")
    expect(office.locator(".figures")).to_contain_text("66")
    visited_by_service(district, campaign, firms[2])
    ended(office, campaign, look)
    wall = open_page("phone", district.leader)
    wall.goto(f"/visits/campaigns/{campaign.pk}/wall/")
    expect(wall.locator(".campaign-wall")).to_contain_text("2 / 2")
    look(wall)


def prepared(office: Page, look) -> None:
    """The office plans it with two questions, and begins it."""
    today = timezone.localdate()
    office.goto("/visits/campaigns/new/")
    office.fill("#id_name", NAME)
    office.fill("#id_starts_on", today.isoformat())
    office.fill("#id_ends_on", (today + timedelta(days=20)).isoformat())
    office.get_by_label("重点企业").check()
    look(office)
    office.click(".form-actions .btn-primary")
    for text, kind, choices in (("用工情况", "choice", "不缺\n缺"), ("车间照片", "photo", "")):
        office.click("a[href$='questions/new/']")
        office.fill("#id_text", text)
        office.select_option("#id_kind", kind)
        office.fill("#id_choices", choices)
        if choices:
            office.check("#id_is_required")
        office.click(".form-actions .btn-primary")
        expect(office.locator(".campaign-asks")).to_contain_text(text)
    look(office)
    office.get_by_role("button", name="启动行动").click()
    office.click("#confirm .btn-danger")
    expect(office.locator(".figures")).to_contain_text("3")
    look(office)


def visited_online(phone: Page, look) -> None:
    """The campaign comes with the enterprise, chosen already; what must be answered is asked for."""
    phone.goto(LOG)
    choose(phone, "id_enterprise", "jnjm", "江南精密")
    offer = phone.locator(".campaign-offer")
    expect(offer.locator("[name=campaign]")).to_be_checked()
    phone.fill("#id_situation", "订单增长三成")
    phone.click("[data-send]")
    expect(offer.locator(".invalid-feedback")).to_be_visible()
    look(phone)
    offer.locator("label", has_text=re.compile("^缺$")).click()
    camera = offer.locator("[data-camera]").get_attribute("data-camera")
    take_photo(phone, camera, picture())
    number = save_visit(phone)
    expect(phone.locator("main")).to_contain_text(NAME)
    look(phone)
    visit = Visit.objects.get(number=number)
    assert {one.said for one in visit.answers.all()} == {"缺", ""}
    assert visit.photos.get().answer.question.text == "车间照片"


def visited_without_signal(phone: Page, firm, look) -> None:
    """The phone knows what the campaign asks; the answer outlives the reload and is sent later."""
    phone.goto(LOG)
    phone.evaluate(KEPT)
    phone.context.set_offline(True)
    phone.reload()
    choose(phone, "id_enterprise", "bafz", firm.name)
    offer = phone.locator(".campaign-offer")
    expect(offer.locator("[name=campaign]")).to_be_checked()
    offer.locator("label", has_text="不缺").click()
    phone.fill("#id_situation", "产销平稳")
    take_photo(phone, offer.locator("[data-camera]").get_attribute("data-camera"), picture())
    phone.wait_for_timeout(600)
    phone.reload()
    expect(offer.locator("input[value=不缺]")).to_be_checked()
    expect(offer.locator("[data-photos] li")).to_have_count(1)
    look(phone)
    phone.click("[data-send]")
    expect(phone.locator("[data-waits]")).to_be_visible()
    phone.context.set_offline(False)
    phone.wait_for_url(re.compile(r"/visits/ZF\d+/"))
    visit = Visit.objects.get(enterprise=firm)
    assert visit.campaign.name == NAME
    assert {one.said for one in visit.answers.all()} == {"不缺", ""}
    assert visit.photos.count() == 1


def visited_by_service(district, campaign: Campaign, firm) -> None:
    visit_log(
        actor=district.officer,
        enterprise=firm,
        submission_key=uuid.uuid4(),
        situation="生产经营正常",
        participants=[district.officer],
        campaign=campaign,
        answers=[AnswerEntry(question=campaign.questions.first(), text="缺")],
    )


def ended(office: Page, campaign: Campaign, look) -> None:
    """Full coverage, the lists behind it, and the end."""
    office.reload()
    expect(office.locator(".figures")).to_contain_text("100")
    for address in ("targets/?visited=yes", "visitors/?gone=no", "wall/", "end/"):
        office.goto(f"/visits/campaigns/{campaign.pk}/{address}")
        look(office)
    office.click(".form-actions .btn-primary")
    expect(office.locator(".page-header")).to_contain_text("已达标")
    look(office)
