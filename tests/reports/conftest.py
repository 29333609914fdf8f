"""What tests of figures and reports share."""

import pytest
import time_machine

from tests.reports.district import NOW


@pytest.fixture
def _that_morning():
    """The clock stands at ``NOW``, the day the random district is made for."""
    with time_machine.travel(NOW, tick=False):
        yield
