"""A year's schedule read in from a file: line by line, all or nothing, and firm from then on."""

import csv
import datetime as dt
import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings

from calendars import changes
from calendars.changes import DayDecision, YearImport
from calendars.counting import WorkingCalendar
from calendars.models import Day
from calendars.published import schedule_read, schedule_rows
from calendars.schedule import scheduled_days
from calendars.selectors import calendar_read, load_calendar
from calendars.services import calendar_change, calendar_seed
from core.audit import SYSTEM
from core.errors import NotNow
from core.sheets import first_rows
from organizations.roles import Role

HOLIDAYS = Path(settings.BASE_DIR).parent / "shared" / "data" / "holidays"
FIXED = [f"2027-{day},元旦,休" for day in ("01-01", "05-01", "05-02", "10-01", "10-02", "10-03")]
WHOLE = [*FIXED, "2027-02-08,春节,休", "2027/2/6,春节,班", "2026-12-31,元旦,off"]


def read(lines, year=2027):
    file = io.BytesIO("\n".join(lines).encode("gb18030"))
    return schedule_read(first_rows(file), year)


def test_dates_words_and_headers_are_read_in_many_forms():
    days, faults = read(
        ["日期,名称,休或班", *WHOLE, "2027年9月15日,中秋,放假", "20270926,国庆节,上班"]
    )
    assert faults == []
    assert len(days) == 11
    assert days[0] == changes.NamedDay(dt.date(2026, 12, 31), "New Year's Day", False)
    assert days[-1].is_working is False


def test_what_was_read_is_read_again_from_its_own_lines():
    days, _faults = read(WHOLE)
    assert schedule_read((line.split(",") for line in schedule_rows(days)), 2027) == (days, [])


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("2027-13-01,元旦,休", "Line 10: “2027-13-01” is no date"),
        ("2027111,元旦,休", "Line 10: “2027111” is no date"),
        ("2028-01-01,元旦,休", "Line 10: 2028-01-01 does not belong to the schedule for 2027"),
        ("2027-01-04,元旦,maybe", "Line 10: “maybe” should be “off” or “working”"),
        ("2027-01-04,,休", "Line 10: the holiday's name is missing"),
        ("2027-01-04", "Line 10: “” should be “off” or “working”"),
        ("2027-02-08,春节,休", "Line 10: 2027-02-08 stands there twice"),
        (f"2027-02-09,{'春' * 41},休", "Line 10: the holiday's name is longer"),
    ],
)
def test_each_wrong_line_is_named(line, fault):
    _days, faults = read([*WHOLE, line])
    assert len(faults) == 1
    assert faults[0].startswith(fault)


def test_a_table_without_the_holidays_of_the_regulation_is_no_schedule():
    _days, faults = read([line for line in WHOLE if not line.startswith("2027-10-02")])
    assert [fault[:10] for fault in faults] == ["2027-10-02"]
    assert len(schedule_read([], 2027)[1]) == 6


def test_an_endless_table_is_refused():
    assert "more than" in read([f"x{n}" for n in range(500)])[1][-1]


def workbook(lines) -> io.BytesIO:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for line in lines:
        day, name, kind = line.split(",")
        book.active.append([dt.datetime.fromisoformat(day.replace("/2/6", "-02-06")), name, kind])
    book.save(out)
    return out


def test_a_workbook_with_dates_as_dates_is_read_alike():
    days, faults = schedule_read(first_rows(workbook(WHOLE)), 2027)
    assert (days, faults) == read(WHOLE)


def test_the_headers_say_where_the_columns_are():
    turned = [
        ",".join([kind, day, name]) for day, name, kind in (line.split(",") for line in WHOLE)
    ]
    assert read(["安排,日期,节假日", *turned]) == read(WHOLE)


@pytest.fixture
def administrator(person_with):
    return person_with(Role.ADMINISTRATOR)


def take(actor, lines=WHOLE):
    days, faults = read(lines)
    assert faults == []
    return calendar_change(actor=actor, change=YearImport(2027, days))


def test_a_schedule_read_in_makes_its_year_firm(administrator):
    edition = take(administrator)
    calendar = load_calendar()
    assert edition.from_on == dt.date(2026, 12, 31)
    assert not calendar.is_provisional(2027)
    assert calendar.is_provisional(2028)
    assert not calendar.is_working(dt.date(2027, 2, 8))
    assert calendar.is_working(dt.date(2027, 2, 6))
    assert not calendar.is_working(dt.date(2026, 12, 31))


def test_the_nightly_seeding_leaves_it_until_the_schedule_is_published(administrator, monkeypatch):
    take(administrator)
    before = calendar_read().days
    assert calendar_seed(actor=SYSTEM) is None
    assert calendar_read().days == before
    monkeypatch.setattr(changes, "is_published", lambda year: year <= 2027)
    calendar_seed(actor=SYSTEM)
    assert Day.objects.filter(source=Day.Source.IMPORTED).count() == 0
    assert load_calendar().is_working(dt.date(2026, 12, 31))


def test_the_districts_own_days_survive_it(administrator):
    struck = dt.date(2027, 3, 1)
    change = DayDecision(struck, is_working=False, reason="typhoon")
    calendar_change(actor=administrator, change=change)
    take(administrator)
    fact = load_calendar().day(struck)
    assert (fact.is_working, fact.note, fact.source) == (False, "typhoon", "imported")


def test_a_year_that_is_published_is_not_read_in(administrator):
    with pytest.raises(NotNow):
        calendar_change(actor=administrator, change=YearImport(2026, ()))


def test_the_published_year_read_from_a_table_equals_the_library(monkeypatch):
    path = HOLIDAYS / "holiday-cn-2026.json"
    if not path.exists():
        pytest.skip("the published schedule of 2026 is not beside the project")
    out = io.StringIO()
    for day in json.loads(path.read_text("utf-8"))["days"]:
        csv.writer(out).writerow([day["date"], day["name"], "休" if day["isOffDay"] else "班"])
    days, faults = read(out.getvalue().splitlines(), 2026)
    assert faults == []
    monkeypatch.setattr(changes, "is_published", lambda year: False)
    old = WorkingCalendar(scheduled_days(2027))
    new = YearImport(2026, days).outcome(old).calendar
    wrong = [
        a.date for a, b in zip(old.days, new.days, strict=True) if a.is_working != b.is_working
    ]
    assert wrong == []
