import pytest

from issues.models import Category, DeadlinePolicy, LadderPolicy, LadderRung
from issues.services.rules import rules_seed

pytestmark = pytest.mark.django_db


def rules():
    policies = DeadlinePolicy.objects.values_list(
        "stage", "kind", "tier", "grade", "length", "length_unit"
    )
    rungs = LadderRung.objects.values_list(
        "policy__name", "policy__kind", "policy__grade", "level", "offset", "at_opening",
        "recipient", "colour",
    )  # fmt: skip
    return set(policies), set(rungs), set(Category.objects.values_list("code", "name", "order"))


def test_the_rules_put_back_are_those_a_new_installation_has():
    migrated = rules()
    DeadlinePolicy.objects.all().delete()
    LadderPolicy.objects.all().delete()
    Category.objects.all().delete()
    rules_seed()
    assert rules() == migrated


def test_seeding_again_changes_nothing():
    before = rules()
    rules_seed()
    assert rules() == before
