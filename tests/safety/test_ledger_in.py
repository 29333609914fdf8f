"""A ledger kept elsewhere comes in: what each row becomes, once, and nothing deleted."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from core.errors import NotNow, NotSo, NotYou
from core.models import TrailEntry
from enterprises.services import enterprise_merge
from issues.models import Case, Slip
from issues.services.ladder import deadlines_sweep
from notices.models import Notice
from safety.models import Acceptance, LedgerImport, LedgerRecord
from safety.services import ledger_apply
from safety.services.ledger_in import (
    ledger_confirm,
    ledger_map,
    ledger_run,
    ledger_start,
    ledger_words,
)
from safety.workflow import HazardState
from tests.enterprises.shared import xlsx_file
from tests.factories import EnterpriseFactory
from tests.safety.ledgers import FIRM, OPEN, checked, counts, ledger_file, said, taken_over

pytestmark = pytest.mark.each_database


def test_what_is_done_is_history_and_nothing_else(district):
    job = taken_over(district.inspector, ledger_file({}))
    record = LedgerRecord.objects.get()
    assert job.is_applied
    assert (record.standing, record.case, record.enterprise) == ("done", None, district.firm)
    assert (record.found_on, record.done_on) == (date(2026, 3, 2), date(2026, 3, 10))
    assert (record.unit, record.row_number) == (district.authority, 3)
    assert (Case.objects.count(), Acceptance.objects.count()) == (0, 0)


def test_what_is_open_goes_on_being_rectified_by_the_date_it_had(district):
    taken_over(district.inspector, ledger_file(OPEN))
    record = LedgerRecord.objects.get()
    case = record.case
    assert (case.state, case.source, case.grade) == (HazardState.RECTIFYING, "ledger", "ordinary")
    assert timezone.localdate(case.resolve_due_at) == date(2027, 3, 12)
    assert (case.lead_unit, case.oversight_unit) == (district.town, district.authority)
    clock = case.deadlines.get(stage="rectify")
    assert timezone.localdate(clock.started_at) == record.found_on
    assert case.rectification_plans.get().person == "张厂长"
    assert not case.acceptances.exists()


def test_what_is_overdue_there_is_overdue_here_and_climbs(district):
    job = taken_over(district.inspector, ledger_file({**OPEN, "整改期限": "2026-03-12"}))
    assert said(job) == [["overdue"]]
    case = Case.objects.get()
    assert case.due_at < timezone.now()
    deadlines_sweep(at=timezone.now())
    assert Slip.objects.filter(case=case).exists()


BECOMES = {
    "ordinary and open": (OPEN, "rectifying", []),
    "without a date": ({**OPEN, "整改期限": ""}, "rectifying", ["due_missing"]),
    "a date in words": ({**OPEN, "整改期限": "长期坚持"}, "rectifying", ["due_in_words", "due_missing"]),
    "another unit of the district": ({**OPEN, "整改责任单位": "经济和信息化局"}, "rectifying", []),
    "the enterprise itself": ({**OPEN, "整改责任单位": FIRM}, "rectifying", []),
    "the unit that accepts": ({**OPEN, "整改责任单位": "应急管理局"}, "rectifying", []),
    "a date out of reach": ({**OPEN, "整改期限": "2126-03-12"}, "", ["out_of_reach"]),
    "major and open": ({**OPEN, "隐患等级": "重大隐患"}, "found", ["major_to_file"]),
    "without a level": ({**OPEN, "隐患等级": ""}, "found", ["level_to_file"]),
    "major and done": ({"隐患等级": "重大"}, "record", []),
    "no state, but its day": ({"销号情况": ""}, "record", []),
    "no state and no day": ({"销号情况": "", "整改完成日期": ""}, "rectifying", ["overdue"]),
}  # fmt: skip


@pytest.mark.parametrize("case", BECOMES)
def test_what_a_row_becomes(case, district):
    row, becomes, codes = BECOMES[case]
    job = checked(district.inspector, ledger_file(row))
    verdict = "added" if becomes else "refused"
    assert [(one.becomes, one.verdict) for one in job.rows.all()] == [(becomes, verdict)]
    assert said(job) == [codes]


def test_a_major_one_waits_for_assessment_and_its_plan(district):
    taken_over(district.inspector, ledger_file({**OPEN, "隐患等级": "重大"}))
    case = Case.objects.get()
    assert (case.state, case.grade, case.lead_unit) == (HazardState.FOUND, "", None)
    assert LedgerRecord.objects.get().grade == "major"


def test_a_second_time_nothing_comes_in(district):
    rows = ({}, OPEN | {"隐患描述": "通道堵塞"}, {"隐患描述": "电线私拉"})
    assert counts(taken_over(district.inspector, ledger_file(*rows))) == (3, 0, 0)
    again = checked(district.inspector, ledger_file(*rows))
    assert counts(again) == (0, 3, 0)
    assert said(again) == [["stands_as"]] * 3
    closed = checked(district.inspector, ledger_file(rows[1] | {"销号情况": "已整改"}))
    assert counts(closed) == (0, 1, 0)


def test_a_row_twice_in_a_file_comes_in_once(district):
    job = taken_over(district.inspector, ledger_file({}, {"隐患描述": " 灭火器  失压。"}))
    assert (counts(job), LedgerRecord.objects.count()) == ((1, 1, 0), 1)


def test_two_of_the_same_file_at_once_make_no_doubles(district):
    jobs = [
        checked(district.inspector, ledger_file({}, OPEN | {"隐患描述": "乙"})) for _n in (1, 2)
    ]
    for job in jobs:
        ledger_confirm(actor=district.inspector, job=job)
    for job in jobs:
        ledger_run(pk=job.pk)
    assert (LedgerRecord.objects.count(), Case.objects.count()) == (2, 1)
    assert counts(LedgerImport.objects.get(pk=jobs[1].pk)) == (0, 2, 0)


def test_the_columns_are_told_once(district):
    header = ["a", "哪天", "哪家", "啥毛病", "何时改完"]
    row = [1, "2026.3.2", FIRM, "灭火器失压", "2026年3月10日"]
    job = ledger_start(actor=district.inspector, file=xlsx_file(header, row))
    assert (job.is_mapped, job.columns) == (False, {})
    with pytest.raises(NotSo):
        ledger_map(actor=district.inspector, job=job, columns={}, field="fire", enterprise=None)
    columns = {"found_on": 1, "enterprise": 2, "description": 3, "done_on": 4}
    job = taken_over(district.inspector, xlsx_file(header, row), columns=columns)
    assert counts(job) == (1, 0, 0)
    again = ledger_start(actor=district.inspector, file=xlsx_file(header, row))
    assert (again.is_mapped, again.columns) == (True, columns)
    elsewhere = ledger_start(actor=district.officer, file=xlsx_file(header, row))
    assert not elsewhere.is_mapped


def test_what_words_mean_is_told_once(district):
    rows = ({"隐患等级": "Ⅱ级"}, {"隐患等级": "二级", "隐患描述": "乙"}, {"企业名称": "江南机械厂"})
    job = checked(district.inspector, ledger_file(*rows))
    assert said(job) == [["level_unknown"], ["level_unknown"], ["enterprise_unknown"]]
    assert job.unknown == {"level": {"Ⅱ级": 1, "二级": 1}, "enterprise": {"江南机械厂": 1}}
    meanings = [("level", "2", "ordinary"), ("enterprise", "江南机械厂", district.firm)]
    ledger_words(actor=district.inspector, job=job, meanings=meanings)
    ledger_run(pk=job.pk)
    job.refresh_from_db()
    assert counts(job) == (2, 1, 0)
    assert counts(checked(district.inspector, ledger_file(rows[1]))) == (1, 0, 0)


def test_a_ledger_of_one_enterprise_needs_no_column_for_it(district):
    header, row = ["检查时间", "部位", "存在问题", "整改情况"], ["2026/3/2", "仓库", "堵塞", "√"]
    with pytest.raises(NotSo, match="for all rows"):
        checked(district.inspector, xlsx_file(header, row))
    job = taken_over(district.inspector, xlsx_file(header, row), enterprise=district.firm)
    assert LedgerRecord.objects.get().enterprise == district.firm
    assert counts(job) == (1, 0, 0)


def test_only_what_lies_in_ones_reach_comes_in(district):
    EnterpriseFactory(name="外镇化工有限公司")
    job = checked(district.town_head, ledger_file({}, {"企业名称": "外镇化工有限公司"}))
    assert (counts(job), said(job)[1]) == ((1, 0, 1), ["not_yours"])
    with pytest.raises(NotYou):
        ledger_start(actor=district.handler, file=ledger_file({}))
    with pytest.raises(NotYou):
        ledger_map(
            actor=district.town_head,
            job=ledger_start(actor=district.inspector, file=ledger_file({})),
            columns={"found_on": 1, "description": 2, "enterprise": 3},
            field="fire",
            enterprise=None,
        )


def test_a_stopped_import_goes_on_where_it_stopped(district, monkeypatch):
    monkeypatch.setattr(ledger_apply, "BATCH", 1)
    job = checked(district.inspector, ledger_file({}, {"隐患描述": "乙"}, {"隐患描述": "丙"}))
    ledger_confirm(actor=district.inspector, job=job)
    take, done = ledger_apply._take_over, []

    def stops(*args):
        if len(done) == 2:
            raise SystemExit
        done.append(take(*args))

    monkeypatch.setattr(ledger_apply, "_take_over", stops)
    with pytest.raises(SystemExit):
        ledger_run(pk=job.pk)
    monkeypatch.setattr(ledger_apply, "_take_over", take)
    LedgerImport.objects.update(state="queued")
    ledger_run(pk=job.pk)
    job.refresh_from_db()
    assert (counts(job), LedgerRecord.objects.count()) == ((3, 0, 0), 3)


def test_nothing_is_written_before_the_confirmation(district):
    job = checked(district.inspector, ledger_file({}))
    assert (job.is_ready, LedgerRecord.objects.count()) == (True, 0)
    taken_over(district.inspector, ledger_file({}))
    with pytest.raises(NotNow, match="nothing to take over"):
        taken_over(district.inspector, ledger_file({}))


def test_the_database_deletes_no_line(district):
    taken_over(district.inspector, ledger_file({}))
    with pytest.raises(DatabaseError, match="DELETE refused"), transaction.atomic():
        LedgerRecord.objects.all()._raw_delete("default")


def test_the_database_empties_no_ledger(db):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has TRUNCATE")
    with (
        pytest.raises(DatabaseError, match="TRUNCATE refused"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE safety_ledgerrecord")


def test_each_unit_is_told_once_and_the_trail_says_from_where(district):
    rows = [{**OPEN, "隐患描述": f"第{n}处", "整改责任单位": "经济和信息化局"} for n in range(3)]
    job = taken_over(district.inspector, ledger_file(*rows))
    notice = Notice.objects.get(template="safety.taken_over")
    assert (notice.recipient, notice.params) == (district.head, {"count": 3})
    entry = TrailEntry.objects.filter(action="take_over").first()
    assert "台账.xlsx" in entry.note
    assert TrailEntry.objects.get(action="safety.ledger_import").changes["added"] == job.added == 3


def test_lines_go_along_when_enterprises_are_merged_and_come_in_no_second_time(district):
    twin = EnterpriseFactory(name="江南机械厂", town=district.town)
    rows = ({}, {"企业名称": "江南机械厂"})
    taken_over(district.inspector, ledger_file(*rows))
    enterprise_merge(actor=district.officer, kept=district.firm, merged=twin)
    assert set(LedgerRecord.objects.values_list("enterprise", flat=True)) == {district.firm.pk}
    assert counts(checked(district.inspector, ledger_file(*rows))) == (0, 2, 0)


def test_a_batch_is_judged_in_a_fixed_number_of_queries(district, django_assert_max_num_queries):
    jobs = []
    for count in (2, 30):
        rows = [{"隐患描述": f"{count}之{n}"} for n in range(count)]
        job = ledger_start(actor=district.inspector, file=ledger_file(*rows))
        if not job.is_mapped:
            ledger_map(
                actor=district.inspector,
                job=job,
                columns=job.columns,
                field="fire",
                enterprise=None,
            )
        jobs.append(job)
    for job in jobs:
        with django_assert_max_num_queries(32):
            ledger_run(pk=job.pk)
