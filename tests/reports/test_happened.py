"""What happened in a period, by its own date: the brief says what a recount of the rows says."""

from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from docx import Document

from core.models import Job
from issues.models import Case
from issues.workflow import Kind, Outcome, State
from organizations.models import Organization
from organizations.roles import Role
from reports.models import Report
from reports.periods import Period
from reports.selectors.frames import Frame
from reports.selectors.happened import HAPPENED
from reports.selectors.known_sets import SETS
from reports.services.briefs import brief_report
from reports.services.reports import report_run
from safety.workflow import HazardState
from tests.factories import CaseFactory, MembershipFactory
from tests.reports.district import NOW, random_district

DAY = timedelta(days=1)
WEEK, MONTH = (
    Period(date(2026, 3, 9), date(2026, 3, 15)),
    Period(date(2026, 2, 1), date(2026, 2, 28)),
)
PERIODS = [("weekly", WEEK), ("monthly", MONTH)]
BEFORE = {
    WEEK: Period(date(2026, 3, 2), date(2026, 3, 8)),
    MONTH: Period(date(2026, 1, 1), date(2026, 1, 31)),
}
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_that_morning"),
    pytest.mark.each_database,
]


@pytest.fixture(scope="module")
def district(once):
    with time_machine.travel(NOW, tick=False), once(_made) as made:
        yield made


def _made():
    """Cases in all situations, and at the edges of both periods those that are easily miscounted."""
    cases = random_district(41, 120)
    root = Organization.objects.get(kind=Organization.Kind.DISTRICT)
    for period in (WEEK, MONTH):
        for at in (period.since_at, period.before_at - DAY / 24, period.before_at):
            _at_the_edge(at, cases[0].enterprise, root)
    return root


def _at_the_edge(at, firm, root):
    """Closed just then: late, without a deadline, on the spot, merged; a hazard written off."""
    shared = {"enterprise": firm, "oversight_unit": root, "registered_at": at - 30 * DAY}
    done = {"state": State.CLOSED, "outcome": Outcome.SOLVED, "resolved_at": at, "closed_at": at}
    sent = {"dispatched_at": at - 20 * DAY}
    CaseFactory(kind="issue", resolve_due_at=at - DAY, **sent, **done, **shared)
    CaseFactory(kind="issue", resolve_due_at=at, **sent, **done, **shared)
    CaseFactory(kind="demand", **sent, **done, **shared)
    CaseFactory(kind="demand", **done, **shared)
    CaseFactory(kind="issue", resolve_due_at=at, state=State.HANDLING, **sent, **shared)
    left = {"state": State.WITHDRAWN, "closed_at": at}
    CaseFactory(kind="issue", resolve_due_at=at, **left, **sent, **shared)
    hazard = {"kind": Kind.HAZARD, "state": HazardState.WRITTEN_OFF, "outcome": Outcome.SOLVED}
    CaseFactory(**hazard, closed_at=at, resolved_at=at, resolve_due_at=at + DAY, **sent, **shared)


@pytest.fixture
def office(district):
    return MembershipFactory(role=Role.VISIT_OFFICE, organization=district).user


def brief(maker, kind, period) -> Report:
    report = report_run(pk=brief_report(actor=maker, kind=kind, period=period).pk)
    assert report.state == Job.State.DONE, report.message
    return report


def recount(period: Period) -> dict[str, int]:
    """Case by case in plain Python."""

    def then(instant) -> bool:
        return instant is not None and period.since_at <= instant < period.before_at

    counts = dict.fromkeys((one.key for one in HAPPENED), 0) | {"step_dispatched": 0}
    for case in Case.objects.exclude(state__in=["withdrawn", "merged"]):
        due, replied = case.resolve_due_at, case.resolved_at
        counts["hazards_ended"] += case.kind == "hazard" and then(case.closed_at)
        if case.dispatched_at is None:
            continue
        counts["step_dispatched"] += then(case.dispatched_at)
        counts["closed_then"] += then(case.closed_at)
        if due is None:
            continue
        in_time = replied is not None and replied <= due
        counts["closed_then_on_time"] += then(case.closed_at) and in_time
        counts["closed_then_late"] += then(case.closed_at) and not in_time
        counts["ran_out_then"] += then(due) and _ran_out(case, due, replied)
    return counts


