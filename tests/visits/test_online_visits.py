"""An online visit: the enterprise fills in its side by a link, once; the official goes on from it."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.errors import NotNow, NotSo, NotYou
from core.models import TrailEntry
from issues.models import Case
from notices.models import Notice
from tests.factories import EnterpriseFactory
from visits.models import Invitation, InvitationAnswer, InvitationLink, ProposedDemand, Visit
from visits.services import FindingEntry
from visits.services.invitations import (
    DemandEntry,
    invitation_answer,
    invitation_make,
    invitation_renew,
    invitation_withdraw,
)

SIDE = {"situation": "订单饱满", "contact_name": "王经理", "contact_phone": "13800000001"}
NONE = {"form-TOTAL_FORMS": "5", "form-INITIAL_FORMS": "0"}
ASKED = {"form-0-title": "缺焊工二十名", "form-0-description": "七月起急需"}
DAY = timedelta(days=1)


@pytest.fixture
def invite(district):
    """Return a maker of invitations by the town's official."""

    def make(actor=None, **facts):
        facts = {"enterprise": district.firm, "meets_at": timezone.now() + 2 * DAY, **facts}
        return invitation_make(actor=actor or district.visitor, **facts)

    return make


@pytest.fixture
def invitation(invite):
    return invite(about="用工情况")


@pytest.fixture
def answered(invitation):
    demands = [
        DemandEntry(title="缺焊工二十名", description="七月起急需"),
        DemandEntry(title="限电"),
    ]
    invitation_answer(link=invitation.link, demands=demands, **SIDE)
    return Invitation.objects.get(pk=invitation.pk)


def address(invitation):
    return reverse("visits_public:invited", args=[invitation.link.token])


def zh():
    client = Client()
    client.cookies["django_language"] = "zh-hans"
    return client


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"meets_at": -DAY}, "meets_at"), ({"meets_at": 15 * DAY}, "meets_at")],
)
def test_a_time_in_the_past_or_after_the_link_is_refused(invite, facts, field):
    facts = {name: timezone.now() + later for name, later in facts.items()}
    with pytest.raises(NotSo) as refused:
        invite(**facts)
    assert list(refused.value.fields) == [field]


def test_an_enterprise_out_of_reach_is_not_invited(invite):
    with pytest.raises(NotYou):
        invite(enterprise=EnterpriseFactory())


def test_an_enterprise_is_not_asked_twice_at_a_time(invitation, invite, district):
    with pytest.raises(NotNow) as refused:
        invite(actor=district.officer)
    assert str(district.visitor) in str(refused.value.message)
    invitation_withdraw(actor=district.visitor, invitation=invitation)
    assert invite(actor=district.officer).is_open


def test_the_enterprise_fills_in_its_side_once(invitation, district):
    client, page = zh(), zh().get(address(invitation)).content.decode()
    for words in ("网访", district.firm.name, "用工情况", "您的问题和诉求"):
        assert words in page
    assert client.post(address(invitation), {**SIDE, **NONE, **ASKED}).status_code == 302
    answer = InvitationAnswer.objects.get()
    assert (answer.situation, answer.contact_name) == ("订单饱满", "王经理")
    assert [(one.title, one.description) for one in answer.demands.all()] == [
        ("缺焊工二十名", "七月起急需")
    ]
    again = client.get(address(invitation))
    assert (again.status_code, "本链接已使用" in again.content.decode()) == (200, True)
    assert client.post(address(invitation), {**SIDE, **NONE}).status_code == 409
    assert InvitationAnswer.objects.count() == 1


