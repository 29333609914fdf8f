import pytest

from tests.issues.district import small_district


@pytest.fixture
def district(db):
    """A small district in which a case can go its whole way."""
    return small_district()
