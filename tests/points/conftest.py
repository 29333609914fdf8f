import pytest

from points.models import PointsRule
from tests.issues.district import small_district
from tests.points.days import LONG_AGO


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def district(db):
    """The small district of the cases, with the first rules in force since long ago."""
    PointsRule.objects.update(since_at=LONG_AGO)
    return small_district()
