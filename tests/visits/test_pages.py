"""The pages of visits: what they save, refuse, show and to whom."""

import json
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from issues.models import Case
from tests.factories import EnterpriseFactory, VisitFactory
from visits.models import Visit
from visits.services import FindingEntry

JSON = {"accept": "application/json"}


def sent(district, **facts):
    """What the page sends; a call names what matters."""
    return {
        "submission_key": uuid.uuid4(),
        "enterprise": district.firm.pk,
        "mode": "on_site",
        "purpose": "service",
        "visited_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "participants": [district.visitor.pk],
        "situation": "生产经营正常",
        "findings-TOTAL_FORMS": 1,
        "findings-INITIAL_FORMS": 0,
        "findings-0-handling": "office",
        **facts,
    }


@pytest.fixture
def visitor(district, team, signed_in):
    return signed_in(district.visitor)


def test_the_page_is_sent_by_a_script_and_answers_where_to_go(district, visitor, photo):
    data = sent(
        district,
        **{
            "findings-TOTAL_FORMS": 4,
            "findings-1-kind": "demand",
            "findings-1-title": "缺熟练焊工",
            "findings-1-handling": "dispatch",
            "findings-1-unit": district.bureau.pk,
            "findings-1-photos": [photo(), photo()],
            "findings-3-kind": "issue",
            "findings-3-title": "路灯不亮",
            "findings-3-handling": "office",
        },
    )
    response = visitor.post(reverse("visits:log"), data, headers=JSON)
    visit = Visit.objects.get()
    assert response.json() == {"url": reverse("visits:detail", args=[visit.number])}
    assert list(visit.findings.values_list("case__title", flat=True)) == ["缺熟练焊工", "路灯不亮"]
    assert visit.photos.count() == 2


def test_without_a_script_it_is_saved_just_the_same(district, visitor):
    data = sent(district, **{"findings-0-kind": "issue", "findings-0-title": "漏水"})
    response = visitor.post(reverse("visits:log"), data)
    assert response.status_code == 302
    assert Case.objects.get().title == "漏水"


@pytest.mark.parametrize(
    ("entered", "fields"),
    [
        ({"findings-0-kind": "issue"}, {"findings-0-title"}),
        ({"findings-0-title": "漏水"}, {"findings-0-kind"}),
        ({"findings-0-kind": "issue", "findings-0-title": "漏水", "findings-0-handling":
          "dispatch"}, {"findings-0-unit"}),
        ({"findings-0-kind": "hazard", "findings-0-title": "漏电"}, {"findings-0-field"}),
        ({"situation": "", "enterprise": "", "findings-0-kind": "issue"},
         {"situation", "enterprise", "findings-0-title"}),
        ({"enterprise": "999999"}, {"enterprise"}),
        ({"visited_at": "2099-01-01T08:00"}, {"visited_at"}),
        ({"visited_at": "yesterday"}, {"visited_at"}),
        ({"mode": "follow_up"}, {"follows"}),
        ({"mode": "return"}, {"mode"}),
        ({"submission_key": "1"}, {"submission_key"}),
        ({"findings-TOTAL_FORMS": "many"}, {""}),
    ],
)  # fmt: skip
def test_half_filled_is_refused_beside_the_field_and_nothing_is_saved(
    district, visitor, entered, fields
):
    response = visitor.post(reverse("visits:log"), sent(district, **entered), headers=JSON)
    assert response.status_code == 422
    assert set(response.json()["errors"]) == fields
    assert (Visit.objects.count(), Case.objects.count()) == (0, 0)


def test_a_refused_page_without_a_script_keeps_what_was_typed(district, visitor):
    data = sent(district, situation="订单增长三成", **{"findings-0-title": "漏水"})
    page = visitor.post(reverse("visits:log"), data).content.decode()
    assert "订单增长三成" in page
    assert "漏水" in page
    assert "Choose: an issue, a demand or a hazard." in page


def test_what_is_no_photo_is_said_beside_it(district, visitor, photo):
    data = sent(district, photos=[photo(b"not a picture")])
    response = visitor.post(reverse("visits:log"), data, headers=JSON)
    assert set(response.json()["errors"]) == {"photos"}
    assert Visit.objects.count() == 0


def test_the_same_page_sent_again_leads_to_the_visit_already_saved(district, visitor):
    data = sent(district)
    urls = {
        visitor.post(reverse("visits:log"), data, headers=JSON).json()["url"] for _n in range(2)
    }
    assert len(urls) == 1
    assert Visit.objects.count() == 1


def test_choosing_an_enterprise_shows_its_burden_its_open_cases_and_its_team(
    district, visitor, log
):
    log(purpose="inspection", findings=[FindingEntry(kind="issue", title="路灯不亮")])
    page = visitor.get(reverse("visits:brief"), {"enterprise": district.firm.pk}).content.decode()
    assert "Visited 1 time this year, 1 of them an inspection" in page
    assert "路灯不亮" in page
    people = json.loads(page.split('type="application/json">')[1].split("</script>")[0])
    assert [one["text"] for one in people] == ["head", "town_head", "leader", "visitor"]


def test_an_enterprise_out_of_reach_is_not_found(district, visitor):
    elsewhere = EnterpriseFactory()
    for name in ("visits:brief", "visits:log"):
        assert visitor.get(reverse(name), {"enterprise": elsewhere.pk}).status_code == 404


# Without scripts


