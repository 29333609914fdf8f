"""Ledgers made on the spot, and their way in."""

from safety.models import LedgerImport
from safety.services.ledger_in import ledger_confirm, ledger_map, ledger_run, ledger_start
from tests.enterprises.shared import xlsx_file

HEADER = ["序号", "排查时间", "企业名称", "隐患部位", "隐患描述", "隐患类型", "隐患等级"]
HEADER += ["整改措施", "整改责任单位", "整改责任人", "整改期限", "整改完成日期", "销号情况"]
FIRM = "江南精密机械有限公司"
ROW = {
    "序号": 1,
    "排查时间": "2026-03-02",
    "企业名称": FIRM,
    "隐患部位": "一号车间",
    "隐患描述": "灭火器失压",
    "隐患类型": "消防",
    "隐患等级": "一般",
    "整改措施": "更换灭火器",
    "整改责任单位": "柳河镇",
    "整改责任人": "张厂长",
    "整改期限": "2026-03-12",
    "整改完成日期": "2026-03-10",
    "销号情况": "已整改",
}
OPEN = {"整改完成日期": "", "销号情况": "整改中", "整改期限": "2027-03-12"}


def ledger_file(*rows: dict, name="台账.xlsx"):
    """A workbook with a title, the headings and a row for each, which names only what differs."""
    cells = [[{**ROW, **row}[heading] for heading in HEADER] for row in rows]
    return xlsx_file(["隐患排查治理台账"], HEADER, *cells, name=name)


def checked(actor, file, **told) -> LedgerImport:
    """Uploaded, with the columns as they were recognised, and checked."""
    job = ledger_start(actor=actor, file=file)
    if not job.is_mapped:
        facts = {"columns": job.columns, "field": "other", "enterprise": None, **told}
        ledger_map(actor=actor, job=job, **facts)
    ledger_run(pk=job.pk)
    return LedgerImport.objects.get(pk=job.pk)


def taken_over(actor, file, **told) -> LedgerImport:
    job = checked(actor, file, **told)
    ledger_confirm(actor=actor, job=job)
    ledger_run(pk=job.pk)
    return LedgerImport.objects.get(pk=job.pk)


def counts(job: LedgerImport) -> tuple[int, int, int]:
    return job.added, job.left, job.refused


def said(job: LedgerImport) -> list[list[str]]:
    """For each row, the codes of what is said about it."""
    return [[code for _level, _field, code, _facts in row.messages] for row in job.rows.all()]
