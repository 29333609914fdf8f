"""A branch's deed from the proposal to its acceptance by others; a wish from the wall to the thanks."""

import re
from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from deeds.models import Deed, Wish
from organizations.models import Organization
from organizations.roles import Role
from tests.factories import MembershipFactory, OrganizationFactory, PositionFactory, UserFactory
from tests.journeys.conftest import picture
from tests.journeys.steps import choose, fill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def branch(district) -> SimpleNamespace:
    """A branch of the town with its secretary, 许平."""
    unit = OrganizationFactory(
        name="柳河镇商圈党支部", kind=Organization.Kind.BRANCH, parent=district.town
    )
    secretary = UserFactory(username="secretary", full_name="许平")
    MembershipFactory(user=secretary, role=Role.UNIT_HEAD, organization=unit)
    PositionFactory(organization=unit, holder=secretary)
    return SimpleNamespace(unit=unit, secretary=secretary)


def press(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def send(page: Page, **facts) -> None:
    for name, value in facts.items():
        fill(page.locator("form.form-page"), name, value)
    page.click(".form-actions .btn-primary")


def stands(page: Page, word: str) -> None:
    expect(page.locator(".page-header .badge-state").first).to_have_text(word)


def test_a_deed_is_shown_by_a_photo_and_accepted_by_another_unit(district, branch, open_page, look):
    phone = open_page("phone", branch.secretary)
    phone.goto("/deeds/")
    expect(phone.get_by_text("还没有登记实事")).to_be_visible()
    press(phone, "提出实事")
    choose(phone, "id_responsible", "许平", "许平")
    today = timezone.localdate().isoformat()
    look(phone)
    send(phone, title="商圈骑手歇脚点", for_whom="外卖骑手", plan="腾出门面一间", ends_on=today)
    stands(phone, "待同意")
    phone.get_by_role("button", name="同意实施").click()
    stands(phone, "实施中")
    press(phone, "提交验收")
    send(phone, words="已经开放")
    expect(phone.locator(".alert-danger")).to_contain_text("至少")
    phone.locator("#id_photos").set_input_files(picture())
    send(phone)
    stands(phone, "待回访验收")
    expect(phone.locator(".file-photo img")).to_be_visible()
    expect(phone.get_by_role("link", name="回访验收")).to_have_count(0)
    look(phone)

    desk = open_page("desk", district.visitor)
    desk.goto("/")
    desk.locator("[aria-labelledby=work-deeds_to_accept] .case-lines a").click()
    press(desk, "回访验收")
    look(desk)
    send(desk, is_done="no", satisfaction="3", words="没有饮水机")
    stands(desk, "实施中")
    phone.reload()
    expect(phone.locator("body")).to_contain_text("没有饮水机")
    press(phone, "提交验收")
    phone.locator("#id_photos").set_input_files(picture("green", "饮水机.jpg"))
    send(phone, words="饮水机装好了")
    desk.reload()
    press(desk, "回访验收")
    send(desk, is_done="yes", satisfaction="5", words="骑手都说好")
    stands(desk, "已验收")
    look(desk)
    deed = Deed.objects.get()
    assert (deed.round, deed.acceptances.count(), deed.state) == (2, 2, "accepted")

    desk.goto("/deeds/overview/")
    desk.locator("td[data-label=已通过验收] a").first.click()
    expect(desk.locator("table.list")).to_contain_text("商圈骑手歇脚点")
    look(desk)


def test_a_wish_is_claimed_from_the_wall_fulfilled_and_thanked_for(
    district, branch, open_page, look
):
    phone = open_page("phone", district.visitor)
    phone.goto("/deeds/wishes/wall/")
    expect(phone.get_by_text("心愿墙上还没有心愿")).to_be_visible()
    press(phone, "收集心愿")
    look(phone)
    today = timezone.localdate().isoformat()
    send(phone, title="一副老花镜", wanted_by=today, name="张桂兰", contact="三号楼201")
    stands(phone, "待上墙")
    phone.get_by_role("button", name="上墙").click()
    stands(phone, "待认领")

    desk = open_page("desk", branch.secretary)
    desk.goto("/deeds/wishes/wall/")
    expect(desk.locator(".wish-tile")).to_contain_text("一副老花镜")
    expect(desk.locator("body")).not_to_contain_text("张桂兰")
    look(desk)
    press(desk, "我来认领")
    send(desk, words="周末送到")
    stands(desk, "已认领")
    expect(desk.locator("dl.facts").first).to_contain_text("张桂兰")
    press(desk, "登记实现情况")
    desk.locator("#id_photos").set_input_files(picture())
    send(desk, words="已送到家")
    stands(desk, "待核实")
    look(desk)

    phone.goto("/")
    phone.locator("[aria-labelledby=work-wishes_to_confirm] .case-lines a").click()
    press(phone, "核实并记录感谢")
    look(phone)
    send(phone, is_confirmed="yes", satisfaction="5", thanks="看报纸清楚多了")
    stands(phone, "已实现")
    expect(phone.locator(".wish-thanks")).to_contain_text("看报纸清楚多了")
    look(phone)
    assert Wish.objects.get().state == "thanked"
    phone.goto("/deeds/wishes/")
    expect(phone).to_have_url(re.compile(r"/deeds/wishes/$"))
    look(phone)
