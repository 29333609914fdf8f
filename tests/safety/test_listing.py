"""Listed supervision of a major hazard: the list, the reports, the extension, the unlisting."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import NotNow, NotSo, NotYou
from issues.models import Deadline, Slip
from issues.selectors.work import cases_waiting
from issues.services.ladder import deadlines_sweep
from issues.workflow import Stage
from safety.models import Acceptance, Listing, ProgressReport
from safety.services.acceptance import hazard_accept
from safety.services.listing import hazard_report_progress, listing_end, listing_supervise
from safety.services.requests import hazard_ask_extension, hazard_decide
from safety.workflow import Grade, HazardState
from tests.handed import faults_of, sheets_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
DUE = date(2026, 5, 29)


def on(month, day, hour=10):
    return time_machine.travel(datetime(2026, month, day, hour, tzinfo=SHANGHAI), tick=False)


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def major(hazard_in):
    """Return a maker of major hazards, to be rectified by the end of May."""
    return lambda state=HazardState.RECTIFYING: hazard_in(state, grade=Grade.MAJOR, due_on=DUE)


def due(case, stage):
    row = Deadline.objects.get(case=case, stage=stage, met_at=None, cancelled_at=None)
    return timezone.localtime(row.due_at).strftime("%m-%d"), row.organization


def test_a_major_hazard_comes_on_the_list_by_the_next_number(major, hazard_in):
    first, second = major(HazardState.ASSESSED), major()
    hazard_in(HazardState.ASSESSED)
    assert list(Listing.objects.order_by("pk").values_list("number", "case")) == [
        ("GP20260001", first.pk),
        ("GP20260002", second.pk),
    ]


def test_each_report_meets_its_interval_and_the_next_begins(major, district):
    case = major()
    assert due(case, Stage.PROGRESS) == ("03-12", district.bureau)
    with on(3, 10):
        hazard_report_progress(actor=district.head, case=case, done=30, text="已停用设备")
    assert due(case, Stage.PROGRESS)[0] == "03-20"
    report = ProgressReport.objects.get()
    assert report.deadline.was_met_in_time
    assert (report.unit, report.done) == (district.bureau, 30)


def test_a_missed_report_climbs_the_ladder(major, district):
    case = major()
    with on(3, 16):
        deadlines_sweep()
    slips = Slip.objects.filter(case=case, deadline__stage=Stage.PROGRESS)
    assert set(slips.values_list("level", flat=True)) >= {1, 2, 3}
    with on(3, 17):
        hazard_report_progress(actor=district.head, case=case, done=40, text="补报")
    row = ProgressReport.objects.get().deadline
    assert not row.was_met_in_time


def test_once_submitted_nobody_waits_for_a_report(major):
    case = major(HazardState.ACCEPTING)
    assert not Deadline.objects.filter(
        case=case, stage=Stage.PROGRESS, met_at=None, cancelled_at=None
    ).exists()
    with pytest.raises(NotNow):
        hazard_report_progress(actor=case.registered_by, case=case, done=90, text="收尾")


# the twentieth working day before 29 May 2026 is 29 April: 1 to 5 May are holidays, 9 May is worked
LAST = (4, 28)


@pytest.mark.parametrize("day", [(3, 3), LAST])
def test_an_extension_is_asked_for_in_time_and_decided_by_the_authority(major, district, day):
    case = major()
    with on(*day):
        ask_extension(case, district.head)
        assert due(case, Stage.DECISION)[1] == district.authority
        for person in (district.head, district.town_head):
            with pytest.raises(NotYou):
                decide(case, person)
        decide(case, district.inspector)
    row = Deadline.objects.get(case=case, stage=Stage.RECTIFY)
    assert timezone.localdate(row.due_at) == date(2026, 6, 30)
    assert timezone.localdate(row.original_due_at) == DUE
    decision = Deadline.objects.get(case=case, stage=Stage.DECISION)
    assert decision.was_met_in_time
    with on(*day), pytest.raises(NotNow, match="no second"):
        ask_extension(case, district.head, date(2026, 7, 31))


def test_the_decision_on_an_extension_has_ten_working_days(major, district):
    case = major()
    ask_extension(case, district.head)
    assert due(case, Stage.DECISION)[0] == "03-16"


@pytest.mark.parametrize("day", [(4, 30), (5, 20), (6, 1)])
def test_an_extension_asked_for_later_is_refused_by_the_system(major, district, day):
    case = major()
    with on(*day, 18), pytest.raises(NotNow, match="Too late"):
        ask_extension(case, district.head)


def ask_extension(case, actor, due_on=date(2026, 6, 30), **facts):
    facts = {"reason": "设备到货延迟", "told": "企业已知悉", **facts}
    hazard_ask_extension(actor=actor, case=case, due_on=due_on, **facts)


def decide(case, actor, approve=True):
    hazard_decide(actor=actor, case=case, kind="extension", approve=approve, decision="同意")


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"reason": ""}, "reason"), ({"told": " "}, "told"), ({"due_on": DUE}, "due_on")],
)
def test_what_an_extension_needs_is_asked_beside_its_field(major, district, facts, field):
    with pytest.raises(NotSo) as refused:
        ask_extension(major(), district.head, **facts)
    assert field in refused.value.fields


def test_an_ordinary_hazard_is_neither_extended_nor_reported_on(hazard_in, district):
    case = hazard_in(HazardState.RECTIFYING)
    for attempt in (
        lambda: ask_extension(case, district.head),
        lambda: hazard_report_progress(actor=district.head, case=case, done=1, text="在办"),
    ):
        with pytest.raises(NotNow, match="major hazards only"):
            attempt()


def test_a_major_hazard_is_accepted_on_site_within_ten_days_of_the_request(major, district):
    case = major(HazardState.ACCEPTING)
    assert due(case, Stage.ACCEPTANCE)[0] == "03-12"
    with pytest.raises(NotSo) as refused:
        hazard_accept(actor=district.inspector, case=case, on_site=False)
    assert "on_site" in refused.value.fields
    hazard_accept(actor=district.inspector, case=case)
    with (
        pytest.raises(IntegrityError, match="acceptance_of_a_major_hazard_on_site"),
        transaction.atomic(),
    ):
        Acceptance.objects.update(on_site=False)


def test_it_is_taken_off_within_five_working_days_of_the_write_off(major, district):
    case = major(HazardState.WRITTEN_OFF)
    assert due(case, Stage.UNLIST) == ("03-09", district.authority)
    assert Listing.objects.get().is_in_force
    with pytest.raises(NotSo) as refused:
        listing_end(actor=district.inspector, case=case, words=" ")
    assert "words" in refused.value.fields
    with pytest.raises(NotYou):
        listing_end(actor=district.head, case=case, words="整改到位")
    listing_end(actor=district.inspector, case=case, words="整改到位,予以摘牌")
    listing = Listing.objects.get()
    assert (listing.ending, listing.unlisted_by) == ("written_off", district.inspector)
    assert not Deadline.objects.filter(case=case, met_at=None, cancelled_at=None).exists()
    with pytest.raises(NotNow, match="not on the list"):
        listing_end(actor=district.inspector, case=case, words="再摘一次")


def test_an_ordinary_hazard_has_nothing_to_take_off(hazard_in):
    case = hazard_in(HazardState.WRITTEN_OFF)
    assert not Deadline.objects.filter(case=case, stage=Stage.UNLIST).exists()


def test_who_supervises_is_changed_with_a_reason_but_never_to_the_rectifying_unit(major, district):
    case = major()
    facts = {"actor": district.inspector, "case": case, "leader": district.officer}
    with pytest.raises(NotSo) as refused:
        listing_supervise(**facts, unit=district.bureau, reason="调整")
    assert "unit" in refused.value.fields
    with pytest.raises(NotSo):
        listing_supervise(**facts, unit=district.town, reason=" ")
    listing_supervise(**facts, unit=district.town, reason="分工调整")
    listing = Listing.objects.get()
    assert (listing.unit, listing.leader) == (district.town, district.officer)


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("listing_ended_whole", {"ending": "written_off"}),
        ("listing_ended_whole", {"unlisted_at": MONDAY}),
    ],
)
def test_the_database_refuses_a_listing_ended_in_part(major, constraint, facts):
    major()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Listing.objects.update(**facts)


def test_the_database_holds_one_listing_in_force(major, district):
    case = major()
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.create(
            number="GP20269999", case=case, unit=district.authority, listed_at=MONDAY,
            listed_by=district.inspector,
        )  # fmt: skip


@pytest.mark.parametrize(("done", "text"), [(101, "多"), (-1, "少"), (50, " ")])
def test_a_report_says_how_far_in_words_and_percent(major, district, done, text):
    with pytest.raises(NotSo):
        hazard_report_progress(actor=district.head, case=major(), done=done, text=text)


def test_the_list_is_published_searched_and_taken_away(major, district, signed_in):
    """Everybody who works on cases reads it; the hazard opens for those who may see it."""
    on_it, off = major(), major(HazardState.WRITTEN_OFF)
    listing_end(actor=district.inspector, case=off, words="整改到位,予以摘牌")
    client = signed_in(district.handler)
    for query, found in (
        ("", {on_it.pk, off.pk}),
        ("?standing=in_force", {on_it.pk}),
        ("?standing=taken_off", {off.pk}),
        ("?q=GP20260002", {off.pk}),
        ("?field=gas", set()),
    ):
        page = client.get(f"/hazards/listed/{query}")
        assert {row.case_id for row in page.context["page"].rows} == found
        assert not any(row.opens for row in page.context["page"].rows)
    seen = signed_in(district.inspector).get("/hazards/listed/").context["page"].rows
    assert all(row.opens for row in seen)
    content = client.get("/hazards/listed/workbook/").getvalue()
    assert faults_of(content) == []
    (rows,) = sheets_of(content).values()
    assert [row[0] for row in rows] == ["GP20260002", "GP20260001"]
    assert rows[0][-1] == "整改到位,予以摘牌"


@pytest.mark.parametrize("number", [1, 6])
def test_the_list_takes_as_many_queries_for_many_as_for_few(
    major, district, signed_in, django_assert_num_queries, number
):
    for _place in range(number):
        major(HazardState.ASSESSED)
    client = signed_in(district.inspector)
    client.get("/hazards/listed/")
    with django_assert_num_queries(13):
        assert len(client.get("/hazards/listed/").context["page"].rows) == number


def test_what_is_to_decide_and_to_take_off_waits_for_those_who_may(major, district):
    asked, off = major(), major(HazardState.WRITTEN_OFF)
    ask_extension(asked, district.head)
    waiting = {
        person: {
            key: list(cases_waiting(user=getattr(district, person), key=key))
            for key in ("hazard_approve_extension", "hazard_unlist")
        }
        for person in ("inspector", "head")
    }
    assert waiting == {
        "inspector": {"hazard_approve_extension": [asked], "hazard_unlist": [off]},
        "head": {"hazard_approve_extension": [], "hazard_unlist": []},
    }
