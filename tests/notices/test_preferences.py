"""How I am told: chosen by myself, tried out, and never shown again."""

import pytest

from core.models import TrailEntry
from notices.models import Channel, Preference, Route
from notices.services.routes import route_set
from tests.factories import UserFactory
from tests.notices.conftest import person

pytestmark = pytest.mark.django_db
PAGE = "/notices/preferences/"


@pytest.fixture
def li():
    return UserFactory(email="li@district.example")


def test_the_page_offers_what_is_set_up_here_and_nothing_else(li, signed_in, settings):
    settings.NOTICE_ORIGINS = {"wecom": ["https://qyapi.weixin.qq.com"], "webhook": []}
    page = signed_in(li).get(PAGE).content.decode()
    assert "In the application" in page
    assert "WeCom robot" in page
    assert "DingTalk robot" not in page
    assert "Signed webhook" not in page
    assert signed_in(li).get(f"{PAGE}webhook/").status_code == 404
    assert signed_in(li).post(f"{PAGE}webhook/test/").status_code == 404


def test_when_is_kept_and_stands_in_the_trail(li, signed_in):
    signed_in(li).post(PAGE, {"rhythm": "digest", "red_any_time": "on"})
    kept = Preference.objects.get(user=li)
    assert (kept.rhythm, kept.red_any_time) == ("digest", True)
    assert TrailEntry.objects.get().changes == {"rhythm": "digest", "red_any_time": True}


def test_the_mail_address_known_already_need_not_be_typed(li, signed_in):
    assert 'value="li@district.example"' in signed_in(li).get(f"{PAGE}email/").content.decode()


def test_a_robots_address_is_kept_and_never_shown_again(li, signed_in):
    address = "https://oapi.dingtalk.com/robot/send?access_token=t0ken"
    browser = signed_in(li)
    sent = {"is_on": "on", "address": address, "secret": "SECabc"}
    assert browser.post(f"{PAGE}dingtalk/", sent).url == PAGE
    route = Route.objects.get(user=li)
    assert (route.address, route.secret, route.is_on) == (address, "SECabc", True)
    shown = browser.get(PAGE).content + browser.get(f"{PAGE}dingtalk/").content
    assert b"oapi.dingtalk.com \xe2\x80\xa60ken" in shown
    assert b"t0ken" not in shown
    assert b"SECabc" not in shown
    assert "t0ken" not in str(list(TrailEntry.objects.values()))


def test_an_empty_field_keeps_what_was_kept_and_a_tick_forgets_the_secret(li, signed_in):
    address = "https://oapi.dingtalk.com/robot/send?access_token=t0ken"
    route_set(actor=li, channel="dingtalk", is_on=True, address=address, secret="SECabc")
    browser = signed_in(li)
    browser.post(f"{PAGE}dingtalk/", {"address": "", "secret": ""})
    route = Route.objects.get(user=li)
    assert (route.address, route.secret, route.is_on) == (address, "SECabc", False)
    browser.post(f"{PAGE}dingtalk/", {"is_on": "on", "forget_secret": "on"})
    assert Route.objects.get(user=li).secret == ""


@pytest.mark.parametrize(
    ("channel", "sent", "says"),
    [
        ("dingtalk", {"address": "https://elsewhere.example/robot"}, "must begin with"),
        ("dingtalk", {"address": "https://oapi.dingtalk.com.evil.example/"}, "must begin with"),
        ("dingtalk", {"address": ""}, "required"),
        ("email", {"address": "li"}, "valid email"),
        ("webhook", {"address": "{origin}/in"}, "needs a secret"),
    ],
)
def test_what_cannot_be_right_is_refused_beside_its_field(
    channel, sent, says, li, signed_in, settings
):
    settings.NOTICE_ORIGINS = settings.NOTICE_ORIGINS | {"webhook": ["https://chat.example"]}
    sent = {name: text.format(origin="https://chat.example") for name, text in sent.items()}
    page = signed_in(li).post(f"{PAGE}{channel}/", sent)
    assert page.status_code == 200
    assert says in page.content.decode()
    assert not Route.objects.exists()


@pytest.mark.parametrize(
    ("mood", "says", "failure"),
    [
        ("well", "The test message was sent", ""),
        ("hangs", "No answer in time", "No answer in time."),
        ("fails", "status 500", "Refused with status 500."),
    ],
)
def test_a_test_message_is_really_sent_and_the_result_is_shown(
    mood, says, failure, chat, signed_in
):
    user = person(Channel.WEBHOOK, address=f"{chat.origin}/in")
    chat.mood = mood
    page = signed_in(user).post(f"{PAGE}webhook/test/", follow=True).content.decode()
    assert says in page
    route = Route.objects.get()
    assert route.tested_at
    assert route.test_failure == failure
    assert len(chat.taken) == (mood == "well")


def test_a_test_without_an_address_says_what_to_do(li, signed_in):
    page = signed_in(li).post(f"{PAGE}email/test/", headers={"referer": f"http://testserver{PAGE}"})
    assert page.status_code == 302
    assert not Route.objects.exists()


def test_my_route_is_mine_alone(signed_in):
    theirs = person(Channel.EMAIL)
    page = signed_in(UserFactory()).get(PAGE).content.decode()
    assert theirs.notice_routes.get().hint not in page


def test_the_page_costs_the_same_however_many_routes(signed_in, django_assert_num_queries):
    user = person(Channel.EMAIL, Channel.WECOM, Channel.DINGTALK, Channel.FEISHU)
    browser = signed_in(user)
    with django_assert_num_queries(7):
        browser.get(PAGE)
