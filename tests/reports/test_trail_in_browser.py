"""The trail's pages in a real browser at both widths."""

import pytest
from django.db import transaction

from core.audit import SYSTEM, record
from core.tasks import trail_checks_resume
from core.trail.sealing import trail_seal
from organizations.roles import Role
from tests.access.world import World
from tests.browser import SIZES, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", SIZES)
def test_an_auditor_reads_filters_and_checks_without_a_barrier(size, open_page):
    world = World()
    with transaction.atomic():
        record(actor=SYSTEM, subject=world.case, action="slip", note="DB2026000001", level=[1, 2])
    trail_seal()
    page = open_page(size, world.people[Role.AUDITOR])
    page.goto("/trail/")
    assert faults_of(page) == []
    page.locator(".trail-kept summary").first.click()
    page.goto(f"/trail/?q={world.case.number}&action=accept")
    assert faults_of(page) == []
    page.get_by_role("button", name="核查留痕").click()
    page.wait_for_url("**/trail/checks/*/")
    trail_checks_resume()
    page.get_by_text("每条记录都与封存时一致").wait_for()
    assert faults_of(page) == []
