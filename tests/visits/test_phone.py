"""The page in an official's hand: two findings, a photo, a line that drops, one visit saved."""

import pytest

from issues.models import Case
from issues.workflow import State
from tests.browser import faults_of
from tests.visits.conftest import photo_bytes
from visits.models import Visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def found(page, field, words, name):
    """Choose ``name`` from what a finder finds for ``words``."""
    page.click(f"[data-field='{field}'] .ts-control")
    page.keyboard.type(words, delay=30)
    page.click(f"[data-field='{field}'] .ts-dropdown [data-selectable]:has-text('{name}')")


def test_a_visit_is_logged_by_thumb_and_saved_once_over_a_broken_line(
    district, team, open_page, tmp_path
):
    picture = tmp_path / "现场.jpg"
    picture.write_bytes(photo_bytes((2400, 1600), tag_306="2026:09:24 10:30:00"))
    page = open_page("phone", district.visitor)
    page.goto("/visits/log/")
    found(page, "enterprise", "jnjm", "江南精密")
    page.locator("[data-field=participants] .item").nth(3).wait_for()
    page.fill("[name=situation]", "订单增长三成")
    page.click("[data-kind=demand]")
    page.fill("[name=findings-0-title]", "希望续租厂房")
    page.check("[name=findings-0-handling][value=dispatch]", force=True)
    found(page, "findings-0-unit", "rlzy", "人力资源")
    page.click("[data-kind=issue]")
    page.set_input_files("[data-camera=findings-1-photos] label:last-child input", picture)
    page.wait_for_selector("[data-photos] img[src^=blob]")
    page.click(".visit-save button")
    page.wait_for_selector("[data-field=findings-1-title] .invalid-feedback")
    assert faults_of(page) == []
    assert Visit.objects.count() == 0
    page.fill("[name=findings-1-title]", "路灯不亮")
    page.context.set_offline(True)
    page.click(".visit-save button")
    page.wait_for_function("document.querySelector('[data-status]').textContent.includes('网络')")
    page.context.set_offline(False)
    page.wait_for_url("**/visits/ZF*/")
    assert faults_of(page) == []
    assert set(Case.objects.values_list("state", flat=True)) == {State.DISPATCHED, State.REGISTERED}
    stored = Visit.objects.get().photos.get().stored
    assert stored.taken_at.isoformat() == "2026-09-24T02:30:00+00:00"


def test_what_was_typed_comes_back_after_the_page_was_closed(district, team, open_page):
    page = open_page("phone", district.visitor)
    page.goto("/visits/log/")
    page.fill("[name=situation]", "订单增长三成")
    page.click("[data-kind=hazard]")
    page.fill("[name=findings-0-title]", "灭火器过期")
    page.wait_for_timeout(600)
    page.reload()
    assert page.input_value("[name=situation]") == "订单增长三成"
    assert page.input_value("[name=findings-0-title]") == "灭火器过期"
    assert page.is_checked("[name=findings-0-kind][value=hazard]")
