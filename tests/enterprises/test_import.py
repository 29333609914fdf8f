"""A register file from upload to the register: verdicts, all or nothing, never twice."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.errors import NotNow, NotYou
from core.models import TrailEntry
from enterprises.models import Enterprise, ImportJob
from enterprises.scale import Scale
from enterprises.services import enterprise_save, import_confirm, import_run, import_start
from enterprises.tasks import import_jobs_resume
from organizations.models import Organization
from organizations.roles import Role
from tests.enterprises.shared import (
    CODE,
    OTHER_CODE,
    SHARED,
    checked_job,
    codes_said,
    csv_file,
    shared_rows,
    verdicts,
    xlsx_file,
)
from tests.factories import EnterpriseFactory, OrganizationFactory

pytestmark = pytest.mark.each_database

HEADER = ["企业名称", "统一社会信用代码", "所属镇街", "行业", "从业人员", "营业收入(万元)"]
ROW = ["东湖机械厂", CODE, "亭林镇", "通用设备制造业", 300, 2000]


@pytest.fixture
def office(person_with):
    OrganizationFactory(name="亭林镇", kind=Organization.Kind.TOWN)
    return person_with(Role.VISIT_OFFICE)


def applied(actor, file) -> ImportJob:
    job = import_confirm(actor=actor, job=checked_job(actor, file))
    import_run(pk=job.pk)
    return ImportJob.objects.get(pk=job.pk)


def test_a_row_is_added_with_what_follows_from_it(office):
    job = applied(office, xlsx_file(HEADER, ROW))
    enterprise = Enterprise.objects.get()
    assert job.is_applied
    assert (enterprise.uscc, enterprise.town.name, enterprise.industry_code) == (
        CODE,
        "亭林镇",
        "C34",
    )
    assert (enterprise.scale, enterprise.initials) == (Scale.MEDIUM, "dhjxc")
    assert Enterprise.objects.filter(search__finds="湖机").exists()


def test_nothing_is_written_before_the_confirmation(office):
    job = checked_job(office, xlsx_file(HEADER, ROW))
    assert (job.is_ready, job.added, Enterprise.objects.count()) == (True, 1, 0)


def test_a_second_import_leaves_everything(office):
    applied(office, xlsx_file(HEADER, ROW))
    job = checked_job(office, xlsx_file(HEADER, ROW))
    assert (job.added, job.changed, job.left) == (0, 0, 1)
    with pytest.raises(NotNow, match="nothing to add"):
        import_confirm(actor=office, job=job)


def test_a_change_says_from_what_to_what_and_stands_in_the_trail(office):
    enterprise = EnterpriseFactory(name="老名字", uscc=CODE, employees=5, address="一路")
    job = applied(
        office, csv_file(["企业名称", "信用代码", "职工人数", "地址"], ["新名字", CODE, 6, ""])
    )
    enterprise.refresh_from_db()
    changes = {"name": ["老名字", "新名字"], "employees": [5, 6]}
    assert job.rows.get().changes == changes
    assert (enterprise.name, enterprise.employees, enterprise.address) == ("新名字", 6, "一路")
    entry = TrailEntry.objects.get(action="enterprises.enterprise_change")
    assert entry.changes == {**changes, "import": job.pk}
    assert TrailEntry.objects.get(action="enterprises.register_import").changes["changed"] == 1


TABLE = {
    "same code, other words": ([["甲厂", CODE], ["乙厂", CODE]], ["added", "refused"]),
    "same row twice": ([["甲厂", CODE], ["甲厂", CODE]], ["added", "left"]),
    "same name, both without code": ([["甲厂", ""], ["甲厂", ""]], ["added", "left"]),
    "same name, one without code": ([["甲厂", CODE], ["甲厂", ""]], ["added", "refused"]),
    "same name, two codes": ([["甲厂", CODE], ["甲厂", OTHER_CODE]], ["added", "added"]),
    "no name": ([["", CODE]], ["refused"]),
    "wrong code": ([["甲厂", CODE[:-1] + "X"]], ["refused"]),
    "the register's, by name": ([["在库厂", ""]], ["left"]),
    "the register's, now with code": ([["在库厂", CODE]], ["changed"]),
    "the register's, two rows": ([["在库厂", CODE], ["在库厂", ""]], ["changed", "refused"]),
    "two of the name in the register": ([["双胞厂", ""]], ["refused"]),
    "name known under another code": ([["有码厂", CODE]], ["added"]),
}


@pytest.mark.parametrize("case", TABLE)
def test_doubles_are_found_in_the_file_and_against_the_register(case, office):
    EnterpriseFactory(name="在库厂")
    EnterpriseFactory.create_batch(2, name="双胞厂")
    EnterpriseFactory(name="有码厂", uscc="91310108133659570K")
    rows, expected = TABLE[case]
    assert (
        verdicts(checked_job(office, csv_file(["企业名称", "统一社会信用代码"], *rows))) == expected
    )


def test_unknown_town_and_industry_are_remarks_not_refusals(office):
    job = checked_job(office, xlsx_file(HEADER, ["甲厂", CODE, "火星镇", "化工", 3, 4]))
    assert verdicts(job) == ["added"]
    assert codes_said(job) == [["town town_unknown", "industry industry_unknown"]]
    assert job.warned == 1


def test_bad_rows_stay_out_with_row_column_and_reason(office):
    job = applied(
        office, xlsx_file(["名录"], HEADER, ROW, ["乙厂", OTHER_CODE, "", "", "约20", -1])
    )
    row = job.rows.get(verdict="refused")
    assert row.number == 4
    assert row.remarks(job.columns) == [
        "从业人员: “约20” is not a number. Please enter only figures.",
        "营业收入(万元): “-1” is below zero.",
    ]
    assert list(Enterprise.objects.values_list("name", flat=True)) == ["东湖机械厂"]


def test_a_register_that_changed_meanwhile_is_checked_again_and_nothing_applied(office):
    enterprise = EnterpriseFactory(name="甲厂", uscc=CODE, employees=5)
    file = csv_file(
        ["企业名称", "信用代码", "职工人数"], ["甲厂", CODE, 6], ["乙厂", OTHER_CODE, 1]
    )
    job = import_confirm(actor=office, job=checked_job(office, file))
    enterprise_save(actor=office, enterprise=enterprise, values={"uscc": CODE, "employees": 7})
    import_run(pk=job.pk)
    job.refresh_from_db()
    assert (job.is_ready, job.is_overtaken, Enterprise.objects.count()) == (True, True, 1)
    assert job.rows.first().changes == {"employees": [7, 6]}
    import_run(pk=import_confirm(actor=office, job=job).pk)
    assert Enterprise.objects.count() == 2


def test_the_same_file_twice_at_once_makes_no_doubles(office):
    jobs = [checked_job(office, csv_file(["企业名称"], ["甲厂"], ["乙厂"])) for _copy in range(2)]
    for job in jobs:
        import_confirm(actor=office, job=job)
    for job in jobs:
        import_run(pk=job.pk)
    second = ImportJob.objects.get(pk=jobs[1].pk)
    assert Enterprise.objects.count() == 2
    assert (second.is_ready, second.left) == (True, 2)


def test_a_job_is_done_by_one_worker_and_picked_up_when_that_dies(office):
    job = import_start(actor=office, file=csv_file(["企业名称"], ["甲厂"]))
    now = timezone.now()
    ImportJob.objects.update(state="running", worker="gone", heartbeat_at=now)
    assert import_run(pk=job.pk) is None
    import_jobs_resume()
    job.refresh_from_db()
    assert job.is_underway
    ImportJob.objects.update(heartbeat_at=now - timedelta(minutes=3))
    import_jobs_resume()
    job.refresh_from_db()
    assert (job.is_ready, job.added) == (True, 1)


def test_a_job_that_kills_its_workers_is_given_up(office):
    job = import_start(actor=office, file=csv_file(["企业名称"], ["甲厂"]))
    ImportJob.objects.update(attempts=3)
    import_run(pk=job.pk)
    job.refresh_from_db()
    assert job.state == ImportJob.State.FAILED
    assert "企业库没有改动" in job.message


def test_a_file_without_header_fails_with_a_sentence(office):
    job = checked_job(office, csv_file(["甲", "乙"], [1, 2]))
    assert job.state == ImportJob.State.FAILED
    assert "没有找到表头" in job.message


def test_only_who_may_import_imports(person_with):
    with pytest.raises(NotYou):
        import_start(actor=person_with(Role.UNIT_HEAD), file=csv_file(["企业名称"], ["甲厂"]))
    assert not ImportJob.objects.exists()


def test_a_batch_is_applied_in_a_fixed_number_of_statements(office, django_assert_num_queries):
    def job_of(count):
        rows = [[f"{count}号厂{n}", n] for n in range(count)]
        job = checked_job(office, csv_file(["企业名称", "职工人数"], *rows))
        return import_confirm(actor=office, job=job)

    import_run(pk=job_of(1).pk)
    few, many = job_of(2), job_of(30)
    for job in (few, many):
        with django_assert_num_queries(15):
            import_run(pk=job.pk)


def test_the_command_imports_and_a_dry_run_leaves_nothing(office, tmp_path, capsys):
    file = tmp_path / "名录.csv"
    file.write_text("企业名称,职工人数\n甲厂,3\n乙厂,多\n", "utf-8")
    call_command("enterprises_import", file, "--dry-run")
    assert (ImportJob.objects.count(), Enterprise.objects.count()) == (0, 0)
    assert "3 乙厂 · 职工人数: “多”" in capsys.readouterr().out
    call_command("enterprises_import", file, "--as", office.username)
    assert Enterprise.objects.get().name == "甲厂"
    with pytest.raises(CommandError, match="Nobody may import"):
        call_command("enterprises_import", file, "--as", "stranger")


@pytest.mark.slow
def test_the_15000_real_rows_go_in_once(office):
    shared_rows("enterprises/enterprises_zj_sh_sample_15000.csv")
    file = SHARED / "enterprises" / "enterprises_zj_sh_sample_15000.csv"
    call_command("enterprises_import", file, "--as", office.username)
    job = ImportJob.objects.get()
    assert (job.added, job.refused, Enterprise.objects.count()) == (15000, 0, 15000)
    call_command("enterprises_import", file, "--as", office.username)
    again = ImportJob.objects.first()
    assert (again.added, again.changed, again.left) == (0, 0, 15000)
