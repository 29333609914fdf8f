"""The date of a major hazard passes and nobody submits: the time to look at it begins by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from calendars.selectors import load_calendar
from calendars.units import LengthUnit
from core.errors import NotNow, NotYou
from issues.models import Attachment, Deadline
from issues.workflow import Stage
from safety.models import ProgressReport
from safety.services.acceptance import acceptances_sweep, hazard_look
from safety.services.listing import hazard_report_progress
from safety.services.loop import hazard_submit
from safety.workflow import Grade, HazardState

TODAY = timezone.localdate()


@pytest.fixture
def past(hazard_in):
    """Return a maker of hazards whose date lies so many days back."""

    def make(grade=Grade.MAJOR, days=3):
        case = hazard_in(HazardState.RECTIFYING, grade=grade, due_on=TODAY + timedelta(days=40))
        back = timezone.now() - timedelta(days=days)
        Deadline.objects.filter(case=case).update(started_at=back - timedelta(days=20))
        Deadline.objects.filter(case=case, stage=Stage.RECTIFY).update(due_at=back)
        return case

    return make


def clock(case):
    return Deadline.objects.filter(case=case, stage=Stage.ACCEPTANCE).order_by("-pk").first()


def test_ten_days_count_from_the_date_however_late_the_sweep_comes(past):
    case = past(days=3)
    date = Deadline.objects.get(case=case, stage=Stage.RECTIFY).due_at
    assert acceptances_sweep() == [case.number]
    due = load_calendar().due_after(date, 10, LengthUnit.CALENDAR_DAY)
    row = clock(case)
    assert (row.started_at, row.due_at, row.organization) == (date, due.at, case.oversight_unit)
    assert acceptances_sweep() == []


@pytest.mark.parametrize(("grade", "days"), [(Grade.ORDINARY, 3), (Grade.MAJOR, -3)])
def test_it_does_not_begin_for_an_ordinary_one_nor_before_the_date(past, grade, days):
    past(grade, days)
    assert acceptances_sweep() == []


def test_looking_meets_it_and_the_rectification_stays_late(past, district, photo):
    case = past()
    with pytest.raises(NotNow):
        hazard_look(actor=district.inspector, case=case, words="尚未整改")
    acceptances_sweep()
    with pytest.raises(NotYou):
        hazard_look(actor=district.head, case=case, words="尚未整改")
    hazard_look(actor=district.inspector, case=case, words="尚未整改", photos=[photo("blue")])
    assert clock(case).met_at is not None
    assert Deadline.objects.get(case=case, stage=Stage.RECTIFY).is_open
    assert acceptances_sweep() == []


def test_a_request_that_comes_after_all_begins_its_own_ten_days(past, district, photo):
    case = past()
    acceptances_sweep()
    first = clock(case)
    hazard_submit(actor=district.head, case=case, how="已清理", after=[photo("green")])
    first.refresh_from_db()
    assert first.met_at is not None
    assert clock(case).started_at > first.started_at


def test_photos_of_the_progress_stand_with_their_report(hazard_in, district, photo, signed_in):
    case = hazard_in(HazardState.RECTIFYING, grade=Grade.MAJOR, due_on=TODAY + timedelta(days=60))
    kept = photo("blue")
    hazard_report_progress(actor=district.head, case=case, done=40, text="已拆除", photos=[kept])
    assert list(ProgressReport.objects.get().photos.all()) == [kept]
    assert Attachment.objects.get(stored=kept).purpose == "progress"
    assert (
        str(kept.pk) in signed_in(district.inspector).get(case.get_absolute_url()).content.decode()
    )
