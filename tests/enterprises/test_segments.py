"""Segments of the register: who is in them, who keeps them, what cannot be saved."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import NotSo, NotYou
from core.models import TrailEntry
from enterprises.models import Enterprise, Segment, Tag
from enterprises.selectors import segment_enterprises, segments_counted
from enterprises.services import segment_delete, segment_save
from organizations.models import Organization
from organizations.roles import Role
from tests.factories import (
    CaseFactory,
    EnterpriseFactory,
    OrganizationFactory,
    SegmentFactory,
    TeamEnterpriseFactory,
    VisitFactory,
)

pytestmark = pytest.mark.each_database

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 26)


@pytest.fixture
def office(person_with):
    return person_with(Role.VISIT_OFFICE)


def in_segment(user, today=TODAY, **conditions):
    segment = Segment(conditions=conditions)
    return sorted(one.name for one in segment_enterprises(user=user, segment=segment, today=today))


FACTS = {
    "kind": (["shop_or_market"], {"kind": "shop_or_market"}),
    "scale": (["large", "medium"], {"industry_code": "Q85", "employees": 0, "scale": "medium"}),
    "industry": (["C26", "J"], {"industry_code": "C263"}),
    "benefit_tier": (["A"], {"benefit_tier": "A"}),
    "risk": (["red", "orange"], {"risk": "orange"}),
    "is_key": ("yes", {"is_key": True}),
    "registered_since": ("2026-01-01", {"registered_on": date(2026, 1, 1)}),
}


@pytest.mark.parametrize("name", FACTS)
def test_each_condition_of_the_register_finds_what_meets_it(name, office):
    value, facts = FACTS[name]
    EnterpriseFactory(name="别的")
    Enterprise.objects.filter(pk=EnterpriseFactory(name="相符").pk).update(**facts)
    assert in_segment(office, **{name: value}) == ["相符"]


def test_towns_and_tags_are_named_by_their_keys_and_each_row_counts_once(office):
    town = OrganizationFactory(kind=Organization.Kind.TOWN)
    tags = [Tag.objects.create(name=name) for name in ("外贸", "规上")]
    both = EnterpriseFactory(name="两样都是", town=town)
    both.tags.set(tags)
    EnterpriseFactory(name="别处")
    assert in_segment(office, town=[str(town.pk)]) == ["两样都是"]
    assert in_segment(office, tags=[str(tag.pk) for tag in tags]) == ["两样都是"]


@pytest.mark.parametrize(
    ("visited_on", "conditions", "is_in"),
    [
        ("2026-10-01", {"not_visited": "quarter"}, False),
        ("2026-09-30", {"not_visited": "quarter"}, True),
        ("2026-11-01", {"not_visited": "month"}, False),
        ("2026-10-31", {"not_visited": "month"}, True),
        ("2026-07-01", {"not_visited": "half"}, False),
        ("2026-06-30", {"not_visited": "half"}, True),
        ("2026-01-01", {"not_visited": "year"}, False),
        ("2025-12-31", {"not_visited": "year"}, True),
        ("2025-12-31", {"not_visited": "ever"}, False),
        ("2026-10-27", {"not_visited_days": 30}, False),
        ("2026-10-26", {"not_visited_days": 30}, True),
        (
            "2026-03-01",
            {"not_visited_from": "2026-03-01", "not_visited_until": "2026-03-31"},
            False,
        ),
        (
            "2026-03-31",
            {"not_visited_from": "2026-03-01", "not_visited_until": "2026-03-31"},
            False,
        ),
        ("2026-04-01", {"not_visited_from": "2026-03-01", "not_visited_until": "2026-03-31"}, True),
        ("2026-02-28", {"not_visited_from": "2026-03-01"}, True),
    ],
)
def test_not_visited_counts_from_the_first_day_of_the_span(visited_on, conditions, is_in, office):
    at = datetime.fromisoformat(f"{visited_on}T00:00").replace(tzinfo=SHANGHAI)
    VisitFactory(visited_at=at, enterprise__name="走过", enterprise__is_active=True)
    EnterpriseFactory(name="没走过")
    assert in_segment(office, **conditions) == (["没走过", "走过"] if is_in else ["没走过"])


def test_open_cases_count_by_kind_and_only_as_far_as_the_person_sees_them(office, person_with):
    firm = EnterpriseFactory(name="有诉求", town=OrganizationFactory(kind="town"))
    CaseFactory(enterprise=firm)
    CaseFactory(
        enterprise__name="办结的",
        registered_at=timezone.now() - timedelta(days=1),
        closed_at=timezone.now(),
        state="closed",
        outcome="solved",
    )
    townhead = person_with(Role.UNIT_HEAD, firm.town)
    assert in_segment(office, open_cases=["demand", "issue"]) == ["有诉求"]
    assert in_segment(office, open_cases=["hazard"]) == []
    assert in_segment(townhead, open_cases=["demand"]) == []


def test_who_is_served_by_a_team_today(office):
    TeamEnterpriseFactory(enterprise__name="有组")
    TeamEnterpriseFactory(
        enterprise__name="组已散", until_on=timezone.localdate() - timedelta(days=1)
    )
    assert in_segment(office, is_served="yes") == ["有组"]
    assert in_segment(office, is_served="no") == ["组已散"]


def test_a_segment_holds_no_more_than_the_person_may_see_and_nothing_inactive(office, person_with):
    here, there = (OrganizationFactory(kind=Organization.Kind.TOWN) for _n in range(2))
    for name, town, is_active in (
        ("本镇", here, True),
        ("外镇", there, True),
        ("已注销", here, False),
    ):
        EnterpriseFactory(name=name, town=town, is_key=True, is_active=is_active)
    assert in_segment(person_with(Role.VISITING_OFFICIAL, here), is_key="yes") == ["本镇"]
    assert in_segment(office, is_key="yes") == ["外镇", "本镇"]
    assert in_segment(None, is_key="yes") == []


REFUSED = [
    ("", {"scale": ["large"]}, "name"),
    ("大企业", {}, None),
    ("大企业", {"scale": []}, None),
    ("大企业", {"scale": ["giant"]}, "scale"),
    ("大企业", {"turnover": "1"}, None),
    ("大企业", {"town": ["0"]}, "town"),
    ("大企业", {"registered_since": "soon"}, "registered_since"),
    ("大企业", {"not_visited_days": 0}, "not_visited_days"),
    (
        "大企业",
        {"not_visited_from": "2026-03-02", "not_visited_until": "2026-03-01"},
        "not_visited_until",
    ),
]


@pytest.mark.parametrize(("name", "conditions", "field"), REFUSED)
def test_what_cannot_be_a_segment_is_refused_beside_its_field(name, conditions, field, office):
    with pytest.raises(NotSo) as refusal:
        segment_save(actor=office, name=name, conditions=conditions)
    assert list(refusal.value.fields) == ([field] if field else [])
    assert not Segment.objects.exists()


def test_a_name_is_given_once(office):
    SegmentFactory(name="大企业")
    with pytest.raises(NotSo, match=r"already"):
        segment_save(actor=office, name=" 大企业 ", conditions={"scale": ["large"]})


def test_a_segment_is_changed_and_deleted_by_who_made_it_or_the_office(office, person_with):
    head, other = person_with(Role.UNIT_HEAD), person_with(Role.UNIT_HEAD)
    segment = segment_save(actor=head, name="大企业", conditions={"scale": ["large"]})
    with pytest.raises(NotYou):
        segment_save(actor=other, name="我的", conditions={"scale": ["large"]}, segment=segment)
    segment_save(actor=office, name="大企业", conditions={"scale": ["medium"]}, segment=segment)
    segment_delete(actor=head, segment=segment)
    actions = [entry.action.split("_")[-1] for entry in TrailEntry.objects.order_by("id")]
    assert actions == ["add", "change", "delete"]
    changes = TrailEntry.objects.get(action="enterprises.segment_change").changes
    assert changes == {"conditions": [{"scale": ["large"]}, {"scale": ["medium"]}]}


@pytest.fixture
def browser(office, signed_in):
    return signed_in(office)


CHOSEN = {"name": "重点企业", "is_key": "yes", "not_visited": "quarter"}


def test_the_form_counts_while_one_chooses_and_saves_what_was_chosen(browser):
    EnterpriseFactory.create_batch(7, is_key=True)
    EnterpriseFactory()
    url = reverse("enterprises:segment_preview")
    piece = browser.post(url, {**CHOSEN, "name": ""}).content.decode()
    assert "<strong>7</strong>" in piece
    assert piece.count("<li>") == 5
    answer = browser.post(reverse("enterprises:segment_create"), CHOSEN)
    assert answer.url == reverse("enterprises:segment_list")
    assert Segment.objects.get().conditions == {"is_key": "yes", "not_visited": "quarter"}
    page = browser.get(reverse("enterprises:segment_change", args=[Segment.objects.get().pk]))
    assert page.context["count"].number == 7


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({}, "Nothing chosen yet"),
        ({"is_key": "yes"}, "No enterprise that you may see meets all of these"),
        ({"not_visited_days": "-1"}, "One of the conditions cannot be read"),
        ({"scale": "giant"}, "One of the conditions cannot be read"),
    ],
)
def test_the_count_says_why_there_is_none(chosen, sentence, browser):
    piece = browser.post(
        reverse("enterprises:segment_preview"), chosen, headers={"accept-language": "en"}
    )
    assert sentence in piece.content.decode()


def test_a_segment_opens_the_register_filtered_by_it(browser):
    EnterpriseFactory(name="重点企业", is_key=True)
    EnterpriseFactory(name="一般企业")
    segment = SegmentFactory(conditions={"is_key": "yes"})
    page = browser.get(reverse("enterprises:list"), {"segment": segment.pk})
    assert [row.name for row in page.context["page"].rows] == ["重点企业"]
    assert segment.name in page.content.decode()


def test_the_segments_are_counted_by_one_statement(office, django_assert_num_queries):
    EnterpriseFactory.create_batch(3, is_key=True)
    segments = [
        SegmentFactory(conditions={"is_key": "yes", "not_visited": "ever"}),
        SegmentFactory(conditions={"open_cases": ["hazard"]}),
    ]
    segments_counted(user=office, segments=segments[:1])
    with django_assert_num_queries(1):
        segments_counted(user=office, segments=segments)
    assert [segment.number for segment in segments] == [3, 0]


LIST_QUERIES = 13


@pytest.mark.parametrize("count", [2, 30])
def test_the_list_takes_the_same_queries_for_any_length(count, browser, django_assert_num_queries):
    SegmentFactory.create_batch(count)
    with django_assert_num_queries(LIST_QUERIES):
        browser.get(reverse("enterprises:segment_list"))
