import pytest
from django.db import transaction

from demo.load import demo_load


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """A small demonstration district, loaded once for the tests of a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield demo_load("small")
        transaction.set_rollback(True)
