"""The page of a visit without a mouse, and under a thumb: every control is reached, seen and large."""

import pytest
from playwright.sync_api import expect

from issues.models import Case
from issues.workflow import State
from tests.browser import SIZES, faults_of
from tests.visits.conftest import photo_bytes
from visits.models import Visit
from visits.services import FindingEntry

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]

TARGETS = """() => {
  const controls = "a, button, summary, input, select, textarea";
  const small = [];
  for (const one of document.querySelectorAll(`main :is(${controls})`)) {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.tomselect) continue;
    const box = (one.closest(".form-check, label, .ts-control") || one).getBoundingClientRect();
    if (box.height < 44 || box.width < 44) small.push(one.outerHTML.slice(0, 100));
  }
  return small;
}"""

HIDDEN = """() => {
  const one = document.activeElement;
  const seen = one.closest("label, .ts-wrapper") || one;
  const box = seen.getBoundingClientRect();
  const middle = [box.left + box.width / 2, box.top + Math.min(box.height, 40) / 2];
  return seen.contains(document.elementFromPoint(...middle)) ? "" : one.outerHTML.slice(0, 100);
}"""


@pytest.fixture
def whole(district, team, log, open_page, tmp_path):
    """Return an opener of the page with everything unfolded: a return visit, findings, a photo."""
    log(
        findings=[
            FindingEntry(kind="issue", title="路灯不亮"),
            FindingEntry(kind="issue", title="路面不平", handling="solved", how="当场修好"),
        ]
    )
    picture = tmp_path / "现场.jpg"
    picture.write_bytes(photo_bytes())

    def opened(size):
        page = open_page(size, district.visitor)
        page.goto(f"/visits/log/?enterprise={district.firm.pk}")
        page.click("label:has([name=mode][value=return])")
        for kind in ("hazard", "issue"):
            page.click(f"[data-finding-add] [data-kind={kind}]")
        page.click("label:has([name=findings-0-handling][value=solved])")
        page.click("label:has([name=findings-1-handling][value=dispatch])")
        page.set_input_files("[data-camera=photos] label:last-child input", picture)
        for fold in page.locator("main summary").all():
            fold.click()
        expect(page.locator("[data-photos] img[src^=blob]")).to_have_count(1)
        return page

    return opened


@pytest.mark.parametrize("size", SIZES)
def test_nobody_trips_over_anything_with_everything_unfolded(whole, size):
    assert faults_of(whole(size)) == []


def test_every_target_is_large_enough_for_a_thumb(whole):
    assert whole("phone").evaluate(TARGETS) == []


@pytest.mark.parametrize("size", SIZES)
def test_what_has_the_focus_is_never_hidden_behind_a_bar(whole, size):
    page = whole(size)
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    page.locator("#main").focus()
    hidden, stops = set(), 0
    while stops < 100:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stops += 1
        hidden.add(page.evaluate(HIDDEN))
    assert hidden == {""}
    assert stops > 30


def test_a_visit_is_logged_by_keyboard_alone(district, team, open_page):
    page = open_page("desk", district.visitor)
    press, write = page.keyboard.press, page.keyboard.type
    page.goto("/visits/log/")
    tab_to(page, "#id_enterprise-ts-control")
    write("jnjm", delay=30)
    expect(page.locator("[data-field=enterprise] .option.active")).to_contain_text("江南精密")
    press("Enter")
    expect(page.locator(".brief")).to_be_visible()
    tab_to(page, "[name=mode]")
    press("ArrowRight")
    press("ArrowLeft")
    tab_to(page, "summary")
    press("Enter")
    tab_to(page, "[name=unannounced]")
    press("Space")
    tab_to(page, "[name=situation]")
    write("订单增长三成")
    tab_to(page, "[data-kind=demand]")
    press("Enter")
    expect(page.locator("[name=findings-0-title]")).to_be_focused()
    write("希望续租厂房")
    tab_to(page, "[name=findings-0-handling]")
    press("ArrowRight")
    tab_to(page, "#id_findings-0-unit-ts-control")
    write("rlzy", delay=30)
    expect(page.locator("[data-field=findings-0-unit] .option.active")).to_contain_text("人力")
    press("Enter")
    tab_to(page, "[data-kind=issue]")
    press("Enter")
    tab_to(page, "[data-finding]:nth-child(2) [data-finding-remove]", "Shift+Tab")
    press("Enter")
    expect(page.locator(".removed button")).to_be_focused()
    tab_to(page, ".visit-save button")
    press("Enter")
    page.wait_for_url("**/visits/ZF*/")
    assert Visit.objects.get().unannounced
    assert Case.objects.get().state == State.DISPATCHED


def tab_to(page, selector: str, key: str = "Tab") -> None:
    for _n in range(40):
        page.keyboard.press(key)
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{selector} is not reached by {key}.")
