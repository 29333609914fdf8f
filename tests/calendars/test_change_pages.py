"""Changing the calendar on its pages: look at what it moves first, then put it in force."""

import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from calendars.models import Day, Edition, OfficeHours
from organizations.roles import Role
from tests.calendars.test_schedule_import import WHOLE

pytestmark = pytest.mark.django_db

SNOW = {"first_on": "2026-12-02", "kind": "off", "reason": "snow"}


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel("2026-11-23T09:00+08:00", tick=False):
        yield


@pytest.fixture
def browser(person_with, signed_in):
    return signed_in(person_with(Role.ADMINISTRATOR))


def confirmed(browser, address, sent):
    """Send the form, then what its preview page sends along."""
    page = browser.post(address, sent).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', page))
    assert "Put it in force" in page, page
    return browser.post(address, hidden, follow=True)


def test_nothing_is_saved_before_it_was_seen(browser):
    page = browser.post("/calendar/days/", SNOW).content.decode()
    assert "No open deadline moves" in page
    assert Day.objects.get(date="2026-12-02").is_working


def test_a_day_is_decided_and_withdrawn(browser):
    page = confirmed(browser, "/calendar/days/", SNOW)
    assert "day off by district decision: snow" in page.content.decode()
    page = confirmed(browser, "/calendar/days/withdraw/", {"date": "2026-12-02"})
    assert page.redirect_chain[-1][0] == "/calendar/2026/"
    assert Day.objects.get(date="2026-12-02").is_working


@pytest.mark.parametrize(
    ("facts", "hours"),
    [
        ({"kind": "morning"}, "08:30-11:30"),
        ({"kind": "afternoon"}, "13:30-17:30"),
        ({"kind": "own", "hours": "9:00-15:00"}, "09:00-15:00"),
    ],
)
def test_a_day_is_worked_in_part(browser, facts, hours):
    confirmed(browser, "/calendar/days/", {**SNOW, **facts})
    day = Day.objects.get(date="2026-12-02")
    assert (day.is_working, day.hours, day.note) == (True, hours, "snow")
    assert hours.split("-")[0].lstrip("0") in browser.get("/calendar/2026/").content.decode()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"reason": ""}, "This field is required"),
        ({"first_on": "2026-13-01"}, "Enter a valid date"),
        ({"first_on": "2040-01-01"}, "The calendar reaches from"),
        ({"first_on": "2026-12-05"}, "a day off already"),
        ({"last_on": "2026-12-01"}, "must come after the first"),
        ({"last_on": "2027-12-01"}, "at most 31 days"),
        ({"kind": "own", "hours": "nine"}, "are no office hours"),
        ({"kind": "own"}, "are no office hours"),
    ],
)
def test_a_refused_decision_says_why_and_keeps_what_was_typed(facts, words, browser):
    page = browser.post("/calendar/days/", {**SNOW, **facts}).content.decode()
    assert words in page
    assert f'value="{facts.get("reason", "snow")}"' in page or "reason" in facts


def test_what_was_seen_on_an_older_calendar_is_not_put_in_force(browser):
    page = browser.post("/calendar/days/", SNOW).content.decode()
    stamp = re.search(r'name="stamp" value="([^"]+)"', page).group(1)
    confirmed(browser, "/calendar/days/", {**SNOW, "first_on": "2026-12-09"})
    page = browser.post("/calendar/days/", {**SNOW, "stamp": stamp}).content.decode()
    assert "was changed meanwhile" in page
    assert Day.objects.get(date="2026-12-02").is_working


def test_summer_hours_are_set(browser):
    sent = {"since_on": "2027-06-01", "hours": "8:30-11:30 14:30-18:00", "reason": "summer"}
    page = confirmed(browser, "/calendar/hours/", sent).content.decode()
    assert "8:30–11:30, 14:30–18:00" in page
    assert OfficeHours.objects.get().hours == "08:30-11:30 14:30-18:00"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"since_on": "2026-11-22"}, "from today on"),
        ({"hours": "8:30-11:30 13:30-17:30"}, "office hours of that day already"),
        ({"hours": "all day"}, "are no office hours"),
    ],
)
def test_refused_hours_say_why(facts, words, browser):
    sent = {"since_on": "2027-06-01", "hours": "9:00-17:00", "reason": "x", **facts}
    assert words in browser.post("/calendar/hours/", sent).content.decode()


def upload(lines, name="安排.csv"):
    return {"year": 2027, "file": SimpleUploadedFile(name, "\n".join(lines).encode())}


def test_a_schedule_is_read_in_from_a_file(browser):
    page = confirmed(browser, "/calendar/schedule/", upload(["日期,名称,休或班", *WHOLE]))
    assert page.redirect_chain[-1][0] == "/calendar/2026/"
    assert "has not published" not in browser.get("/calendar/2027/").content.decode()
    assert (
        'title="2027-02-06 make-up working day for Spring Festival"'
        in browser.get("/calendar/2027/").content.decode()
    )
    assert "schedule for 2027 read in" in browser.get("/calendar/schedule/").content.decode()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (upload([*WHOLE, "2027-02-30,春节,休"]), "Line 10: “2027-02-30” is no date"),
        (upload(WHOLE[1:]), "is a holiday by regulation"),
        (upload([f"x{n}" for n in range(60)]), "And 40 more lines"),
        (upload(WHOLE, "安排.pdf"), "not allowed"),
        (upload(["%PDF-1.7"]), "This is not a table"),
        ({"year": 2027}, "Choose the file"),
        ({**upload(WHOLE), "year": 2026}, "2026 is not one of the available choices"),
    ],
)
def test_a_refused_file_says_why_and_changes_nothing(sent, words, browser):
    editions = Edition.objects.count()
    assert words in browser.post("/calendar/schedule/", sent).content.decode()
    assert Edition.objects.count() == editions


def test_a_file_is_refused_in_chinese(person_with, signed_in):
    browser = signed_in(person_with(Role.ADMINISTRATOR), language="zh-hans")
    page = browser.post("/calendar/schedule/", upload([*WHOLE, "2027-02-30,春节,休"]))
    assert "第 10 行：“2027-02-30”不是有效日期" in page.content.decode()


def test_the_template_is_a_table_that_can_be_read(browser):
    text = browser.get("/calendar/schedule/template/").content.decode("utf-8-sig")
    assert text.splitlines()[0] == "日期,名称,休或班"


def test_others_see_the_year_and_change_nothing(person_with, signed_in):
    browser = signed_in(person_with(Role.VISIT_OFFICE))
    assert "Decide days" not in browser.get("/calendar/2026/").content.decode()
    assert browser.post("/calendar/days/", SNOW).status_code == 403
    assert Day.objects.get(date="2026-12-02").is_working
