"""Doubles: proposed, looked at side by side, merged with nothing lost."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from stdnum.cn.uscc import calc_check_digit

from core.errors import NotNow, NotSo, NotYou
from core.models import TrailEntry
from enterprises.belongings import belongings
from enterprises.models import Enterprise, EnterpriseCode, NotDouble, Tag
from enterprises.selectors import doubles_proposed, enterprise_search
from enterprises.services import double_dismiss, enterprise_merge
from issues.models import Case
from issues.services.cases import case_register
from organizations.models import Organization
from organizations.roles import Role
from tests.enterprises.shared import CODE, OTHER_CODE, checked_job, csv_file
from tests.factories import (
    CaseFactory,
    EnterpriseCodeFactory,
    EnterpriseFactory,
    ImportJobFactory,
    OrganizationFactory,
    RaisedDemandFactory,
    TeamEnterpriseFactory,
    VisitFactory,
)
from visits.models import TeamEnterprise, Visit

pytestmark = pytest.mark.each_database


@pytest.fixture
def office(person_with):
    return person_with(Role.VISIT_OFFICE)


@pytest.fixture
def browser(office, signed_in):
    return signed_in(office)


def test_every_key_that_points_to_an_enterprise_is_named_among_its_belongings():
    """``merged_into`` and tags are the register's own; the merge itself sees to them."""
    own = {("enterprises.enterprise", "merged_into"), ("enterprises.enterprise_tags", "enterprise")}
    pointing = {
        (model._meta.label_lower, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and not field.many_to_many
        and field.related_model is Enterprise
    }
    assert pointing - own == {(one.label, one.field) for one in belongings()}


def proposed(user):
    return [(one.first.name, one.second.name) for one in doubles_proposed(user=user)]


SAME = [
    ("东湖机械有限公司", "东湖机械有限责任公司"),
    ("东湖（机械）厂", "东湖(机械) 厂"),
    ("ABC 科技有限公司", "abc科技股份有限公司"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name_written_in_two_ways_in_one_town_is_proposed(one, other, office):
    town = OrganizationFactory(kind=Organization.Kind.TOWN)
    EnterpriseFactory(name=one, town=town)
    EnterpriseFactory(name=other, town=town)
    EnterpriseFactory(name=one, town=OrganizationFactory(kind=Organization.Kind.TOWN))
    EnterpriseFactory(name="东湖机械二厂", town=town)
    assert proposed(office) == [(one, other)]


def test_one_organisation_under_two_codes_is_proposed_until_somebody_says_they_are_two(office):
    body = f"92{CODE[2:17]}"
    first = EnterpriseFactory(name="旧照", uscc=CODE)
    second = EnterpriseFactory(name="新照", uscc=body + calc_check_digit(body))
    EnterpriseFactory(name="别家", uscc=OTHER_CODE)
    assert proposed(office) == [("旧照", "新照")]
    double_dismiss(actor=office, first=second, second=first)
    double_dismiss(actor=office, first=first, second=second)
    assert proposed(office) == []
    assert (NotDouble.objects.count(), TrailEntry.objects.count()) == (1, 1)


def test_all_that_belongs_to_it_goes_to_the_one_that_is_kept(office):
    merged, kept = EnterpriseFactory(name="旧名厂"), EnterpriseFactory(name="新名厂")
    case, visit = CaseFactory(enterprise=merged), VisitFactory(enterprise=merged)
    code = EnterpriseCodeFactory(enterprise=merged)
    demand = RaisedDemandFactory(code=code)
    row = ImportJobFactory().rows.create(number=1, verdict="added", enterprise=merged)
    enterprise_merge(actor=office, merged=merged, kept=kept)
    for thing in (case, visit, code, demand, row):
        thing.refresh_from_db()
        assert thing.enterprise == kept, thing
    assert Case.objects.filter(search__finds="新名").exists()
    assert Visit.objects.filter(search__finds="新名").exists()
    assert code.revoked_at is None


def test_what_the_kept_one_lacks_is_filled_and_the_code_goes_over(office):
    merged = EnterpriseFactory(
        name="甲", uscc=CODE, employees=30, address="一路1号", contact_name="钱"
    )
    kept = EnterpriseFactory(name="乙", address="二路2号", is_active=False)
    for one, names in ((merged, ("外贸", "规上")), (kept, ("规上",))):
        one.tags.set([Tag.objects.get_or_create(name=name)[0] for name in names])
    enterprise_merge(actor=office, merged=merged, kept=kept)
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert (kept.uscc, kept.employees, kept.address, kept.is_active) == (CODE, 30, "二路2号", True)
    assert kept.tag_names == ["外贸", "规上"]
    assert (merged.uscc, merged.merged_into, merged.is_active) == (None, kept, False)
    said = {entry.action: entry.changes for entry in TrailEntry.objects.all()}
    assert said["enterprises.enterprise_merge"]["uscc"] == [None, CODE]
    assert said["enterprises.enterprise_merged_away"]["merged_into"] == [None, kept.pk]


def test_of_two_codes_in_force_the_kept_ones_stays(office):
    merged, kept = EnterpriseFactory(), EnterpriseFactory()
    lost, stays = EnterpriseCodeFactory(enterprise=merged), EnterpriseCodeFactory(enterprise=kept)
    enterprise_merge(actor=office, merged=merged, kept=kept)
    assert EnterpriseCode.objects.get(revoked_at__isnull=True) == stays
    assert EnterpriseCode.objects.get(pk=lost.pk).enterprise == kept


YESTERDAY = timedelta(days=-1)


@pytest.mark.parametrize(
    ("since", "ends"),
    [(timedelta(days=-30), YESTERDAY), (timedelta(days=0), None), (timedelta(days=5), None)],
)
def test_of_two_teams_the_kept_ones_serves_on_and_what_was_stays_known(since, ends, office):
    today = timezone.localdate()
    merged, kept = EnterpriseFactory(), EnterpriseFactory()
    TeamEnterpriseFactory(enterprise=merged, since_on=today + since)
    serves = TeamEnterpriseFactory(enterprise=kept)
    enterprise_merge(actor=office, merged=merged, kept=kept)
    assert TeamEnterprise.objects.in_force().get(enterprise=kept) == serves
    before = TeamEnterprise.objects.exclude(pk=serves.pk).filter(enterprise=kept)
    assert [row.until_on for row in before] == ([today + ends] if ends else [])


def test_a_team_of_the_merged_one_alone_serves_on(office):
    served, kept = TeamEnterpriseFactory(), EnterpriseFactory()
    enterprise_merge(actor=office, merged=served.enterprise, kept=kept)
    assert TeamEnterprise.objects.in_force().get(enterprise=kept).pk == served.pk


def test_one_merged_twice_over_still_leads_to_the_last(office, browser):
    a, b, c = (EnterpriseFactory(name=name) for name in "甲乙丙")
    enterprise_merge(actor=office, merged=a, kept=b)
    enterprise_merge(actor=office, merged=b, kept=c)
    answer = browser.get(reverse("enterprises:detail", args=[a.pk]))
    assert answer.url == reverse("enterprises:detail", args=[c.pk])
    page = browser.get(answer.url).content.decode()
    assert "甲" in page
    assert "乙" in page


def test_the_merged_one_is_found_no_more_and_takes_nothing_more(office, browser):
    merged, kept = EnterpriseFactory(name="东湖机械旧厂"), EnterpriseFactory(name="东湖机械新厂")
    enterprise_merge(actor=office, merged=merged, kept=kept)
    assert list(enterprise_search(user=office, words="东湖机械")) == [kept]
    rows = browser.get(reverse("enterprises:list")).context["page"].rows
    assert [row.pk for row in rows] == [kept.pk]
    assert browser.get(reverse("enterprises:change", args=[merged.pk])).status_code == 404
    job = checked_job(office, csv_file(["企业名称", "联系人"], ["东湖机械旧厂", "赵"]))
    row = job.rows.get()
    assert (row.verdict, row.messages[-1][2]) == ("left", "merged_away")


def test_a_case_for_one_merged_away_is_written_to_the_one_kept(office):
    merged, kept = EnterpriseFactory(), EnterpriseFactory()
    enterprise_merge(actor=office, merged=merged, kept=kept)
    merged.refresh_from_db()
    OrganizationFactory(is_visit_office=True)
    case = case_register(actor=office, kind="demand", enterprise=merged, title="招工")
    assert case.enterprise == kept


def test_the_address_of_one_merged_away_stays_closed_to_whom_the_kept_one_is(
    office, person_with, signed_in
):
    merged, kept = EnterpriseFactory(), EnterpriseFactory(town=OrganizationFactory(kind="town"))
    enterprise_merge(actor=office, merged=merged, kept=kept)
    url = reverse("enterprises:detail", args=[merged.pk])
    inside = signed_in(person_with(Role.VISITING_OFFICIAL, kept.town))
    assert inside.get(url).status_code == 302
    outside = signed_in(person_with(Role.VISITING_OFFICIAL, OrganizationFactory(kind="town")))
    assert outside.get(url).status_code == 404


def test_who_may_not_merge_what_is_merged_already_and_one_with_itself(office, person_with):
    a, b, c = EnterpriseFactory.create_batch(3)
    with pytest.raises(NotYou):
        enterprise_merge(actor=person_with(Role.UNIT_HEAD), merged=a, kept=b)
    with pytest.raises(NotSo):
        enterprise_merge(actor=office, merged=a, kept=a)
    enterprise_merge(actor=office, merged=a, kept=b)
    for merged, kept in ((a, c), (c, a)):
        with pytest.raises(NotNow):
            enterprise_merge(actor=office, merged=merged, kept=kept)


def test_two_are_shown_side_by_side_and_one_press_merges_them(browser):
    first, second = EnterpriseFactory(name="甲厂", employees=5), EnterpriseFactory(name="乙厂")
    CaseFactory(enterprise=second)
    page = browser.get(reverse("enterprises:double", args=[first.pk, second.pk]))
    assert [(fact.first, fact.second) for fact in page.context["belongings"]] == [("0", "1")]
    assert {"5"} <= {fact.first for fact in page.context["facts"]}
    answer = browser.post(reverse("enterprises:double_merge", args=[first.pk, second.pk]))
    assert answer.url == reverse("enterprises:detail", args=[first.pk])
    again = browser.post(reverse("enterprises:double_merge", args=[first.pk, second.pk]))
    assert again.status_code == 409


def test_any_other_target_can_be_chosen_as_the_same(browser):
    first, second = EnterpriseFactory.create_batch(2)
    url = reverse("enterprises:double_find", args=[first.pk])
    beside = browser.get(url, {"other": second.pk})
    assert beside.url == reverse("enterprises:double", args=[first.pk, second.pk])
    assert browser.get(url, {"other": first.pk}).context["form"].errors


@pytest.mark.parametrize("count", [2, 20])
def test_the_proposals_take_the_same_queries_for_any_number(
    count, browser, django_assert_num_queries
):
    for _number in range(count):
        EnterpriseFactory.create_batch(2, name=f"同名{_number}")
    with django_assert_num_queries(DOUBLE_QUERIES):
        browser.get(reverse("enterprises:double_list"))


DOUBLE_QUERIES = 11


def test_the_page_tells_what_was_changed_from_what_to_what_and_by_whom(browser, office):
    town = OrganizationFactory(name="亭林镇", kind=Organization.Kind.TOWN)
    enterprise = EnterpriseFactory(
        name="旧名厂", uscc=CODE, employees=5, registered_on=date(2020, 1, 1)
    )
    facts = {
        "kind": "enterprise",
        "name": "新名厂",
        "uscc": CODE,
        "employees": 9,
        "is_active": "on",
    }
    browser.post(
        reverse("enterprises:change", args=[enterprise.pk]),
        {**facts, "town": town.pk, "tags": "规上", "is_key": "on"},
    )
    page = browser.get(reverse("enterprises:detail", args=[enterprise.pk]))
    change = page.context["history"][0]
    told = {(old, new) for _label, old, new in change.facts}
    assert change.who == office.display_name
    assert told >= {("旧名厂", "新名厂"), ("5", "9"), ("—", "亭林镇"), ("—", "规上")}
    assert ("2020-01-01", "—") in told
