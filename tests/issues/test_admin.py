"""The rules in the back room: a change is a new version, and old deadlines keep their copy."""

import pytest
from django.urls import reverse

from core.models import TrailEntry
from issues.models import Deadline, DeadlinePolicy, LadderPolicy
from issues.services.cases import case_register
from organizations.roles import Role


@pytest.fixture
def administrator(person_with, signed_in, district):
    return signed_in(person_with(Role.ADMINISTRATOR, district.root))


def test_a_change_of_a_length_begins_a_new_version(district, administrator):
    case_register(actor=district.officer, kind="issue", enterprise=district.firm, title="道路破损")
    before = DeadlinePolicy.objects.get(stage="dispatch", until_at__isnull=True)
    url = reverse("admin:issues_deadlinepolicy_change", args=[before.pk])
    answer = administrator.post(url, {"length": 2, "length_unit": "working_day"})
    assert answer.status_code == 302
    now = DeadlinePolicy.objects.get(stage="dispatch", until_at__isnull=True)
    assert (now.version, now.length) == (before.version + 1, 2)
    before.refresh_from_db()
    assert (before.length, before.until_at) == (1, now.since_at)
    assert Deadline.objects.get().rule["length"] == 1
    assert TrailEntry.objects.get(action="policy_replace").changes["length"] == [1, 2]


def test_a_version_that_was_replaced_is_history(administrator):
    before = DeadlinePolicy.objects.get(stage="dispatch", until_at__isnull=True)
    url = reverse("admin:issues_deadlinepolicy_change", args=[before.pk])
    administrator.post(url, {"length": 2, "length_unit": "working_day"})
    again = administrator.post(url, {"length": 9, "length_unit": "working_day"})
    assert again.status_code == 403
    assert DeadlinePolicy.objects.filter(stage="dispatch").count() == 2


def test_a_more_special_policy_can_be_added(administrator):
    facts = {"stage": "resolve", "kind": "demand", "length": 5, "length_unit": "working_day"}
    administrator.post(reverse("admin:issues_deadlinepolicy_add"), facts)
    made = DeadlinePolicy.objects.get(stage="resolve", kind="demand")
    assert (made.version, made.length, made.until_at) == (1, 5, None)


def test_the_ladder_can_be_read_but_not_changed(administrator):
    url = reverse("admin:issues_ladderpolicy_change", args=[LadderPolicy.objects.first().pk])
    assert administrator.get(url).status_code == 200
    assert administrator.post(url, {"name": "x"}).status_code == 403


def test_the_administrator_finds_no_cases_there(administrator):
    page = administrator.get(reverse("admin:index")).content.decode()
    assert "issues/category" in page
    assert "issues/case/" not in page
