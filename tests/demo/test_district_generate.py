"""The generated district obeys the rules that the services keep, and is always alike."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, Q

from core.models import TrailEntry
from demo.big.generate import checksum
from issues.models import Case, Deadline, Responsibility, Verification
from issues.services.cases import case_open
from issues.services.ladder import deadlines_sweep
from issues.workflow import Kind, Stage
from organizations.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.each_database]

UNTIL = date(2026, 3, 20)
EVENING = datetime(2026, 3, 20, 18, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
CHECKSUM = "4f7f130b7b64cf3fe9656493fd4140f0208f1734dc7b46b008712fb9128af34a"


@pytest.fixture
def generated():
    call_command("district_generate", enterprises=40, cases=400, until=UNTIL, seed=7)


def test_the_same_seed_makes_the_same_rows_on_every_database(generated):
    assert checksum() == CHECKSUM


def test_so_many_are_open_and_so_many_are_due(generated):
    assert Case.objects.count() == 400
    assert Case.objects.filter(closed_at__isnull=True).count() == 20
    assert Deadline.objects.filter(next_at__lte=EVENING).count() == 8
    done = deadlines_sweep(at=EVENING)
    assert done["by_level"][1] == 8
    assert deadlines_sweep(at=EVENING)["slips"] == 0


@pytest.mark.parametrize("kind", Kind.values)
def test_the_summary_columns_are_those_of_the_rows(kind, generated):
    for case in Case.objects.filter(kind=kind):
        rows = {row.stage: row for row in case.deadlines.all()}
        resolve = rows.get(Stage.RESOLVE) or rows[Stage.RECTIFY]
        open_due = [row.due_at for row in rows.values() if row.met_at is None]
        assert case.due_at == min(open_due, default=None)
        assert case.resolve_due_at == resolve.due_at == resolve.original_due_at
        assert case.resolved_at == resolve.met_at
        if Stage.ACCEPT in rows:
            assert case.accept_due_at == rows[Stage.ACCEPT].due_at
            assert case.accepted_at == rows[Stage.ACCEPT].met_at


def test_every_case_has_its_lead_its_territory_and_its_trail(generated):
    leads = Responsibility.objects.filter(role="lead", organization=F("case__lead_unit"))
    towns = Responsibility.objects.filter(role="territory", organization=F("case__town"))
    assert leads.count() == towns.count() == 400
    closed = Case.objects.filter(closed_at__isnull=False)
    assert TrailEntry.objects.filter(subject_type="issues.case").count() == 400 + closed.count()
    assert not Case.objects.exclude(satisfaction=None).exclude(
        pk__in=Verification.objects.filter(satisfaction=F("case__satisfaction")).values("case")
    )


def test_nothing_happens_out_of_order(generated):
    wrong = Q(registered_at__gt=F("dispatched_at")) | Q(dispatched_at__gt=F("accepted_at"))
    wrong |= Q(accepted_at__gt=F("resolved_at")) | Q(resolved_at__gt=F("closed_at"))
    assert not Case.objects.filter(wrong).exists()
    assert not Case.objects.filter(Q(closed_at__gt=EVENING) | Q(accepted_at__gt=EVENING)).exists()


def test_the_numbers_and_keys_go_on_from_there(generated):
    last = Case.objects.filter(kind="demand").order_by("number").last()
    firm, office = last.enterprise, User.objects.get(username="office")
    case = case_open(actor=office, kind="demand", enterprise=firm, title="招工难", at=EVENING)
    assert case.number == f"SQ2026{int(last.number[6:]) + 1:06d}"


def test_it_adds_to_a_database_that_has_cases_only_when_told(generated):
    with pytest.raises(CommandError):
        call_command("district_generate", enterprises=40, cases=10, until=UNTIL)
    call_command("district_generate", enterprises=0, cases=60, until=UNTIL, append=True)
    assert Case.objects.count() == 460