def _ran_out(case, due, replied) -> bool:
    """The time was over without a reply while its clock ran."""
    if replied is not None:
        return replied > due
    stopped = case.suspended_at is not None and case.suspended_at <= due
    return due < NOW and not stopped


def as_counts(report: Report, column="count") -> dict[str, int]:
    return {row["key"]: row[column] for row in report.facts["happened"] if row["key"]}


@pytest.mark.parametrize(("kind", "period"), PERIODS)
def test_it_says_what_a_recount_of_the_rows_says(kind, period, office):
    report, counts = brief(office, kind, period), recount(period)
    assert as_counts(report) == counts
    assert as_counts(report, "before") == recount(BEFORE[period])
    in_time, late = counts["closed_then_on_time"], counts["closed_then_late"]
    assert min(counts.values()) > 1
    assert in_time + late < counts["closed_then"]
    assert report.facts["ended"] == counts["closed_then"]
    assert report.facts["became_late"] == counts["ran_out_then"]
    share = report.facts["ended_in_time"]
    assert share["of"] == f"{in_time}/{in_time + late}"
    assert share["percent"].rstrip("%*") == str(round(100 * in_time / (in_time + late), 1))


@pytest.mark.parametrize(("kind", "period"), PERIODS)
def test_each_number_says_by_which_date_and_opens_its_list(kind, period, office, signed_in):
    report, client = brief(office, kind, period), signed_in(office)
    page = client.get(reverse("reports:report_print", args=[report.pk])).text
    opened = {row["key"]: row for row in report.facts["happened"] if row["key"]}
    for key, row in opened.items():
        assert f"which={key}&amp;" in page
        answer = client.get(reverse("reports:figure_cases"), {"which": key, **period.address})
        assert answer.context["count"] == row["count"], key
        assert row["by"] in page
        assert str(SETS[key].by) in answer.text
    said = {row["by"] for row in report.facts["happened"]}
    assert said == {"按派单日期", "按办结日期", "按到期日期", "按销号日期"}
    with report.stored.file.open("rb") as file:
        document = Document(BytesIO(file.read()))
    words = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert said <= set(words)


def test_the_same_again_says_the_same_whatever_was_closed_meanwhile(office):
    report = brief(office, "weekly", WEEK)
    facts, digest = report.facts, report.sha256
    Case.objects.filter(closed_at__isnull=True, dispatched_at__isnull=False).update(
        state=State.CLOSED, outcome=Outcome.SOLVED, closed_at=NOW, resolved_at=NOW
    )
    Report.objects.filter(pk=report.pk).update(state=Job.State.QUEUED, stored=None)
    again = report_run(pk=report.pk)
    assert (again.facts, again.sha256) == (facts, digest)


def test_a_reader_whose_lists_hold_something_else_gets_no_links(office, district, signed_in):
    unit = Organization.objects.filter(kind=Organization.Kind.DEPARTMENT)[0]
    head = MembershipFactory(role=Role.UNIT_HEAD, organization=unit).user
    report = brief(head, "weekly", WEEK)
    address = reverse("reports:report_print", args=[report.pk])
    assert "which=" not in signed_in(office).get(address).text
    mine = signed_in(head).get(address)
    assert mine.context["frame"] == Frame(head, WEEK, NOW)


def test_a_brief_made_before_has_none_of_them_and_is_shown(office, signed_in):
    report = brief(office, "weekly", WEEK)
    gone = {"happened", "happened_basis", "ended", "ended_in_time", "became_late"}
    facts = {key: value for key, value in report.facts.items() if key not in gone}
    Report.objects.filter(pk=report.pk).update(facts=facts)
    page = signed_in(office).get(reverse("reports:report_print", args=[report.pk]))
    assert page.status_code == 200
    assert "按办结日期" not in page.text
