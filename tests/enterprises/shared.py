"""Register files made on the spot, and the public material beside the repository, if it is there."""

import csv
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from enterprises.models import ImportJob
from enterprises.services import import_run, import_start

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"

# Made up, with check characters by the standard.
CODE, OTHER_CODE = "91310114133673452U", "91310000132203715W"


def shared_rows(path: str) -> list[dict]:
    """The rows of a shared CSV; the test is skipped where the material is absent."""
    file = SHARED / path
    if not file.exists():
        pytest.skip(f"{path} of the shared material is not beside this repository")
    with file.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def csv_file(*rows, encoding="utf-8-sig", name="register.csv") -> SimpleUploadedFile:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return SimpleUploadedFile(name, text.getvalue().encode(encoding))


def xlsx_file(*rows, name="register.xlsx") -> SimpleUploadedFile:
    book, content = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return SimpleUploadedFile(name, content.getvalue())


def checked_job(actor, file) -> ImportJob:
    job = import_start(actor=actor, file=file)
    import_run(pk=job.pk)
    return ImportJob.objects.get(pk=job.pk)


def verdicts(job: ImportJob) -> list[str]:
    return list(job.rows.values_list("verdict", flat=True))


def codes_said(job: ImportJob) -> list[list[str]]:
    """For each row, what is said about it: field and code."""
    return [
        [f"{field} {code}" for _level, field, code, _particulars in row.messages]
        for row in job.rows.all()
    ]