def test_looking_spends_nothing(invitation):
    for _n in range(3):
        assert zh().get(address(invitation)).status_code == 200
    assert invitation.link.used_at is None


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"situation": ""}, "必填"),
        ({"contact_phone": "电话"}, "电话号码"),
        ({"form-0-title": "", "form-0-description": "七月起急需"}, "一句话概括"),
        ({"website": "http://x"}, "请留空"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(invitation, sent, told):
    answered = zh().post(address(invitation), {**SIDE, **NONE, **ASKED, **sent})
    page = answered.content.decode()
    assert (answered.status_code, InvitationAnswer.objects.count()) == (422, 0)
    assert told in page, page
    assert "七月起急需" in page


def test_whoever_is_logged_in_looks_but_does_not_fill_in(invitation, district, signed_in):
    client = signed_in(district.visitor)
    assert client.get(address(invitation)).status_code == 200
    assert client.post(address(invitation), {**SIDE, **NONE}).status_code == 403
    assert not InvitationAnswer.objects.exists()


def test_too_many_tries_are_told_to_wait(invitation):
    client = zh()
    codes = [client.post(address(invitation), {**NONE}).status_code for _n in range(11)]
    assert codes == [422] * 10 + [429]


def test_over_is_said_plainly_whatever_ended_it(invitation, district):
    old = address(invitation)
    invitation_renew(actor=district.visitor, invitation=invitation)
    newer = Invitation.objects.get()
    expired = zh()
    with time_machine.travel(timezone.now() + 14 * DAY):
        late = expired.get(address(newer))
    pages = [(zh().get(old), "新的链接"), (late, "有效期至")]
    invitation_withdraw(actor=district.visitor, invitation=newer)
    pages.append((zh().get(address(newer)), "网访已取消"))
    for answer, words in pages:
        assert answer.status_code == 410
        assert words in answer.content.decode()
    assert zh().get(reverse("visits_public:invited", args=["x" * 32])).status_code == 404
    with pytest.raises(NotNow):
        invitation_answer(link=newer.link, **SIDE)


def test_those_who_take_part_are_told_and_find_it_on_their_home_page(
    invitation, district, signed_in
):
    home = signed_in(district.visitor)
    detail = reverse("visits:invitation_detail", args=[invitation.pk])
    assert detail not in home.get("/").content.decode()
    invitation_answer(link=invitation.link, **SIDE)
    notice = Notice.objects.get(recipient=district.visitor, template="visits.invitation_answered")
    assert notice.url == detail
    assert detail in home.get("/").content.decode()
    trail = TrailEntry.objects.get(action="visits.invitation_answer")
    assert district.firm.name in trail.actor_name


def test_the_page_of_the_visit_begins_with_what_the_enterprise_wrote(answered, district, signed_in):
    client = signed_in(district.visitor)
    page = client.get(reverse("visits:log"), {"invitation": answered.pk})
    shown = page.context["page"]
    assert shown.form.initial["mode"] == "online"
    assert shown.form.initial["situation"] == "订单饱满"
    assert [form.initial.get("title") for form in shown.findings] == ["缺焊工二十名", "限电", None]
    text = page.content.decode()
    assert f'name="invitation" value="{answered.pk}" checked' in text
    assert f'data-draft="visit-online-{answered.pk}"' in text


def sent(answered, district, **more):
    kept, dropped = answered.answer.demands.all()
    return {
        "submission_key": uuid.uuid4(),
        "enterprise": district.firm.pk,
        "mode": "online",
        "purpose": "service",
        "visited_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "participants": [district.visitor.pk],
        "situation": "订单饱满，用工缺口二十人",
        "invitation": answered.pk,
        "findings-TOTAL_FORMS": "2",
        "findings-INITIAL_FORMS": "2",
        "findings-0-kind": "demand",
        "findings-0-title": "缺熟练焊工二十名",
        "findings-0-proposed": kept.pk,
        "findings-0-handling": "office",
        "findings-1-kind": "demand",
        "findings-1-title": "",
        "findings-1-proposed": dropped.pk,
        **more,
    }


def test_what_is_kept_becomes_a_case_and_what_was_written_stays(answered, district, signed_in):
    client = signed_in(district.visitor)
    saved = client.post(reverse("visits:log"), sent(answered, district))
    assert saved.status_code == 302, saved.context["page"].errors()
    visit, case = Visit.objects.get(), Case.objects.get()
    answered.refresh_from_db()
    assert (answered.visit, visit.mode, case.title) == (visit, "online", "缺熟练焊工二十名")
    kept, dropped = ProposedDemand.objects.all()
    assert (kept.title, kept.finding.case) == ("缺焊工二十名", case)
    assert (dropped.title, dropped.finding) == ("限电", None)
    shown = client.get(reverse("visits:invitation_detail", args=[answered.pk])).content.decode()
    assert case.number in shown
    assert "not kept as a finding" in shown
    assert (
        reverse("visits:invitation_detail", args=[answered.pk])
        in client.get(reverse("visits:detail", args=[visit.number])).content.decode()
    )


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"mode": "on_site"}, "mode"),
        ({"findings-0-proposed": 10**6}, "findings-0-title"),
        ({"invitation": 10**6}, "invitation"),
    ],
)
def test_a_visit_that_does_not_fit_its_invitation_is_refused(
    answered, district, signed_in, more, field
):
    client = signed_in(district.visitor)
    page = client.post(reverse("visits:log"), sent(answered, district, **more))
    assert page.status_code == 422
    assert field in page.context["page"].errors()
    assert not Visit.objects.exists()


