"""What an enterprise sees by its code, and what the office does with the code."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from core.access import is_allowed
from core.audit import trail_of
from core.errors import NotNow, NotYou
from enterprises.models import EnterpriseCode
from enterprises.services import code_issue, code_revoke
from issues.access import EnterpriseActor
from issues.models import Case
from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch_on_the_spot
from organizations.roles import GRANTS
from tests.factories import CaseFactory, EnterpriseFactory


@pytest.fixture
def code(district):
    return code_issue(actor=district.officer, enterprise=district.firm)


@pytest.fixture
def english():
    client = Client()
    client.cookies["django_language"] = "en"
    return client


def address(code, number=""):
    if number:
        return reverse("public:case", args=[code.token, number])
    return reverse("public:enterprise", args=[code.token])


@pytest.fixture
def given(district):
    """A demand of the firm that the bureau has been given."""
    case = case_register(
        actor=district.officer, kind="demand", enterprise=district.firm, title="招工难"
    )
    case_dispatch_on_the_spot(actor=district.officer, case=case, lead=district.bureau, note="内情")
    return case


def test_a_new_code_ends_the_one_before_and_both_are_in_the_trail(district, code, english):
    newer = code_issue(actor=district.officer, enterprise=district.firm)
    codes = [english.get(address(one)).status_code for one in (code, newer)]
    assert codes == [410, 200]
    assert [line.changes for line in trail_of(district.firm)] == [
        {"is_anew": True},
        {"is_anew": False},
    ]


def test_a_revoked_code_says_what_to_do_and_can_be_revoked_only_once(district, code, english):
    code_revoke(actor=district.officer, enterprise=district.firm)
    answer = english.get(address(code))
    assert (answer.status_code, "newest sheet" in answer.content.decode()) == (410, True)
    with pytest.raises(NotNow):
        code_revoke(actor=district.officer, enterprise=district.firm)


@pytest.mark.parametrize("act", [code_issue, code_revoke])
def test_only_who_may_change_the_enterprise_issues_and_revokes(district, code, act):
    with pytest.raises(NotYou):
        act(actor=district.town_head, enterprise=district.firm)


def test_the_database_holds_one_code_in_force_per_enterprise(district, code):
    again = EnterpriseCode(enterprise=district.firm, issued_at=code.issued_at)
    again.issued_by = district.officer
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_the_office_issues_prints_and_revokes_on_the_sheet(district, signed_in):
    client = signed_in(district.officer)
    sheet = reverse("enterprises:code_sheet", args=[district.firm.pk])
    assert "Issue a code" in client.get(sheet).content.decode()
    page = client.post(reverse("enterprises:code_issue", args=[district.firm.pk]), follow=True)
    code = EnterpriseCode.objects.get()
    assert f"/public/enterprise/{code.token}/" in page.content.decode()
    assert 'class="qr"' in page.content.decode()
    client.post(reverse("enterprises:code_revoke", args=[district.firm.pk]))
    assert "has no code yet" in client.get(sheet).content.decode()


def test_the_sheet_costs_a_fixed_number_of_queries(
    district, code, signed_in, django_assert_num_queries
):
    client = signed_in(district.officer)
    with django_assert_num_queries(10):
        client.get(reverse("enterprises:code_sheet", args=[district.firm.pk]))


def test_another_secret_key_hides_the_code_but_does_not_break_it(
    district, code, signed_in, english, settings
):
    url, client = address(code), signed_in(district.officer)
    EnterpriseCode.objects.filter(pk=code.pk).update(seed="0" * 32)
    sheet = client.get(reverse("enterprises:code_sheet", args=[district.firm.pk]))
    assert "cannot be shown any more" in sheet.content.decode()
    assert english.get(url).status_code == 200


def test_the_page_lists_the_enterprises_own_issues_and_demands(district, code, given, english):
    hazard = CaseFactory(
        enterprise=district.firm, kind="hazard", state="found", title="通道堵塞", number="YH1"
    )
    other = CaseFactory(enterprise=EnterpriseFactory(), title="别家的事", number="SQ1")
    page = english.get(address(code)).content.decode()
    assert "招工难" in page
    assert "being worked on by 人力资源和社会保障局" in page
    for case in (hazard, other):
        assert case.title not in page
        assert english.get(address(code, case.number)).status_code == 404


def test_a_case_shows_its_stages_and_nothing_meant_for_inside(code, given, english):
    answer = english.get(address(code, given.number))
    page = answer.content.decode()
    assert "Given to 人力资源和社会保障局" in page
    assert "内情" not in page
    assert "officer" not in page


def test_a_code_lets_its_holder_follow_and_nothing_more(district, code, given):
    actor = EnterpriseActor.by_code(code)
    everything = {name for granted in GRANTS.values() for name in granted}
    assert {name for name in everything if is_allowed(actor, name, given)} == {"issues.case_view"}


@pytest.mark.parametrize("more", [0, 20])
def test_the_page_costs_the_same_however_many_cases(
    district, code, given, english, more, django_assert_num_queries
):
    CaseFactory.create_batch(more, enterprise=district.firm, lead_unit=district.bureau)
    with django_assert_num_queries(5):
        assert len(english.get(address(code)).context["cases"]) == 1 + more


def test_the_page_is_small_and_guarded_like_the_link(code, given, client):
    for url in (address(code), address(code, given.number)):
        answer = client.get(url)
        styles = ("css/tokens.css", "css/public.css")
        whole = len(answer.content) + sum(Path(finders.find(one)).stat().st_size for one in styles)
        assert whole <= 30_000
        assert b"<script" not in answer.content
        assert answer["Referrer-Policy"] == "no-referrer"
        assert not answer.cookies
    assert Case.objects.count() == 1
