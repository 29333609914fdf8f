"""The closed loop of a hazard through the services."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from core.audit import trail_of
from core.errors import NotNow, NotSo, NotYou
from issues.models import Deadline, Responsibility
from issues.workflow import Outcome, Stage
from notices.models import Notice
from safety.models import Acceptance, RectificationPlan
from safety.services.acceptance import hazard_accept, hazard_fail
from safety.services.finding import hazard_fix_on_the_spot, hazard_name_lead, hazard_register
from safety.services.loop import hazard_file, hazard_order, hazard_submit
from safety.workflow import Grade, HazardState
from tests.safety.conftest import PLAN

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def due(case, stage, **facts):
    row = Deadline.objects.get(case=case, stage=stage, met_at__isnull=True, **facts)
    return timezone.localtime(row.due_at).strftime("%m-%d %H:%M"), row.organization


def test_a_hazard_goes_from_found_to_written_off_and_leaves_a_trail(hazard_in, district):
    case = hazard_in(HazardState.WRITTEN_OFF)
    assert (case.state, case.outcome) == (HazardState.WRITTEN_OFF, Outcome.SOLVED)
    assert case.closed_at == case.resolved_at == case.dispatched_at == MONDAY
    assert case.dispatched_month == 202603
    assert [entry.action for entry in reversed(trail_of(case)) if entry.action != "attach"] == [
        "find",
        "file",
        "assess",
        "order",
        "submit",
        "pass_acceptance",
    ]
    assert not Deadline.objects.filter(met_at__isnull=True).exists()
    accepted = Acceptance.objects.get()
    assert (accepted.acceptor_unit, accepted.rectifying_unit) == (
        district.authority,
        district.bureau,
    )


@pytest.mark.parametrize(
    ("state", "stage", "when", "unit"),
    [
        (HazardState.FOUND, Stage.FILE, "03-03 17:30", "authority"),
        (HazardState.FILED, Stage.ASSESS, "03-04 17:30", "authority"),
        (HazardState.ASSESSED, Stage.ORDER, "03-03 17:30", "authority"),
        (HazardState.RECTIFYING, Stage.RECTIFY, "03-17 17:30", "bureau"),
        (HazardState.ACCEPTING, Stage.ACCEPTANCE, "03-12 17:30", "authority"),
    ],
)
def test_each_state_has_its_own_clock_and_who_answers(
    hazard_in, district, state, stage, when, unit
):
    case = hazard_in(state)
    assert due(case, stage) == (when, getattr(district, unit))
    assert Deadline.objects.filter(case=case, met_at__isnull=True).count() == 1


def test_a_major_hazard_has_the_date_that_was_chosen(hazard_in):
    case = hazard_in(HazardState.RECTIFYING, grade=Grade.MAJOR, due_on=date(2026, 5, 8))
    assert due(case, Stage.RECTIFY)[0] == "05-08 17:30"
    assert RectificationPlan.objects.get().due_at == case.resolve_due_at


def test_a_unit_named_on_the_spot_is_known_but_its_clock_waits_for_the_order(hazard_in, district):
    case = hazard_in(HazardState.FOUND)
    hazard_name_lead(actor=district.visitor, case=case, lead=district.bureau)
    assert (case.lead_unit, case.dispatched_at) == (district.bureau, None)
    assert Notice.objects.filter(template="safety.named", recipient=district.head).exists()
    with pytest.raises(NotNow):
        hazard_name_lead(actor=district.visitor, case=case, lead=district.town)


def test_the_order_may_name_another_unit_than_the_one_named_on_the_spot(hazard_in, district):
    case = hazard_in(HazardState.ASSESSED, dispatch_to=district.town)
    hazard_order(actor=district.inspector, case=case, lead=district.bureau, plan=PLAN)
    leads = Responsibility.objects.filter(case=case, role="lead", ended_at__isnull=True)
    assert [row.organization for row in leads] == [district.bureau]
    assert case.hand_overs == 1


def test_fixed_on_the_spot_still_waits_for_acceptance(hazard_in, district, photo):
    case = hazard_in(HazardState.FOUND)
    hazard_fix_on_the_spot(
        actor=district.visitor, case=case, how="当场清理", after=[photo("green")]
    )
    assert (case.state, case.grade) == (HazardState.ACCEPTING, Grade.ORDINARY)
    hazard_accept(actor=district.inspector, case=case)
    assert (case.state, case.dispatched_at) == (HazardState.WRITTEN_OFF, None)


def test_a_failed_acceptance_opens_a_round_with_a_new_deadline(hazard_in, district, photo):
    case = hazard_in(HazardState.ACCEPTING)
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        hazard_fail(actor=district.inspector, case=case, reason="通道仍有杂物")
        assert (case.state, case.round, case.resolved_at) == (HazardState.RECTIFYING, 2, None)
        assert due(case, Stage.RECTIFY, round=2)[0] == "03-18 17:30"
        with pytest.raises(NotSo):
            hazard_submit(actor=district.head, case=case, how="再次清理")
        hazard_submit(actor=district.head, case=case, how="再次清理", after=[photo("blue")])
        hazard_accept(actor=district.inspector, case=case)
    assert [(row.round, row.passed) for row in Acceptance.objects.order_by("round")] == [
        (1, False),
        (2, True),
    ]


def test_a_failed_fix_that_nobody_answers_for_is_filed_again(hazard_in, district, photo):
    case = hazard_in(HazardState.FOUND)
    hazard_fix_on_the_spot(actor=district.visitor, case=case, how="清理", after=[photo("green")])
    hazard_fail(actor=district.inspector, case=case, reason="未清理干净")
    assert (case.state, case.round, case.grade) == (HazardState.FOUND, 2, "")
    assert due(case, Stage.FILE, round=2)[1] == district.authority


def test_a_major_hazard_that_fails_needs_a_new_date(hazard_in, district):
    case = hazard_in(HazardState.ACCEPTING, grade=Grade.MAJOR, due_on=date(2026, 5, 8))
    with pytest.raises(NotSo) as refused:
        hazard_fail(actor=district.inspector, case=case, reason="未完成")
    assert "due_on" in refused.value.fields
    hazard_fail(actor=district.inspector, case=case, reason="未完成", due_on=date(2026, 6, 5))
    assert due(case, Stage.RECTIFY, round=2)[0] == "06-05 17:30"


def test_filed_under_another_field_it_goes_to_that_fields_authority(hazard_in, district):
    case = hazard_in(HazardState.FOUND)
    district.authority.safety_fields.create(field="dust")
    other = district.root.children.get(name="走访办")
    other.safety_fields.create(field="gas")
    hazard_file(actor=district.inspector, case=case, field="gas")
    assert (case.oversight_unit, case.hand_overs) == (other, 1)
    assert due(case, Stage.ASSESS)[1] == other


def test_a_field_without_an_authority_is_overseen_by_the_catch_all_or_the_office(
    district, hazard_in
):
    def opened(field):
        return hazard_register(
            actor=district.officer, enterprise=district.firm, title="粉尘超标", field=field
        )

    assert opened("dust").oversight_unit == district.office
    district.bureau.is_catch_all = True
    district.bureau.save()
    assert opened("dust").oversight_unit == district.bureau


def test_whoever_has_the_ball_next_is_told(hazard_in, district):
    case = hazard_in(HazardState.ACCEPTING)
    told = Notice.objects.filter(subject_id=case.pk).values_list("template", "recipient__username")
    assert set(told) == {
        ("safety.to_file", "inspector"),
        ("safety.to_rectify", "head"),
        ("safety.to_accept", "inspector"),
    }


def test_a_town_that_saw_it_rectified_does_not_accept_it(district, hazard_in, photo):
    case = hazard_in(HazardState.ASSESSED)
    hazard_order(actor=district.town_inspector, case=case, lead=district.town, plan=PLAN)
    hazard_submit(actor=district.town_head, case=case, how="已清理", after=[photo("green")])
    with pytest.raises(NotYou, match="of the unit"):
        hazard_accept(actor=district.town_inspector, case=case)


def test_a_hazard_found_again_after_its_write_off_came_back(hazard_in):
    before = hazard_in(HazardState.WRITTEN_OFF)
    assert hazard_in().relapse_of == before