def test_one_invitation_becomes_one_visit(answered, district, log):
    log(mode="online", invitation=answered)
    again = Invitation.objects.get()
    with pytest.raises(NotSo) as refused:
        log(mode="online", invitation=again)
    assert list(refused.value.fields) == ["invitation"]
    with pytest.raises(NotNow):
        invitation_withdraw(actor=district.visitor, invitation=again)
    assert zh().get(address(again)).status_code == 200


def test_another_enterprises_invitation_is_refused(answered, district, log):
    other = EnterpriseFactory(town=district.town)
    with pytest.raises(NotSo) as refused:
        log(mode="online", invitation=answered, enterprise=other)
    assert list(refused.value.fields) == ["invitation"]


def test_the_database_holds_once(answered, log):
    visit = log(mode="online", findings=[FindingEntry(kind="demand", title="缺焊工")])
    for change in (
        lambda: Invitation.objects.update(visit=visit, withdrawn_at=timezone.now()),
        lambda: InvitationLink.objects.create(
            invitation=answered,
            made_by=visit.logged_by,
            made_at=visit.created_at,
            expires_at=visit.created_at + DAY,
        ),
        lambda: InvitationAnswer.objects.create(
            invitation=answered, link=answered.link, answered_at=timezone.now(), **SIDE
        ),
        lambda: ProposedDemand.objects.update(finding=visit.findings.get()),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_only_those_of_the_visit_change_it_or_see_its_link(answered, invite, district, signed_in):
    other = invite(actor=district.officer, meets_at=timezone.now() + DAY)
    page = reverse("visits:invitation_detail", args=[other.pk])
    assert 'class="qr"' in signed_in(district.officer).get(page).content.decode()
    shown = signed_in(district.town_head).get(page)
    assert (shown.status_code, 'class="qr"' in shown.content.decode()) == (200, False)
    assert signed_in(district.handler).get(page).status_code == 404
    for change in (invitation_renew, invitation_withdraw):
        with pytest.raises(NotYou):
            change(actor=district.town_head, invitation=other)


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_takes_the_same_statements_and_knows_each_state(
    number, answered, district, signed_in, django_assert_num_queries
):
    for _n in range(number):
        firm = EnterpriseFactory(town=district.town)
        invitation_make(actor=district.visitor, enterprise=firm, meets_at=timezone.now() + DAY)
    client, listed = signed_in(district.visitor), reverse("visits:invitation_list")
    client.get(listed)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(listed)
    for state, expected in (("answered", 1), ("waiting", number), ("expired", 0), ("visited", 0)):
        rows = client.get(listed, {"state": state}).context["page"].rows
        assert len(rows) == expected, state
        assert {row.state for row in rows} <= {state}


LIST_QUERIES = 12
