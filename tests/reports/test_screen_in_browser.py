"""The big screen on the wall: renews itself for a week, and says so when it cannot."""

import pytest

from organizations.roles import Role
from tests.factories import OrganizationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RENEWALS = 300
MINUTE = 60_000
SLACK = 300_000
"""Bytes of heap that a browser may hold more or less for reasons of its own."""


@pytest.fixture
def wall(transactional_db, person_with, open_page):
    unit = OrganizationFactory(name="统计室")
    page = open_page("desk", person_with(Role.REPORT_STAFF, unit, username="wall"))
    page.clock.install()
    page.goto("/screen/")
    return page


def renewed(page):
    """Let a minute pass and the new panels take the place of the old ones."""
    page.evaluate("document.querySelector('#screen').firstElementChild.id = 'old'")
    page.clock.run_for(MINUTE)
    page.locator("#old").wait_for(state="detached")


def heap(devtools):
    devtools.send("HeapProfiler.collectGarbage")
    used = devtools.send("Runtime.getHeapUsage")["usedSize"]
    return used, devtools.send("Memory.getDOMCounters")["nodes"]


def test_hundreds_of_renewals_leave_nothing_behind(wall):
    panels = wall.inner_html("#screen")
    wall.route("**/screen/panels/", lambda route: route.fulfill(body=panels))
    devtools = wall.context.new_cdp_session(wall)
    for _n in range(RENEWALS // 3):
        renewed(wall)
    used, nodes = heap(devtools)
    for _n in range(RENEWALS * 2 // 3):
        renewed(wall)
    used_later, nodes_later = heap(devtools)
    assert used_later - used < SLACK
    assert nodes_later - nodes < 1000


def test_a_lost_server_and_an_ended_session_are_said_and_mended(wall):
    state = wall.locator("#screen-state")
    wall.route("**/screen/panels/", lambda route: route.abort())
    wall.clock.run_for(MINUTE)
    state.get_by_text("连接中断").wait_for()
    assert wall.locator("#screen .tile").count() > 4
    wall.unroute("**/screen/panels/")
    renewed(wall)
    wall.wait_for_function("document.getElementById('screen-state').textContent === ''")
    wall.context.clear_cookies()
    wall.clock.run_for(MINUTE)
    state.get_by_text("登录已失效").wait_for()
    wall.click("#screen-login")
    wall.wait_for_url("**/login/**")


def test_on_a_phone_every_panel_is_as_wide_as_the_screen_and_no_rate_is_cut(wall):
    wall.set_viewport_size({"width": 390, "height": 844})
    wall.evaluate("""() => {
        document.querySelector("#screen .tile:last-child").append(document.createElement("table"));
        for (const rate of document.querySelectorAll(".screen-rates strong"))
            rate.textContent = "100.0%";
    }""")
    wide = "all => all.map(one => Math.round(one.getBoundingClientRect().width))"
    (grid,) = wall.locator(".screen-grid").evaluate_all(wide)
    assert set(wall.locator("#screen .tile").evaluate_all(wide)) == {grid}
    cut = "all => all.some(one => one.scrollWidth > one.clientWidth)"
    assert not wall.locator("#screen .tile.wide").evaluate_all(cut)
