"""Open an uploaded table without trusting it: Excel or text, within limits."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from core.archives import is_bomb
from core.errors import NotSo

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_PARTS = 2000
MAX_ROWS = 100_000
MAX_COLUMNS = 60

_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_NOT_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet as they come, and how many there may be (0: unknown)."""

    rows: Iterator[list]
    expected: int = 0


def sheets_of(file) -> Iterator[Sheet]:
    """Yield the sheets of an open binary file, each to be read before the next is asked for.

    NotSo says what is wrong with the file; it may come while rows are being read.
    """
    guard(file)
    if _start_of(file).startswith(_ZIP):
        yield from _workbook_sheets(file)
    else:
        yield _text_sheet(file)


def first_rows(file) -> list[list]:
    """All rows of the first sheet of a small file; NotSo as above."""
    for sheet in sheets_of(file):
        return list(sheet.rows)
    return []


def guard(file) -> None:
    """Raise NotSo for what need not be opened at all: size, kind, what it would unpack to."""
    start = _start_of(file)
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if not size:
        raise NotSo(_("The file is empty. Please choose it again."))
    if size > MAX_BYTES:
        raise NotSo(_("The file is larger than 20 MB. Please split it and import the parts."))
    if start.startswith(_OLD_EXCEL):
        raise NotSo(
            _(
                "This is an old Excel file (.xls) or one with a password. Please save it in Excel"
                " as .xlsx, without a password, and upload that."
            )
        )
    if start.startswith(_NOT_TABLES):
        raise _not_a_table()
    if start.startswith(_ZIP):
        _guard_zip(file)


def _start_of(file) -> bytes:
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    return start


def _not_a_table() -> NotSo:
    return NotSo(_("This is not a table. Please upload an Excel workbook (.xlsx) or a CSV file."))


def _damaged() -> NotSo:
    return NotSo(
        _(
            "The workbook is damaged and cannot be read. Please open it in Excel, save it again as"
            " .xlsx and upload that."
        )
    )


def _guard_zip(file) -> None:
    """Refuse what unpacks to too much."""
    try:
        with zipfile.ZipFile(file) as archive:
            is_too_much = is_bomb(archive, parts=MAX_PARTS, unpacked=MAX_UNPACKED_BYTES)
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _damaged() from error
    if is_too_much:
        raise NotSo(
            _(
                "This workbook would unpack to more than 300 MB and was not opened. Please copy"
                " the table into a new workbook, values only, and upload that."
            )
        )
    if "xl/workbook.xml" not in names:
        raise _not_a_table()
    file.seek(0)


def _workbook_sheets(file) -> Iterator[Sheet]:
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl fails on damaged parts in many ways
        raise _damaged() from error
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                expected = sheet.max_row or 0
                sheet.reset_dimensions()
                yield Sheet(_limited(_workbook_rows(sheet)), min(expected, MAX_ROWS))
    finally:
        book.close()


def _workbook_rows(sheet) -> Iterator[list]:
    rows = sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)
    while True:
        try:
            row = next(rows, None)
        except Exception as error:  # as above, for a damaged sheet
            raise _damaged() from error
        if row is None:
            return
        yield list(row)


def _text_sheet(file) -> Sheet:
    text = _decoded(file.read())
    head = text[:20_000].splitlines()[:10]
    delimiter = max(",\t;", key=lambda mark: sum(line.count(mark) for line in head))
    return Sheet(_limited(_text_rows(text, delimiter)), min(text.count("\n"), MAX_ROWS))


def _text_rows(text: str, delimiter: str) -> Iterator[list]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from rows
    except csv.Error as error:
        raise NotSo(
            _("Line %d of the file cannot be read. Please save it again as CSV from Excel.")
            % rows.line_num
        ) from error


def _decoded(content: bytes) -> str:
    unicode_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if unicode_16 else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _not_a_table()


def _limited(rows: Iterator[list]) -> Iterator[list]:
    """Pass rows on up to the limits; blank ones pass too, so that numbers match the file's."""
    filled = 0
    for row in rows:
        if any(_has_value(cell) for cell in row[MAX_COLUMNS:]):
            raise NotSo(_("The sheet has more than 60 columns. Please keep only those needed."))
        filled += any(_has_value(cell) for cell in row)
        if filled > MAX_ROWS:
            raise NotSo(
                _("The sheet has more than 100,000 rows. Please split it and import the parts.")
            )
        yield row[:MAX_COLUMNS]


def _has_value(cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))
