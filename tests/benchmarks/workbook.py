"""A big sheet as the product writes it, beside the bare writer with the same values."""

import io
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

ROWS = 100_000


def lines():
    issues = Case.objects.filter(kind=Kind.ISSUE).order_by("pk").values_list("pk", flat=True)
    many = min(ROWS, issues.count())
    last = issues[many - 1]
    sheets = sheets_of(user=User.objects.get(username="office"), params=QueryDict(""))[:1]
    sheets = [replace(sheet, rows=sheet.rows.filter(pk__lte=last)) for sheet in sheets]
    kept: list = []

    def product():
        write_workbook(io.BytesIO(), sheets=sheets, made_by="office", now=timezone.now())

    def bare():
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in kept:
            sheet.append(row)
        book.save(io.BytesIO())

    tell(f"Collecting {many} rows")
    _collect(product, kept)
    yield compare(f"Workbook of {many} rows", product, bare, times=1, is_warmed=False)


def _collect(product, kept: list) -> None:
    """The values the product writes, taken from its own writer."""
    append = "openpyxl.worksheet._write_only.WriteOnlyWorksheet.append"
    with mock.patch(
        append, lambda _sheet, row: kept.append([getattr(one, "value", one) for one in row])
    ):
        product()
