"""The year page, the words beside a date, and the command."""

import datetime as dt
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.template import Context, Template
from django.utils import translation

from calendars.counting import instant
from calendars.selectors import calendar_held, load_calendar
from organizations.roles import Role

pytestmark = pytest.mark.django_db


def workdays_add(*arguments) -> str:
    told = StringIO()
    call_command("workdays_add", *arguments, stdout=told)
    return told.getvalue()


def test_the_command_prints_the_count_in_chinese():
    lines = workdays_add("2026-09-24", "10").splitlines()
    assert lines[0] == "起算：2026-09-24 周四 08:30，期限 10 个工作日"
    assert [line.strip() for line in lines[1:4]] == [
        "–  2026-09-24 周四  起算当日，不计入",
        "–  2026-09-25 周五  中秋节",
        "–  2026-09-26 周六  中秋节",
    ]
    assert "   6  2026-10-10 周六  调休上班日（国庆节）" in lines
    assert lines[-2:] == ["  10  2026-10-15 周四  工作日", "到期：2026-10-15 周四 17:30"]


def test_the_command_marks_a_provisional_date():
    assert "2027 年的放假安排尚未公布" in workdays_add("2026-12-28", "5")


def test_the_command_counts_in_other_units():
    told = workdays_add("2026-10-10T16:00", "3", "--unit", "working_hour")
    assert told.splitlines()[-1] == "到期：2026-10-12 周一 10:00"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["yesterday", "10"], "不是有效日期"),
        (["2026-02-30", "10"], "不是有效日期"),
        (["2026-09-24", "ten"], "不是整数"),
        (["2026-09-24", "0"], "期限须为"),
        (["2026-09-24", "99999"], "期限须为"),
        (["2026-09-24", "3", "--unit", "moon"], "不是有效的计时单位"),
        (["1999-01-01", "3"], "工作日历的范围"),
        (["2029-12-30", "30"], "工作日历的范围"),
        (["0001-01-01T00:00+14:00", "3"], "不是有效日期"),
        (["9999-12-31", "99", "--unit", "hour"], "工作日历的范围"),
    ],
)
def test_the_command_refuses_bad_input_with_a_sentence(arguments, words):
    with pytest.raises(CommandError, match=words) as refused:
        workdays_add(*arguments)
    assert refused.value.returncode == 1


def test_the_seeding_command_may_be_repeated():
    told = StringIO()
    call_command("calendar_seed", stdout=told)
    assert "up to date" in told.getvalue()


@pytest.mark.parametrize(
    ("now", "due", "words"),
    [
        ("2026-11-23T09:00", "2026-11-25T17:30", "2 working days left"),
        ("2026-11-23T09:00", "2026-11-24T17:30", "1 working day left"),
        ("2026-09-30T09:00", "2026-10-08T17:30", "1 working day left"),
        ("2026-11-23T09:00", "2026-11-23T17:30", "due today"),
        ("2026-11-21T09:00", "2026-11-22T10:00", "less than a working day left"),
        ("2026-11-23T18:00", "2026-11-23T17:30", "overdue by less than a working day"),
        ("2026-11-22T18:00", "2026-11-20T17:30", "overdue by less than a working day"),
        ("2026-11-23T09:00", "2026-11-20T17:30", "overdue by 1 working day"),
        ("2026-11-25T09:00", "2026-11-20T17:30", "overdue by 3 working days"),
    ],
)
def test_what_is_left_is_said_in_working_days(now, due, words):
    due_at = dt.datetime.fromisoformat(f"{due}+08:00")
    with time_machine.travel(f"{now}+08:00", tick=False):
        page = Template("{% load working_time %}{{ due_at|working_days_left }}")
        assert page.render(Context({"due_at": due_at})) == words


def test_what_is_left_is_said_in_chinese():
    page = Template("{% load working_time %}{{ due_at|working_days_left }}")
    due_at = instant(dt.date(2026, 11, 25), dt.time(17, 30))
    with time_machine.travel("2026-11-23T09:00+08:00"), translation.override("zh-hans"):
        assert page.render(Context({"due_at": due_at})) == "还剩 2 个工作日"


def test_what_is_left_costs_no_query_per_row(django_assert_num_queries):
    page = Template(
        "{% load working_time %}{% for d in rows %}{{ d|working_days_left }}{% endfor %}"
    )
    rows = [instant(dt.date(2026, 11, 25), dt.time(17, 30))] * 30
    with calendar_held(), django_assert_num_queries(1):
        page.render(Context({"rows": rows}))


def test_what_is_left_of_nothing_is_nothing():
    page = Template("{% load working_time %}{{ due_at|working_days_left }}")
    assert page.render(Context({"due_at": None})) == ""


@time_machine.travel("2026-11-23T09:00+08:00", tick=False)
def test_the_calendar_opens_at_this_year(person_with, signed_in):
    browser = signed_in(person_with(Role.HANDLER))
    assert browser.get("/calendar/").url == "/calendar/2026/"


def test_the_year_shows_holidays_and_make_up_days_in_words(person_with, signed_in):
    page = signed_in(person_with(Role.HANDLER)).get("/calendar/2026/").content.decode()
    assert 'title="2026-10-01 National Day"' in page
    assert 'title="2026-10-10 make-up working day for National Day"' in page
    assert "Decide a day" not in page


def test_a_year_not_published_says_so(person_with, signed_in):
    page = signed_in(person_with(Role.HANDLER)).get("/calendar/2027/").content.decode()
    assert "has not published the schedule for 2027" in page


@pytest.mark.parametrize("year", [0, 2003, 2030, 99999])
def test_a_year_beyond_the_calendar_is_not_found(year, person_with, signed_in):
    assert signed_in(person_with(Role.HANDLER)).get(f"/calendar/{year}/").status_code == 404


def test_the_year_reads_nothing_of_the_calendar_but_its_stamp(
    person_with, signed_in, django_assert_num_queries
):
    browser = signed_in(person_with(Role.ADMINISTRATOR))
    load_calendar()
    with django_assert_num_queries(9):
        browser.get("/calendar/2026/")
