"""The demonstration is loaded only where it can do no harm."""

import pytest
from django.core.management import CommandError, call_command

from tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db


def test_it_refuses_in_production(settings):
    settings.SETTINGS_MODULE = "config.settings.prod"
    with pytest.raises(CommandError):
        call_command("demo_load")


def test_it_refuses_a_database_in_use():
    OrganizationFactory()
    with pytest.raises(CommandError):
        call_command("demo_load")
