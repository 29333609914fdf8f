"""The calendar of planned visits, the address calendar programs read, and the reminder before."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from core.errors import NotNow
from notices.models import Notice
from reports.selectors.home import over_caps, visits_planned
from tests.factories import OverCapFactory, PlannedVisitFactory, VisitTeamFactory
from tests.handed import faults_of, sheets_of
from visits.models import CalendarFeed, PlannedVisit, VisitCap
from visits.selectors.agenda import agenda_of
from visits.services.feeds import feed_issue, feed_revoke
from visits.services.reminders import planned_remind

AGENDA_QUERIES = 12
THURSDAY = date(2026, 10, 15)
FRIDAY = THURSDAY + timedelta(days=1)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


# The calendar


@pytest.mark.parametrize(
    ("view", "on", "first", "last"),
    [
        ("month", date(2026, 10, 15), date(2026, 9, 28), date(2026, 11, 1)),
        ("month", date(2026, 2, 1), date(2026, 1, 26), date(2026, 3, 1)),
        ("week", date(2026, 10, 15), date(2026, 10, 12), date(2026, 10, 18)),
        ("week", date(2026, 12, 31), date(2026, 12, 28), date(2027, 1, 3)),
    ],
)
def test_it_shows_whole_weeks(district, view, on, first, last):
    agenda = agenda_of(user=district.officer, view=view, on=on)
    assert (agenda.first, agenda.last) == (first, last)


def test_days_off_are_marked_and_plans_stand_on_their_day(district):
    PlannedVisitFactory(enterprise=district.firm, planned_on=date(2026, 10, 9))
    PlannedVisitFactory(planned_on=date(2026, 10, 9), state="withdrawn")
    days = {
        day.cell.date.isoformat(): day
        for day in agenda_of(user=district.officer, view="month", on=THURSDAY).days
    }
    marks = {day: days[day].cell.mark for day in ("2026-10-01", "2026-10-10", "2026-10-11")}
    assert marks == {"2026-10-01": "holiday", "2026-10-10": "makeup", "2026-10-11": "weekend"}
    assert [one.enterprise for one in days["2026-10-09"].plans] == [district.firm]


def test_it_is_narrowed_to_a_team_to_oneself_and_to_an_enterprise(district):
    team = VisitTeamFactory()
    PlannedVisitFactory(planned_on=THURSDAY, team=team)
    PlannedVisitFactory(planned_on=THURSDAY, planned_by=district.officer)
    PlannedVisitFactory(planned_on=THURSDAY, enterprise=district.firm)
    for facts, count in (
        ({}, 3),
        ({"who": str(team.pk)}, 1),
        ({"who": "mine"}, 1),
        ({"enterprise": district.firm}, 1),
        ({"who": "nonsense"}, 3),
    ):
        found = agenda_of(user=district.officer, view="week", on=THURSDAY, **facts)
        assert found.count == count, facts


@pytest.mark.parametrize(
    ("query", "code"),
    [("", 200), ("on=2026-13-45", 200), ("on=1999-01-01", 404), ("enterprise=999999", 404)],
)
def test_an_address_that_cannot_be_is_no_error(district, signed_in, query, code):
    page = signed_in(district.officer).get(f"{reverse('visits:calendar')}?{query}")
    assert page.status_code == code


def test_it_asks_the_same_number_of_questions(district, signed_in, django_assert_num_queries):
    office = signed_in(district.officer)
    for count in (2, 18):
        for _n in range(count):
            PlannedVisitFactory(planned_on=timezone.localdate(), goers=[district.head])
        with django_assert_num_queries(AGENDA_QUERIES):
            office.get(reverse("visits:calendar"), {"view": "week"})


def test_the_enterprise_shows_what_is_planned_there_and_its_burden(district, signed_in):
    planned = PlannedVisitFactory(enterprise=district.firm, purpose="inspection")
    page = signed_in(district.town_head).get(reverse("enterprises:detail", args=[district.firm.pk]))
    text = page.content.decode()
    assert reverse("visits:planned_detail", args=[planned.pk]) in text
    assert "Inspections this year: 0 made, 1 planned" in text


def test_the_list_is_taken_away_as_a_workbook(district, signed_in):
    planned = PlannedVisitFactory(enterprise=district.firm, planned_time=time(9, 30))
    answer = signed_in(district.officer).get(reverse("visits:planned_workbook"))
    assert answer["Content-Disposition"].startswith("attachment")
    content = answer.getvalue()
    assert faults_of(content) == []
    ((line,),) = sheets_of(content).values()
    assert (line[0].date(), line[1], line[2]) == (planned.planned_on, "09:30", str(district.firm))


def test_home_says_where_i_go_and_what_waits_for_my_decision(district):
    for days in (-15, -14, 0, 6, 7):
        PlannedVisitFactory(
            planned_by=district.visitor, planned_on=timezone.localdate() + timedelta(days=days)
        )
    OverCapFactory(planned__unit=district.bureau)
    assert visits_planned(user=district.visitor).count.number == 3
    assert visits_planned(user=district.officer) is None
    assert over_caps(user=district.leader).count.number == 1
    assert over_caps(user=district.visitor) is None


def test_the_administrator_sets_the_caps(person_with, signed_in):
    administrator = signed_in(person_with("administrator"))
    for most in (3, 5):
        form = {"purpose": "service", "risk": "", "most": most}
        administrator.post(reverse("visits:cap_list"), form)
        assert VisitCap.objects.get(purpose="service").most == most


# The address for calendar programs


@pytest.fixture
def read(client):
    """Return a reader of a person's calendar: the events by their summary."""

    def events(person):
        feed = CalendarFeed.objects.filter(person=person, revoked_at__isnull=True).first()
        feed = feed or feed_issue(actor=person)
        answer = client.get(reverse("visits:feed", args=[feed.token]))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        return {
            str(event["SUMMARY"]): event
            for event in Calendar.from_ical(answer.content).walk("VEVENT")
        }

    return events


