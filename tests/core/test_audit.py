"""The trail names the machine in the district's language, whatever language is active."""

import pytest
from django.utils import translation

from core.audit import SYSTEM, record
from core.models import TrailEntry
from tests.factories import OrganizationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.mark.parametrize("language", ["zh-hans", "en", None])
def test_the_machine_is_named_in_the_districts_language(language):
    unit = OrganizationFactory()
    with translation.override(language):
        record(actor=SYSTEM, subject=unit, action="keep")
        assert translation.get_language() == language
    assert TrailEntry.objects.get(action="keep").actor_name == "系统"
