"""The rest is reminded: whoever is in charge, once a day at most, and exactly once by itself."""

from datetime import datetime, time, timedelta

import pytest
from celery import current_app
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from calendars.selectors import load_calendar
from core.audit import trail_of
from core.errors import NotNow
from letters import tasks
from letters.models import Letter, Reminder
from letters.services import letter_close, letter_remind, letters_remind
from letters.services.reminders import remind_on
from letters.workflow import LetterState
from notices.models import Notice
from organizations.models import Position, User
from tests.factories import PositionFactory, TeamEnterpriseFactory, UserFactory
from tests.letters.factories import ReceiptFactory


def told() -> dict[str, int]:
    """Who was told, and of how many that are missing."""
    notices = Notice.objects.filter(template="letters.reminder").select_related("recipient")
    return {one.recipient.username: one.params["count"] for one in notices}


def at_work(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10, 0)))


@pytest.fixture
def due(letter):
    """The day on which the letter reminds by itself; it was sent long before."""
    Letter.objects.update(sent_at=timezone.now() - timedelta(days=30))
    letter.refresh_from_db()
    return remind_on(letter, load_calendar())


def confirm(letter, enterprise):
    ReceiptFactory(recipient=letter.recipients.get(enterprise=enterprise))


def test_the_heads_of_the_towns_and_the_officials_who_visit_are_told(district, letter):
    chief = PositionFactory(organization=district.far, holder=UserFactory(username="far_head"))
    served = TeamEnterpriseFactory(enterprise=district.firm)
    served.team.members.add(district.visitor)
    made = letter_remind(actor=district.officer, letter=letter)
    assert told() == {"town_head": 1, chief.holder.username: 1, "visitor": 1}
    assert (made.missing, made.told, made.made_by) == (2, 3, district.officer)
    assert trail_of(letter)[0].changes == {"missing": 2, "told": 3}


def test_only_those_with_something_missing_are_told(district, letter):
    PositionFactory(organization=district.far, holder=UserFactory(username="far_head"))
    confirm(letter, district.firm)
    letter_remind(actor=district.officer, letter=letter)
    assert told() == {"far_head": 1}


def test_where_nobody_is_in_charge_it_falls_to_whoever_sent_it(district, letter):
    confirm(letter, district.firm)
    letter_remind(actor=district.officer, letter=letter)
    assert told() == {"officer": 1}


def test_during_leave_the_delegate_is_told(district, letter):
    today = timezone.localdate()
    confirm(letter, district.other)
    Position.objects.filter(organization=district.town).update(
        delegate=UserFactory(username="stand_in"), delegate_from_on=today, delegate_until_on=today
    )
    letter_remind(actor=district.officer, letter=letter)
    assert told() == {"stand_in": 1}


def test_somebody_without_an_open_account_is_not_told(district, letter):
    User.objects.filter(username="town_head").update(is_active=False)
    letter_remind(actor=district.officer, letter=letter)
    assert "town_head" not in told()


def test_by_hand_it_goes_once_a_day(district, letter):
    letter_remind(actor=district.officer, letter=letter)
    with pytest.raises(NotNow):
        letter_remind(actor=district.officer, letter=letter)
    letter_remind(actor=district.officer, letter=letter, at=timezone.now() + timedelta(days=1))
    assert Reminder.objects.count() == 2


def test_when_everybody_has_confirmed_there_is_nobody_to_remind(district, letter):
    for firm in (district.firm, district.other):
        confirm(letter, firm)
    with pytest.raises(NotNow):
        letter_remind(actor=district.officer, letter=letter)
    assert not Reminder.objects.exists()


@pytest.mark.parametrize(("offset", "reminded"), [(-1, 0), (0, 1), (1, 1), (3, 1), (4, 0)])
def test_by_itself_it_goes_from_its_day_on_until_receipts_are_wanted(letter, due, offset, reminded):
    """The third working day before the date; after an outage as long as it still helps."""
    day = (
        load_calendar().working_day(due, offset).date
        if offset < 4
        else letter.reply_by_on + timedelta(days=1)
    )
    assert letters_remind(at=at_work(load_calendar().working_day(day).date)) == reminded


def test_by_itself_it_goes_exactly_once(letter, due):
    calendar = load_calendar()
    runs = [at_work(calendar.working_day(due, day).date) for day in (0, 0, 1, 2)]
    assert [letters_remind(at=at) for at in runs] == [1, 0, 0, 0]
    again = Reminder.objects.get()
    assert (again.is_automatic, again.made_by, len(told())) == (True, None, 2)


def test_a_reminder_by_hand_on_or_after_the_day_stands_for_that_by_itself(district, letter, due):
    letter_remind(actor=district.officer, letter=letter, at=at_work(due))
    assert letters_remind(at=at_work(due)) == 0
    assert letters_remind(at=at_work(load_calendar().working_day(due, 1).date)) == 0


def test_a_reminder_by_hand_before_the_day_does_not(district, letter, due):
    letter_remind(actor=district.officer, letter=letter, at=at_work(due - timedelta(days=3)))
    assert letters_remind(at=at_work(due)) == 1


def _not_wanted(district, letter):
    Letter.objects.update(remind_days=0)


def _all_there(district, letter):
    for firm in (district.firm, district.other):
        confirm(letter, firm)


def _over(district, letter):
    letter_close(actor=district.officer, letter=letter)


@pytest.mark.parametrize("stops", [_not_wanted, _all_there, _over])
def test_by_itself_it_does_not_go_where_it_would_be_of_no_use(district, letter, due, stops):
    stops(district, letter)
    assert letters_remind(at=at_work(due)) == 0
    assert not Reminder.objects.exists()


def test_by_itself_it_goes_in_working_hours_only(letter, due):
    assert letters_remind(at=at_work(due).replace(hour=22)) == 0


def test_on_the_day_on_which_it_was_sent_nobody_is_reminded(letter):
    calendar, today = load_calendar(), timezone.localdate()
    letter.reply_by_on = calendar.working_day(today, 1).date
    assert remind_on(letter, calendar) == calendar.working_day(today, 1).date


def test_the_database_holds_once_a_day_and_once_by_itself(letter):
    facts = {"letter": letter, "at": timezone.now(), "missing": 1, "told": 1, "is_automatic": True}
    today = timezone.localdate()
    Reminder.objects.create(on=today, **facts)
    for day in (today, today + timedelta(days=1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reminder.objects.create(on=day, **facts)


@pytest.mark.parametrize("task", ["letters_remind", "sendings_resume"])
def test_beat_asks_for_it(task, db):
    entries = [one["task"] for one in settings.CELERY_BEAT_SCHEDULE.values()]
    assert f"letters.tasks.{task}" in entries
    assert current_app.tasks[f"letters.tasks.{task}"] == getattr(tasks, task)
    getattr(tasks, task)()


def test_a_draft_reminds_nobody(draft):
    assert draft.state == LetterState.DRAFT
    assert letters_remind(at=at_work(draft.reply_by_on)) == 0