def test_it_holds_where_the_person_goes_and_no_more(district, read):
    day = timezone.localdate() + timedelta(days=2)
    for facts in (
        {"enterprise": district.firm, "planned_time": time(9, 30), "planned_on": day},
        {"enterprise__name": "全天企业", "planned_on": day},
        {"enterprise__name": "已取消", "state": "withdrawn"},
        {"enterprise__name": "待审批", "state": "asked"},
        {"enterprise__name": "很久以前", "planned_on": day - timedelta(days=33)},
        {"enterprise__name": "四不两直", "unannounced": True, "planned_on": day},
    ):
        PlannedVisitFactory(goers=[district.visitor], aim="秘密事项", **facts)
    PlannedVisitFactory(enterprise__name="别人的", unit=district.town)
    for_others = PlannedVisitFactory(enterprise__name="替人安排", planned_by=district.visitor)
    for_others.rows.all().delete()
    events = read(district.visitor)
    assert set(events) == {f"服务走访 {district.firm.name}", "服务走访 全天企业", "外出公务"}
    timed = events[f"服务走访 {district.firm.name}"]
    assert timed["DTSTART"].dt == at(day, 9, 30)
    assert events["服务走访 全天企业"]["DTSTART"].dt == day
    assert "秘密" not in "".join(str(event.to_ical()) for event in events.values())


def test_the_same_plan_keeps_its_name_when_it_moves(district, read):
    planned = PlannedVisitFactory(goers=[district.visitor], enterprise=district.firm)
    (before,) = read(district.visitor).values()
    PlannedVisit.objects.filter(pk=planned.pk).update(
        planned_on=timezone.localdate() + timedelta(days=9)
    )
    (after,) = read(district.visitor).values()
    assert before["UID"] == after["UID"]
    assert before["DTSTART"].dt < after["DTSTART"].dt


