"""A closed month is frozen; what becomes known of it later is a new entry of the later month."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import DatabaseError, transaction

from core.errors import NotNow, NotSo, NotYou
from points.models import ClosedMonth, Entry, FrozenPoints, FrozenRate, PointsRule
from points.selectors.months import later_entries, month_to_close
from points.selectors.standing import Span, ranking_of, span_of
from points.services.appeals import appeal_decide, appeal_make
from points.services.booking import entries_book
from points.services.ledger import entry_correct, entry_make
from points.services.months import month_close
from reports.rates import RATES
from reports.verified import VERIFIED
from tests.factories import CaseFactory, OrganizationFactory
from tests.points.days import IN_OCTOBER, NOW, at
from tests.points.factories import DeadlineFactory, EntryFactory, slip_of

OCTOBER, NOVEMBER = 202610, 202611


@pytest.fixture
def november(district):
    """The fifth of November; October is over, and the first month that can be closed."""
    PointsRule.objects.update(since_at=at("2026-10-01 00:00"))
    with time_machine.travel(NOW, tick=False):
        yield district


def standing(month):
    groups = ranking_of(Span((month,)))
    return {
        one.name: (one.rank, int(one.points)) for group in groups for one in group.ranked
    }, sorted(one.name for group in groups for one in group.apart)


def test_closing_books_what_is_due_to_the_month_and_freezes_points_and_ranks(november):
    district = november
    slip_of(district.bureau, IN_OCTOBER)
    DeadlineFactory(organization=district.town, due_at=IN_OCTOBER)
    closed = month_close(actor=district.officer, month=OCTOBER)
    assert closed.closed_by_name == "officer"
    frozen = FrozenPoints.objects.get(unit=district.bureau)
    assert (frozen.taken, frozen.rank, frozen.due) == (Decimal("-3"), 1, 1)
    ranks, apart = standing(OCTOBER)
    assert ranks[str(district.town)] == (1, 0)
    assert str(district.office) in apart


def test_what_becomes_known_after_closing_counts_later_and_changes_nothing(november):
    district = november
    entry = EntryFactory(unit=district.bureau, happened_at=IN_OCTOBER)
    month_close(actor=district.officer, month=OCTOBER)
    before = standing(OCTOBER)
    slip_of(district.bureau, IN_OCTOBER)
    entries_book(at=NOW)
    counter = entry_correct(actor=district.officer, entry=entry, reason="送达有误")
    assert standing(OCTOBER) == before
    late = later_entries(ClosedMonth.objects.get())
    assert [(one.month, one.about_month, int(one.points)) for one in late] == [
        (NOVEMBER, OCTOBER, -3),
        (NOVEMBER, OCTOBER, 3),
    ]
    assert (counter.counters, entry.countered_by) == (entry, counter)


@pytest.mark.parametrize(
    ("model", "forged"),
    [
        (ClosedMonth, {"closed_by_name": "别人"}),
        (FrozenPoints, {"given": 9}),
        (FrozenRate, {"denominator": 9}),
    ],
)
@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_every_change_of_a_closed_month(november, model, forged, change):
    CaseFactory(lead_unit=november.bureau, dispatched_at=IN_OCTOBER)
    month_close(actor=november.officer, month=OCTOBER)
    rows = model.objects.all()
    assert rows.exists()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        rows.update(**forged) if change == "update" else rows._raw_delete("default")


def test_the_rates_are_kept_as_counts_with_the_versions_that_counted_them(november):
    district = november
    late = {"resolve_due_at": IN_OCTOBER, "resolved_at": IN_OCTOBER + timedelta(days=1)}
    for facts in ({**late}, {"accept_due_at": IN_OCTOBER, "accepted_at": IN_OCTOBER}):
        CaseFactory(lead_unit=district.bureau, dispatched_at=IN_OCTOBER, **facts)
    CaseFactory(lead_unit=district.bureau, dispatched_at=NOW)
    month_close(actor=district.officer, month=OCTOBER)
    found = FrozenRate.objects.filter(unit=district.bureau)
    counts = {row.rate: (row.version, row.numerator, row.denominator) for row in found}
    assert counts["closure"] == (2, 0, 2)
    assert counts["on_time"] == (2, 0, 1)
    assert counts["response"] == (2, 1, 1)
    assert set(counts) == {rate.key for rate in RATES}
    assert VERIFIED.key not in counts


@pytest.mark.parametrize(
    ("month", "words"),
    [(NOVEMBER, "before it is over|comes first"), (202609, "comes first"), (OCTOBER, "before")],
)
def test_months_are_closed_once_one_after_the_other_when_they_are_over(november, month, words):
    if month == OCTOBER:
        month_close(actor=november.officer, month=OCTOBER)
    with pytest.raises(NotNow, match=words):
        month_close(actor=november.officer, month=month)
    assert month_to_close(NOW) == (None if month == OCTOBER else OCTOBER)


def test_a_month_with_an_appeal_that_waits_is_not_closed(november):
    entry = EntryFactory(unit=november.bureau, happened_at=IN_OCTOBER)
    appeal = appeal_make(actor=november.head, entry=entry, reason="已按期签收")
    with pytest.raises(NotNow, match="appeal"):
        month_close(actor=november.officer, month=OCTOBER)
    appeal_decide(actor=november.officer, appeal=appeal, upheld=True, decision="属实")
    month_close(actor=november.officer, month=OCTOBER)
    assert standing(OCTOBER)[0][str(november.bureau)] == (1, 0)


@pytest.mark.parametrize("who", ["head", "leader", "visitor"])
def test_only_the_visit_office_closes_a_month(november, who):
    with pytest.raises(NotYou):
        month_close(actor=getattr(november, who), month=OCTOBER)


def test_equal_points_share_a_rank_and_the_flag_and_few_matters_are_marked(november):
    others = [OrganizationFactory(name=name) for name in ("甲局", "乙局", "丙局")]
    for unit, points in zip(others, (4, 4, 1), strict=True):
        EntryFactory(unit=unit, cause="closed_in_time", points=Decimal(points))
    (departments,) = [g for g in ranking_of(Span((NOVEMBER,))) if g.key == "department"]
    assert [one.rank for one in departments.ranked] == [1, 1, 3]
    assert {one.name for one in departments.first} == {"甲局", "乙局"}
    DeadlineFactory.create_batch(4, organization=others[0], due_at=NOW)
    small = {one.name: one.is_small for g in ranking_of(Span((NOVEMBER,))) for one in g.ranked}
    assert small["甲局"]


@pytest.mark.parametrize(
    ("length", "month", "months"),
    [
        (1, NOVEMBER, (NOVEMBER,)),
        (2, NOVEMBER, (NOVEMBER, 202612)),
        (2, OCTOBER, (202609, OCTOBER)),
    ],
)
def test_the_ranking_is_of_one_month_or_of_two(settings, db, length, month, months):
    settings.POINTS_MONTHS = length
    assert span_of(month).months == months


def test_two_months_add_up_what_is_frozen_and_what_is_not(november):
    EntryFactory(unit=november.bureau, happened_at=IN_OCTOBER)
    month_close(actor=november.officer, month=OCTOBER)
    EntryFactory(unit=november.bureau, points=Decimal(-2))
    (groups,) = [g for g in ranking_of(Span((OCTOBER, NOVEMBER))) if g.key == "department"]
    assert {one.name: int(one.points) for one in groups.ranked}[str(november.bureau)] == -5


def test_by_hand_the_rule_says_how_many_and_the_head_is_told(november):
    facts = {"unit": november.bureau, "cause": "good_practice", "reason": "全区推广"}
    made = [
        entry_make(actor=november.officer, happened_on=NOW.date(), label="一窗通办", **facts)
        for _n in range(4)
    ]
    assert [int(entry.points) for entry in made] == [3, 3, 3, 0]
    assert november.head.notices.filter(template="points.entered").count() == 4


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"cause": "slip_red"}, "cause"),
        ({"reason": " "}, "reason"),
        ({"label": ""}, "label"),
        ({"happened_on": (NOW + timedelta(days=1)).date()}, "happened_on"),
    ],
)
def test_what_cannot_be_entered_is_refused_beside_its_field(november, wrong, field):
    facts = {"unit": november.bureau, "cause": "good_practice", "reason": "推广", "label": "一窗"}
    with pytest.raises(NotSo) as refusal:
        entry_make(actor=november.officer, **{"happened_on": NOW.date(), **facts, **wrong})
    assert field in refusal.value.fields


def test_an_appeal_is_made_once_by_the_unit_and_decided_once_by_another(november):
    district = november
    entry = EntryFactory(unit=district.bureau)
    with pytest.raises(NotYou):
        appeal_make(actor=district.town_head, entry=entry, reason="非本镇")
    appeal = appeal_make(actor=district.head, entry=entry, reason="已按期")
    with pytest.raises(NotNow):
        appeal_make(actor=district.head, entry=entry, reason="再申诉")
    with pytest.raises(NotYou):
        appeal_decide(actor=district.head, appeal=appeal, upheld=True, decision="同意")
    appeal_decide(actor=district.leader, appeal=appeal, upheld=True, decision="属实")
    with pytest.raises(NotNow):
        appeal_decide(actor=district.officer, appeal=appeal, upheld=False, decision="不属实")
    assert Entry.objects.get(counters=entry).points == 3
    with pytest.raises(NotNow):
        entry_correct(actor=district.officer, entry=entry, reason="重复")
    assert district.head.notices.filter(template="points.appeal_upheld").count() == 1
