"""The enterprise's own word, by a link that works once."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.db import IntegrityError, connections, transaction
from django.test import Client
from django.urls import reverse

from core.access import is_allowed
from core.audit import trail_of
from core.errors import NotNow, NotYou
from issues.access import EnterpriseActor
from issues.models import Case, Verification, WordLink
from issues.selectors.links import link_of_round
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch, case_triage
from issues.services.handling import (
    case_accept,
    case_approve_reply,
    case_assign,
    case_submit_reply,
)
from issues.services.links import link_renew
from issues.services.verification import (
    case_reopen,
    case_solve_on_the_spot,
    case_verify,
    word_give,
)
from issues.workflow import State, Tier
from notices.models import Notice
from organizations.roles import GRANTS

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
YES = {"is_solved": "yes", "satisfaction": "5", "words": "很及时"}


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def case(district):
    return case_register(
        actor=district.officer, kind="demand", enterprise=district.firm, title="招工难"
    )


def answer_it(district, case, text="已组织专场招聘会"):
    case_submit_reply(actor=district.handler, case=case, text=text)
    case_approve_reply(actor=district.head, case=case)


@pytest.fixture
def replied(district, case):
    case_triage(actor=district.officer, case=case, tier=Tier.TIME_LIMITED)
    case_dispatch(actor=district.officer, case=case, lead=district.bureau, note="内部备注")
    case_accept(actor=district.head, case=case)
    case_assign(actor=district.head, case=case, handler=district.handler)
    answer_it(district, case)
    return case


@pytest.fixture
def link(replied):
    return replied.word_links.get()


@pytest.fixture
def english():
    return english_client()


def english_client(**facts):
    client = Client(**facts)
    client.cookies["django_language"] = "en"
    return client


def address(link):
    return reverse("public:word", args=[link.token])


def use(district, link):
    word_give(link=link, is_solved=True, satisfaction=4)


def expire(district, link):
    WordLink.objects.filter(pk=link.pk).update(
        made_at=MONDAY - timedelta(days=15), expires_at=MONDAY - timedelta(days=1)
    )


def use_and_expire(district, link):
    use(district, link)
    expire(district, link)


def supersede(district, link):
    link_renew(actor=district.officer, case=link.case)


def ask_by_call(district, link):
    case_verify(actor=district.officer, case=link.case, method="call", is_solved=True)


def go_round(district, link):
    case_reopen(actor=district.officer, case=link.case, reason="又出现")
    answer_it(district, link.case, "第二次答复")


# what happened to the link → looking: code and words; sending: code, and how many words then
STATES = {
    "unused": (lambda d, link: None, 200, "Is the matter solved?", 302, 1),
    "used": (use, 200, "Thank you for your word", 409, 1),
    "expired": (expire, 410, "It was valid until Sun 1 Mar 09:00.", 410, 0),
    "used and expired": (use_and_expire, 410, "It was valid until", 410, 1),
    "superseded": (supersede, 410, "replaced by a newer link", 410, 0),
    "asked by call": (ask_by_call, 200, "waits for no word any more", 409, 1),
    "of an earlier round": (go_round, 200, "waits for no word any more", 409, 0),
}


@pytest.mark.parametrize("state", STATES)
def test_what_a_link_shows_and_takes_in_each_state(district, link, english, state):
    bring, code, words, code_sent, given = STATES[state]
    bring(district, link)
    seen = english.get(address(link))
    assert (seen.status_code, words in seen.content.decode()) == (code, True)
    assert english.post(address(link), YES).status_code == code_sent
    assert Verification.objects.count() == given


def test_looking_spends_nothing(link, english):
    for look in (english.get, english.head) * 5:
        assert look(address(link)).status_code == 200
    link.refresh_from_db()
    assert link.used_at is None


def test_whoever_has_an_expired_link_is_told_whom_to_call(district, link, english):
    district.office.phone = "0512-1234567"
    district.office.save()
    expire(district, link)
    assert 'href="tel:0512-1234567"' in english.get(address(link)).content.decode()


@pytest.mark.parametrize("token", ["wrong", "a" * 32, "x" * 300, "%00", "企业"])
def test_a_wrong_token_says_what_to_do(db, english, token):
    answer = english.get(reverse("public:word", args=[token]))
    assert answer.status_code == 404
    assert "call whoever sent it to you" in answer.content.decode()


def test_a_token_that_was_typed_in_capitals_opens_too(link, english):
    assert english.get(reverse("public:word", args=[link.token.upper()])).status_code == 200


def test_solved_verifies_in_the_enterprises_name_and_tells_the_office(district, link, english):
    english.post(address(link), YES)
    case, word = Case.objects.get(), Verification.objects.get()
    assert (case.state, case.satisfaction) == (State.VERIFIED, 5)
    assert (word.method, word.link, word.verifier, word.words) == ("link", link, None, "很及时")
    line = trail_of(case).first()
    assert (line.actor, line.actor_name) == (None, "enterprise 江南精密机械有限公司")
    assert Notice.objects.get(template="issues.word_given").recipient == district.officer
    assert not case.deadlines.filter(stage="verify", met_at__isnull=True).exists()


def test_not_solved_opens_the_next_round_which_brings_a_link_of_its_own(district, link, english):
    english.post(address(link), {"is_solved": "no"})
    case = Case.objects.get()
    assert (case.state, case.round, case.satisfaction) == (State.HANDLING, 2, None)
    assert "goes back to work" in english.get(address(link)).content.decode()
    answer_it(district, case)
    assert [one.round for one in case.word_links.order_by("pk")] == [1, 2]
    newer = case.word_links.get(round=2)
    assert english.post(address(newer), YES).status_code == 302
    assert Case.objects.get().state == State.VERIFIED


def test_who_cannot_say_whether_it_is_solved_may_still_be_satisfied(link, english):
    english.post(address(link), {"is_solved": "silent", "satisfaction": "4"})
    word = Verification.objects.get()
    assert (word.is_solved, word.satisfaction) == (None, 4)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Please say whether it is solved."),
        ({"is_solved": "maybe"}, "maybe"),
        ({"is_solved": "yes", "satisfaction": "6"}, "6"),
        ({"is_solved": "yes", "words": "字" * 1001}, "1000"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_the_link_stays_good(link, english, sent, said):
    answer = english.post(address(link), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Verification.objects.count() == 0
    assert english.post(address(link), YES).status_code == 302


def test_a_case_solved_on_the_spot_has_a_link_and_shows_what_was_done(district, case, english):
    case_solve_on_the_spot(actor=district.officer, case=case, how="当场联系供电所恢复供电")
    link = case.word_links.get()
    assert "当场联系供电所恢复供电" in english.get(address(link)).content.decode()
    english.post(address(link), {"is_solved": "no"})
    assert (Case.objects.get().state, Case.objects.get().round) == (State.REGISTERED, 2)


def test_who_is_logged_in_never_speaks_for_a_firm(district, link, signed_in):
    client = signed_in(district.officer)
    assert client.get(address(link)).status_code == 200
    assert client.post(address(link), YES).status_code == 403
    assert Verification.objects.count() == 0


def test_an_enterprise_may_do_by_its_link_what_the_table_says_and_nothing_else(district, link):
    actor = EnterpriseActor.by_link(link)
    other = case_register(
        actor=district.officer, kind="issue", enterprise=district.firm, title="别的"
    )
    everything = {name for granted in GRANTS.values() for name in granted}
    may = {name for name in everything if is_allowed(actor, name, link.case)}
    assert may == {"issues.case_view", "issues.case_verify"}
    assert not any(is_allowed(actor, name, other) for name in everything)
    assert list(Case.objects.visible_to(actor)) == [link.case]


def test_the_database_holds_one_word_per_link_and_no_person_behind_it(district, link):
    use(district, link)
    word = Verification.objects.get()
    for change in ({"pk": None, "round": 9}, {"verifier": district.officer}, {"method": "call"}):
        again = Verification.objects.get(pk=word.pk)
        for name, value in change.items():
            setattr(again, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save(force_insert=again.pk is None)


def test_the_database_holds_one_link_in_force_per_round(link):
    again = WordLink(case=link.case, round=1, made_by=link.made_by, made_at=MONDAY)
    again.expires_at = MONDAY + timedelta(days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_the_token_stands_nowhere_in_the_database(link):
    row = WordLink.objects.filter(pk=link.pk).values().get()
    assert len(link.token) == 32
    assert link.token not in {str(value) for value in row.values()}


def test_another_secret_key_hides_the_link_but_does_not_break_it(link, english, settings):
    url, settings.SECRET_KEY = address(link), "another"
    link.refresh_from_db()
    assert link.token == ""
    assert english.post(url, YES).status_code == 302


@pytest.mark.parametrize(
    ("person", "sees"), [("officer", True), ("head", False), ("handler", False), ("leader", False)]
)
def test_only_who_may_ask_the_enterprise_sees_the_link(district, link, signed_in, person, sees):
    client = signed_in(getattr(district, person))
    page = client.get(reverse("issues:case_detail", args=[link.case.number])).content.decode()
    assert (link.token in page) is sees
    assert ('class="qr"' in page) is sees
    if sees:
        step = client.get(reverse("issues:case_step", args=[link.case.number, "verify"]))
        assert link.token in step.content.decode()


def test_the_unit_that_handled_it_neither_sees_nor_makes_the_link(district, link, signed_in):
    Case.objects.update(lead_unit=district.office)
    page = signed_in(district.officer).get(reverse("issues:case_detail", args=[link.case.number]))
    assert link.token not in page.content.decode()
    with pytest.raises(NotYou):
        link_renew(actor=district.officer, case=link.case)


def test_a_new_link_takes_the_place_of_the_old_one_and_is_in_the_trail(district, link, signed_in):
    client = signed_in(district.officer)
    url = reverse("issues:link_renew", args=[link.case.number])
    page = client.post(url, follow=True).content.decode()
    newer = WordLink.objects.get(superseded_at__isnull=True)
    assert newer.token in page
    assert link.token not in page
    assert trail_of(link.case).first().action == "link_renew"


def test_only_a_reply_that_waits_gets_a_link(district, case):
    with pytest.raises(NotNow):
        link_renew(actor=district.officer, case=case)


def test_links_carry_the_address_people_outside_reach(district, link, signed_in, settings):
    settings.PUBLIC_URL = "https://qiye.example.gov.cn"
    url = reverse("issues:case_detail", args=[link.case.number])
    page = signed_in(district.officer).get(url).content.decode()
    assert f'value="https://qiye.example.gov.cn/public/word/{link.token}/"' in page


def test_the_page_says_nothing_that_is_meant_for_inside(district, link, english):
    page = english.get(address(link)).content.decode()
    for name in ("江南精密机械有限公司", "招工难", link.case.number, "已组织专场招聘会"):
        assert name in page
    for name in ("officer", "head", "handler", "内部备注", "visitor"):
        assert f">{name}" not in page
        assert f"{name}<" not in page.replace("</head>", "").replace("<head>", "")


def test_the_page_is_small_and_needs_neither_script_nor_cookie(link, client):
    answer = client.get(address(link))
    page = answer.content
    styles = re.findall(r'href="/static/(css/\w+\.css)"', page.decode())
    whole = len(page) + sum(Path(finders.find(name)).stat().st_size for name in styles)
    assert len(styles) == 2
    assert whole <= 30_000
    assert b"<script" not in page
    assert not answer.cookies


@pytest.mark.parametrize("state", ["unused", "expired", "wrong"])
def test_no_page_is_kept_indexed_or_told_onwards(district, link, client, state):
    if state == "expired":
        expire(district, link)
    url = address(link) if state != "wrong" else reverse("public:word", args=["wrong"])
    answer = client.get(url)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_pages_cost_the_same_in_whatever_round(
    district, link, english, signed_in, rounds, django_assert_num_queries
):
    for _round in range(1, rounds):
        word_give(link=link_of_round(link.case), is_solved=False)
        answer_it(district, link.case)
    office, number = signed_in(district.officer), link.case.number
    for client, url, queries in (
        (english, address(link_of_round(link.case)), 3),
        (office, reverse("issues:case_step", args=[number, "verify"]), 21),
    ):
        with django_assert_num_queries(queries):
            assert client.get(url).status_code == 200


def test_a_browser_that_hides_where_it_comes_from_can_send(link):
    strict = english_client(enforce_csrf_checks=True)
    answer = strict.post(address(link), YES, headers={"origin": "null"})
    assert answer.status_code == 302


def test_wrong_tokens_and_repeated_sending_are_slowed_down(link, english):
    codes = [english.post(address(link), {}).status_code for _time in range(11)]
    assert (codes[0], codes[-1]) == (422, 429)
    wrong = reverse("public:word", args=["wrong"])
    codes = [english.get(wrong).status_code for _time in range(21)]
    assert (codes[0], codes[-1]) == (404, 429)
    assert english.get(address(link)).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_who_send_at_the_same_moment_leave_one_word(link):
    url, start = address(link), Barrier(2)

    def send(is_solved):
        start.wait(timeout=10)
        try:
            return english_client().post(url, {"is_solved": is_solved}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        codes = sorted(pool.map(send, ["yes", "no"]))
    assert codes == [302, 409]
    assert Verification.objects.count() == 1


# state → which stage is done, which is now
REGISTERED, GIVEN, TAKEN, WORK, REPLIED, WORD, CLOSED = range(7)
STANDS = {
    State.REGISTERED: ([REGISTERED], GIVEN),
    State.DISPATCHED: ([REGISTERED, GIVEN], TAKEN),
    State.ACCEPTED: ([REGISTERED, GIVEN, TAKEN], WORK),
    State.HANDLING: ([REGISTERED, GIVEN, TAKEN], WORK),
    State.SUBMITTED: ([REGISTERED, GIVEN, TAKEN], WORK),
    State.REPLIED: ([REGISTERED, GIVEN, TAKEN, WORK, REPLIED], WORD),
    State.VERIFIED: ([REGISTERED, GIVEN, TAKEN, WORK, REPLIED, WORD], CLOSED),
    State.CLOSED: ([REGISTERED, GIVEN, TAKEN, WORK, REPLIED, WORD, CLOSED], None),
}


@pytest.mark.parametrize("state", STANDS)
def test_the_stages_show_how_far_it_has_come(link, english, state):
    Case.objects.update(state=state, outcome="solved", closed_at=MONDAY)
    stages = english.get(address(link)).context["milestones"]
    done = [place for place, stage in enumerate(stages) if stage.is_done]
    now = next((place for place, stage in enumerate(stages) if stage.is_now), None)
    assert (done, now) == STANDS[state]
    assert stages[GIVEN].label in ("Given to 人力资源和社会保障局", "Given to a unit")


@pytest.mark.parametrize("day", [0, 15])
def test_the_enterprise_is_told_until_when_or_that_it_is_late(district, link, english, day):
    word_give(link=link, is_solved=False)
    expected = ("You get a reply by Mon 16 Mar at the latest.", "The reply was due on Mon 16 Mar")
    WordLink.objects.update(expires_at=MONDAY + timedelta(days=30))
    with time_machine.travel(MONDAY + timedelta(days=day), tick=False):
        assert expected[day > 0] in english.get(address(link)).content.decode()