def test_an_address_opens_nothing_once_it_is_revoked_or_its_person_gone(district, client):
    first = feed_issue(actor=district.visitor)
    second = feed_issue(actor=district.visitor)
    codes = [
        client.get(reverse("visits:feed", args=[one.token])).status_code for one in (first, second)
    ]
    assert codes == [404, 200]
    district.visitor.is_active = False
    district.visitor.save()
    assert client.get(reverse("visits:feed", args=[second.token])).status_code == 404
    district.visitor.is_active = True
    district.visitor.save()
    feed_revoke(actor=district.visitor)
    assert client.get(reverse("visits:feed", args=[second.token])).status_code == 404
    with pytest.raises(NotNow):
        feed_revoke(actor=district.visitor)


# The reminder


@pytest.fixture
def remind(district):
    """Return how many are told at a moment about a visit of two people on a day."""

    def told(moment, planned_on, *, set_on=date(2026, 10, 1), **facts):
        PlannedVisitFactory(
            planned_on=planned_on, day_set_at=at(set_on, 9), goers=[district.head], **facts
        )
        return planned_remind(moment)

    return told


@pytest.mark.parametrize(
    ("moment", "planned_on", "told"),
    [
        (at(THURSDAY, 8, 29), FRIDAY, 0),
        (at(THURSDAY, 8, 30), FRIDAY, 2),
        (at(THURSDAY, 12), FRIDAY, 0),
        (at(THURSDAY, 17, 29), FRIDAY, 2),
        (at(THURSDAY, 18), FRIDAY, 0),
        (at(THURSDAY, 9), FRIDAY + timedelta(days=1), 0),
        (at(FRIDAY, 9), date(2026, 10, 17), 2),
        (at(FRIDAY, 9), date(2026, 10, 19), 2),
        (at(FRIDAY, 9), date(2026, 10, 20), 0),
        (at(date(2026, 10, 17), 9), date(2026, 10, 19), 0),
        (at(date(2026, 9, 30), 9), date(2026, 10, 8), 2),
        (at(date(2026, 9, 30), 9), date(2026, 10, 9), 0),
    ],
)
def test_it_comes_in_working_hours_of_the_last_working_day_before(remind, moment, planned_on, told):
    assert remind(moment, planned_on, set_on=date(2026, 9, 1)) == told


def test_each_is_told_once_and_anew_when_the_visit_moves(remind):
    assert remind(at(THURSDAY, 9), FRIDAY) == 2
    assert planned_remind(at(THURSDAY, 9, 10)) == 0
    PlannedVisit.objects.update(planned_time=time(9), day_set_at=at(THURSDAY, 10))
    assert planned_remind(at(THURSDAY, 10, 10)) == 2
    assert planned_remind(at(THURSDAY, 10, 20)) == 0
    assert Notice.objects.filter(template="visits.planned_reminder").count() == 4


@pytest.mark.parametrize(("set_on", "told"), [(date(2026, 10, 13), 2), (THURSDAY, 0)])
def test_after_an_outage_it_comes_on_the_day_itself_but_not_of_what_was_just_planned(
    remind, set_on, told
):
    assert remind(at(THURSDAY, 9), THURSDAY, set_on=set_on) == told


@pytest.mark.parametrize("state", ["asked", "refused", "withdrawn"])
def test_what_does_not_stand_reminds_nobody(remind, state):
    assert remind(at(THURSDAY, 9), FRIDAY, state=state) == 0


def test_whoever_joins_later_the_same_day_is_told_too(district, remind):
    assert remind(at(THURSDAY, 9), FRIDAY) == 2
    PlannedVisit.objects.get().rows.create(person=district.town_head)
    assert planned_remind(at(THURSDAY, 10)) == 1


def test_the_clock_calls_for_it(district, settings):
    names = {row["task"] for row in settings.CELERY_BEAT_SCHEDULE.values()}
    assert "visits.tasks.planned_remind" in names
    with time_machine.travel(at(THURSDAY, 9), tick=False):
        assert planned_remind() == 0
