"""Dashboards and reports as people meet them, on a phone and on a desk."""

from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import expect

from issues.workflow import State
from organizations.models import Organization
from organizations.roles import Role
from reports.models import Report
from reports.services.briefs import briefs_make
from reports.services.reports import report_run
from tests.browser import SIZES, faults_of, settle
from tests.factories import CaseFactory, OrganizationFactory, VisitTeamFactory
from tests.reports.district import NOW, random_district

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PERIOD = f"from={(NOW - timedelta(days=100)):%Y-%m-%d}&to={NOW:%Y-%m-%d}"


@pytest.fixture
def office(transactional_db, person_with):
    """The visit office of a district with cases in all situations, a team, and both briefs."""
    root = OrganizationFactory(name="临江区", kind=Organization.Kind.DISTRICT)
    with time_machine.travel(NOW, tick=False):
        random_district(7, 60, root=root)
        VisitTeamFactory()
        briefs_make(at=NOW)
        for report in Report.objects.all():
            report_run(pk=report.pk)
    return person_with(Role.VISIT_OFFICE, root, username="office")


def addresses() -> list[str]:
    brief = Report.objects.get(kind="monthly").pk
    unit = Organization.objects.filter(kind="town").first().pk
    return [
        f"/figures/?{PERIOD}",
        f"/figures/dashboard/?{PERIOD}",
        f"/figures/dashboard/?{PERIOD}&unit={unit}",
        f"/figures/mine/?{PERIOD}",
        "/figures/teams/",
        "/screen/",
        "/reports/",
        "/reports/new/",
        "/reports/schedules/",
        "/reports/templates/",
        "/reports/columns/cases/",
        f"/reports/{brief}/",
        f"/reports/{brief}/print/",
    ]


@pytest.mark.parametrize("size", SIZES)
def test_nobody_trips_over_anything(office, open_page, size):
    page = open_page(size, office)
    faults = {}
    for address in addresses():
        page.goto(address)
        settle(page)
        faults[address] = faults_of(page)
    assert {address: found for address, found in faults.items() if found} == {}


def test_a_phone_folds_long_tables_away_and_paper_opens_them(office, open_page):
    page = open_page("phone", office)
    page.goto(f"/figures/dashboard/?{PERIOD}")
    tables = page.locator("details.panel-table")
    expect(page.locator("details.panel-table[open]")).to_have_count(0)
    page.locator("details.panel-table > summary").first.click()
    expect(tables.first.locator("table")).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("details.panel-table[open]")).to_have_count(tables.count())


HOLES = """() => [...document.querySelectorAll(".board-panels")].flatMap((board) => {
  const near = 16, whole = board.getBoundingClientRect(), found = [];
  const panels = [...board.children].map((one) => one.getBoundingClientRect());
  const covered = (x, y) => panels.some((one) =>
    x > one.left - near && x < one.right + near && y > one.top - near && y < one.bottom + near);
  for (let y = whole.top + 8; y < whole.bottom - near; y += 8)
    for (let x = whole.left + 8; x < whole.right; x += 24) if (!covered(x, y)) found.push([x, y]);
  return found;
})"""
"""The points of a board further from every panel than the gap between two."""
OVER = """() => [...document.querySelectorAll(".board-panels > .panel")].filter((panel) =>
  panel.lastElementChild.getBoundingClientRect().bottom > panel.getBoundingClientRect().bottom
).length"""


@pytest.mark.parametrize("width", [1440, 1920, 3840])
def test_the_panels_leave_no_hole_on_any_screen(width, office, open_page):
    page = open_page("desk", office)
    page.set_viewport_size({"width": width, "height": 1080})
    unit = Organization.objects.filter(kind="department").first().pk
    for address in ("dashboard/?", f"dashboard/?unit={unit}&", "mine/?", "dashboard/?kind=demand&"):
        page.goto(f"/figures/{address}{PERIOD}")
        settle(page)
        assert (address, page.evaluate(HOLES), page.evaluate(OVER)) == (address, [], 0)


def test_the_panels_follow_the_window_and_go_back_below_each_other(office, open_page):
    page = open_page("desk", office)
    page.goto(f"/figures/dashboard/?{PERIOD}")
    for width, is_packed in ((3840, True), (1920, True), (1440, False), (1920, True)):
        page.set_viewport_size({"width": width, "height": 1080})
        board = page.locator(".board-panels.is-packed")
        expect(board).to_have_count(1 if is_packed else 0)
        page.wait_for_timeout(300)
        assert (width, page.evaluate(HOLES), page.evaluate(OVER)) == (width, [], 0)


def test_the_office_moves_its_brief_to_another_hour(office, open_page):
    page = open_page("phone", office)
    page.goto("/reports/schedules/")
    weekly = page.locator("form", has=page.locator("[name=kind][value=weekly]"))
    weekly.locator("select").select_option("5")
    weekly.locator("input[type=time]").fill("14:00")
    weekly.locator("button.btn-primary").click()
    expect(page.locator("body")).to_contain_text("14:00")
    expect(page.locator("select[name=weekly-day]")).to_have_value("5")


UNDER_ITS_HEAD = """() => {
  const shown = (cells) => [...cells].filter((one) => one.offsetParent && one.offsetWidth).length;
  const rows = [...document.querySelectorAll("table.list tr")];
  return rows.map((row) => [shown(row.cells), row.querySelectorAll("[name=number]").length]);
}"""
"""Of each row of a list, the heads first: how many cells show, and whether it may be chosen."""


@pytest.mark.parametrize("width", [700, 1000])
def test_on_paper_every_cell_stands_under_its_head(width, office, open_page):
    for _n in range(2):
        CaseFactory(kind="issue", state=State.REGISTERED, registered_at=NOW)
    page = open_page("desk", office)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(media="print")
    page.goto("/cases/issues/")
    rows = page.evaluate(UNDER_ITS_HEAD)
    assert {may_be_chosen for _cells, may_be_chosen in rows[1:]} == {0, 1}
    assert {cells for cells, _may_be_chosen in rows} == {7}
