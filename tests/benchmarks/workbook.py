"""A big list as the product writes it, beside the bare writer with the same values, and its memory."""

import io
import subprocess
import sys
from dataclasses import replace
from unittest import mock

from django.http import QueryDict
from django.utils import timezone
from openpyxl import Workbook

from issues.models import Case
from issues.workflow import Kind
from organizations.models import User
from reports.workbook import sheets_of, write_workbook
from tests.benchmarks.measure import compare, tell

ROWS, FEW = 200_000, 20_000


def lines():
    sheets, many = sheets_up_to(ROWS)
    kept: list = []

    def product():
        written(io.BytesIO(), sheets)

    def bare():
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in kept:
            sheet.append(row)
        book.save(io.BytesIO())

    tell(f"Collecting {many} rows")
    _collect(product, kept)
    yield compare(f"Workbook of {many} rows", product, bare, times=1, is_warmed=False)
    del kept[:]
    for rows in (FEW, ROWS):
        yield f"| Most memory for {min(rows, many)} rows | {_memory(rows)} | | |"


def sheets_up_to(rows: int) -> tuple[list, int]:
    """The list of issues and demands up to so many rows, and how many there are."""
    issues = Case.objects.filter(kind=Kind.ISSUE).order_by("pk").values_list("pk", flat=True)
    many = min(rows, issues.count())
    last = issues[many - 1]
    sheets = sheets_of(user=User.objects.get(username="office"), params=QueryDict(""))[:1]
    return [replace(sheet, rows=sheet.rows.filter(pk__lte=last)) for sheet in sheets], many


def written(file, sheets) -> None:
    write_workbook(file, sheets=sheets, made_by="office", now=timezone.now())


def _collect(product, kept: list) -> None:
    """The values the product writes, taken from its own writer."""
    append = "openpyxl.worksheet._write_only.WriteOnlyWorksheet.append"
    with mock.patch(
        append, lambda _sheet, row: kept.append([getattr(one, "value", one) for one in row])
    ):
        product()


def _memory(rows: int) -> str:
    """Of a process of its own that writes so many rows into a file: the most it held."""
    tell(f"Memory for {rows} rows")
    command = [sys.executable, "-m", "tests.benchmarks.memory", str(rows)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
