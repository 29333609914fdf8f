"""The rules in the back room: there to be read; a new version is made where its effect is seen."""

import pytest
from django.urls import reverse

from issues.models import DeadlinePolicy, LadderPolicy
from organizations.roles import Role


@pytest.fixture
def administrator(person_with, signed_in, district):
    return signed_in(person_with(Role.ADMINISTRATOR, district.root))


def test_time_limits_can_be_read_but_not_changed(administrator):
    policy = DeadlinePolicy.objects.get(stage="dispatch")
    url = reverse("admin:issues_deadlinepolicy_change", args=[policy.pk])
    assert administrator.get(url).status_code == 200
    assert administrator.post(url, {"length": 2, "length_unit": "working_day"}).status_code == 403
    assert administrator.get(reverse("admin:issues_deadlinepolicy_add")).status_code == 403


def test_the_ladder_can_be_read_but_not_changed(administrator):
    url = reverse("admin:issues_ladderpolicy_change", args=[LadderPolicy.objects.first().pk])
    assert administrator.get(url).status_code == 200
    assert administrator.post(url, {"name": "x"}).status_code == 403


def test_the_administrator_finds_no_cases_there(administrator):
    page = administrator.get(reverse("admin:index")).content.decode()
    assert "issues/category" in page
    assert "issues/case/" not in page
