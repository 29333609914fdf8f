"""Recording an inspection: judgements, hazards out of what failed, points, and once."""

import uuid

import pytest

from inspections.models import Inspection, Judgement
from inspections.services.entries import InspectionEntry
from issues.models import Case
from issues.workflow import Kind
from tests.visits.conftest import photo_bytes
from visits.models import Visit


def test_a_failed_item_is_a_hazard_with_its_words_basis_and_photos(
    district, fire, inspect, judged, photo
):
    facts = {
        "note": "二楼东侧被货架堵住",
        "place": "二楼",
        "photos": [photo(), photo(photo_bytes((41, 30)))],
    }
    entry = InspectionEntry(
        kind="inspection",
        versions=[fire],
        judgements=judged(fire, "fail", "pass", "na", of_0=facts),
    )
    inspection = inspect(entry=entry)
    hazard = Case.objects.get(kind=Kind.HAZARD)
    assert (hazard.title, hazard.hazard.field, hazard.hazard.place) == (
        "Not met: 安全出口畅通",
        "fire",
        "二楼",
    )
    assert "二楼东侧被货架堵住" in hazard.description
    assert "消防法第二十八条" in hazard.description
    assert hazard.attachments.count() == 2
    assert hazard.oversight_unit == district.authority
    assert inspection.visit.purpose == Visit.Purpose.INSPECTION
    judgement = Judgement.objects.get(result="fail")
    assert judgement.finding.case == hazard


@pytest.mark.parametrize(
    ("results", "reached", "possible", "percent"),
    [
        (("pass", "pass", "pass"), 20, 20, 100),
        (("fail", "pass", "pass"), 10, 20, 50),
        (("na", "pass", "fail"), 5, 10, 50),
        (("na", "na", "na"), 0, 0, None),
    ],
)
def test_what_is_not_applicable_counts_in_neither(inspect, results, reached, possible, percent):
    inspection = inspect(*results)
    assert (inspection.reached, inspection.possible, inspection.percent) == (
        reached,
        possible,
        percent,
    )
    assert inspection.failed == results.count("fail")


def test_the_same_page_twice_is_one_inspection_and_one_hazard(inspect):
    key = uuid.uuid4()
    first = inspect("fail", "pass", "pass", submission_key=key)
    again = inspect("fail", "pass", "pass", submission_key=key)
    assert first == again
    assert (Inspection.objects.count(), Visit.objects.count(), Case.objects.count()) == (1, 1, 1)