def test_an_enterprise_that_no_team_serves_is_found_by_the_server(district, signed_in):
    other = EnterpriseFactory(name="北岸纺织有限公司", town=district.town)
    EnterpriseFactory(name="北岸化工有限公司")
    client = signed_in(district.visitor)
    page = client.get(reverse("visits:log"), {"enterprise_q": "北岸"}).content.decode()
    links = re.findall(r'<li><a href="([^"]+)">([^<]+)', page)
    assert links == [(f"{reverse('visits:log')}?enterprise={other.pk}", other.name)]
    assert f'<option value="{other.pk}" selected>' in client.get(links[0][0]).content.decode()


def test_where_nothing_is_found_it_says_so(visitor):
    page = visitor.get(reverse("visits:log"), {"enterprise_q": "没有这家"}).content.decode()
    assert "Nothing found that you may visit." in page


def test_the_units_stand_in_a_plain_list_too_and_what_was_chosen_stays(district, visitor):
    data = sent(district, **{"findings-0-handling": "dispatch", "findings-0-title": "漏水",
                             "findings-0-unit": ["", district.bureau.pk]})  # fmt: skip
    page = visitor.post(reverse("visits:log"), data).content.decode()
    plain = page.split('id="id_findings-0-unit-plain"')[1].split("</select>")[0]
    assert re.findall(r'value="(\d+)" selected', plain) == [str(district.bureau.pk)]


# What can be read


def test_a_visit_tells_what_became_of_each_finding(district, visitor, log, photo):
    visit = log(
        findings=[FindingEntry(kind="demand", title="缺焊工", handling="dispatch",
                               unit=district.bureau, photos=[photo()])],
    )  # fmt: skip
    page = visitor.get(reverse("visits:detail", args=[visit.number])).content.decode()
    case = Case.objects.get()
    assert case.number in page
    assert f"Waits for {district.bureau} to accept, due" in page


@pytest.mark.parametrize(
    ("name", "code"),
    [("visitor", 200), ("officer", 200), ("town_head", 200), ("handler", 403), ("stranger", 404)],
)
def test_photos_are_seen_by_whoever_may_see_the_visit(
    district, log, photo, signed_in, person_with, name, code
):
    visit = log(photos=[photo()])
    reader = getattr(district, name, None) or person_with("visiting_official")
    address = reverse("visits:photo", args=[visit.number, visit.photos.get().stored_id])
    response = signed_in(reader).get(address)
    assert response.status_code == (404 if code == 403 else code)
    if code == 200:
        assert response["Content-Type"] == "image/jpeg"


def test_a_photo_is_found_under_its_own_visit_only(district, log, photo, visitor):
    first, other = log(photos=[photo()]), log()
    address = reverse("visits:photo", args=[other.number, first.photos.get().stored_id])
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"甲", "乙"}),
        ({"q": "甲机"}, {"甲"}),
        ({"q": "订单"}, {"乙"}),
        ({"mode": "online"}, {"乙"}),
        ({"purpose": "inspection"}, {"甲"}),
        ({"mine": "yes"}, {"甲"}),
        ({"visited_after": "2026-02-01"}, {"乙"}),
        ({"visited_before": "2026-01-31"}, {"甲"}),
        ({"q": "没有这家"}, set()),
    ],
)
def test_the_list_is_narrowed_by_its_address(district, signed_in, query, found):
    when = timezone.make_aware(timezone.datetime(2026, 1, 15, 9))
    for name, facts in {
        "甲": {"visited_at": when, "purpose": "inspection", "logged_by": district.officer},
        "乙": {"visited_at": when.replace(month=3), "mode": "online", "situation": "订单饱满"},
    }.items():
        visit = VisitFactory(enterprise__name=f"{name}机械公司", **facts)
        visit.search = visit.searchable_text()
        visit.save()
    response = signed_in(district.officer).get(reverse("visits:list"), query)
    assert {row.enterprise.name[0] for row in response.context["page"].rows} == found


def some_visits(district, number):
    for _n in range(number):
        VisitFactory(enterprise=EnterpriseFactory(town=district.town))


@pytest.mark.parametrize("number", [2, 30])
def test_the_list_asks_the_database_equally_often(
    district, signed_in, number, django_assert_num_queries
):
    some_visits(district, number)
    officer = signed_in(district.officer)
    officer.get(reverse("visits:list"))
    with django_assert_num_queries(LIST_QUERIES):
        assert len(officer.get(reverse("visits:list")).context["page"].rows) == number


@pytest.mark.parametrize("number", [1, 8])
def test_a_visit_asks_the_database_equally_often(
    district, log, photo, visitor, number, django_assert_num_queries
):
    visit = log(
        findings=[
            FindingEntry(kind="issue", title=f"第{n}条", photos=[photo()]) for n in range(number)
        ]
    )
    address = reverse("visits:detail", args=[visit.number])
    visitor.get(address)
    with django_assert_num_queries(DETAIL_QUERIES):
        visitor.get(address)


@pytest.mark.parametrize("number", [2, 20])
def test_the_page_asks_the_database_equally_often(
    district, team, visitor, number, django_assert_num_queries
):
    for _n in range(number):
        team.served.create(enterprise=EnterpriseFactory(town=district.town))
    visitor.get(reverse("visits:log"))
    with django_assert_num_queries(LOG_QUERIES):
        visitor.get(reverse("visits:log"))


LIST_QUERIES, DETAIL_QUERIES, LOG_QUERIES = 14, 20, 12
