"""Lists that are taken away whole, however long they are: row by row, on more sheets than one."""

import io
import re
import zipfile
from copy import copy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from issues.models import Case
from issues.workflow import Kind
from safety.models import Hazard, Listing
from safety.workflow import HazardState
from tests.deeds.factories import DeedFactory, WishFactory
from tests.factories import CaseFactory, PlannedVisitFactory
from tests.handed import faults_of, sheets_of
from tests.issues.conftest import district as district

pytestmark = pytest.mark.django_db

BEYOND = 20_001
"""One more than most of these lists once held."""
BESIDE_MOST = 5
"""Statements for what stands beside the rows of a page: fewer than rows, however many they are."""


def _hazard(place) -> Case:
    case = CaseFactory(
        kind=Kind.HAZARD, state=HazardState.WRITTEN_OFF, enterprise=place.firm, town=place.town
    )
    Hazard.objects.create(case=case, field="fire", matter="消防通道堆放杂物")
    return case


def _listing(place) -> Listing:
    case = _hazard(place)
    now, ended = timezone.now(), {"ending": Listing.Ending.WRITTEN_OFF, "words": "予以摘牌"}
    by = {"listed_by": place.officer, "unlisted_by": place.officer, "unit": place.bureau}
    return Listing.objects.create(
        number="0", case=case, listed_at=now, unlisted_at=now, **by, **ended
    )


LISTS = {
    "deeds:deed_workbook": lambda place: DeedFactory(organization=place.bureau),
    "deeds:wish_workbook": lambda place: WishFactory(unit=place.bureau, state="published"),
    "visits:planned_workbook": lambda place: PlannedVisitFactory(enterprise=place.firm),
    "safety:listed_workbook": _listing,
    "safety:ledger_workbook": _hazard,
    "enterprises:register_export": lambda place: place.firm,
}


@pytest.fixture(params=LISTS)
def taken(request, district, signed_in):
    """Return what makes the list so long and takes it away, with how many statements that took."""
    first, client = LISTS[request.param](district), signed_in(district.officer)
    client.get(reverse(request.param))

    def take(many: int) -> tuple[bytes, int]:
        rows = type(first).objects
        made = rows.bulk_create(_copies(first, rows.count(), many))
        if isinstance(first, Case):
            hazards = _copies(first.hazard, 0, len(made))
            for hazard, case in zip(hazards, made, strict=True):
                hazard.case = case
            Hazard.objects.bulk_create(hazards)
        with CaptureQueriesContext(connection) as told:
            content = client.get(reverse(request.param)).getvalue()
        return content, len(told)

    return take


def _copies(first, there: int, many: int) -> list:
    """So many more rows like the first that there are as many as asked."""
    rows = [copy(first) for _place in range(there, many)]
    for place, row in enumerate(rows, start=there):
        row.pk, row._state = None, copy(first._state)
        if isinstance(row, Case | Listing):
            row.number = str(place)
    return rows


def test_a_list_longer_than_a_sheet_goes_on_in_another_and_leaves_out_nothing(taken, monkeypatch):
    monkeypatch.setattr("core.office.ROWS_MOST", 4)
    monkeypatch.setattr("core.office.CHUNK", 3)
    content, _statements = taken(9)
    assert faults_of(content) == []
    assert [len(rows) for rows in sheets_of(content).values()] == [4, 4, 1]
    assert numbered(content) == list(range(1, 10))


def test_a_long_list_is_read_some_at_a_time_and_nothing_row_by_row(taken, monkeypatch):
    monkeypatch.setattr("core.office.CHUNK", 10)
    (_few, of_one_page), (_many, of_five) = taken(10), taken(41)
    assert of_five <= of_one_page + 4 * BESIDE_MOST


@pytest.mark.slow
def test_a_list_has_no_end_but_its_own(taken):
    content, _statements = taken(BEYOND)
    assert numbered(content) == list(range(1, BEYOND + 1))


def numbered(content: bytes) -> list[int]:
    """The numbers before the rows of all sheets; read from the file itself, for they are many."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheets = sorted(name for name in book.namelist() if "worksheets/sheet" in name)
        found = (re.findall(rb'<c r="A\d+"[^>]*><v>(\d+)</v>', book.read(name)) for name in sheets)
        return [int(number) for numbers in found for number in numbers]
