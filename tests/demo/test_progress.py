"""How far the loading is, on a terminal and in a file."""

import io

import pytest
from django.core.management.base import OutputWrapper

from demo.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Terminal, "\rat 0\rat 7\rat 8\rat 31\rat 100\n"),
        (io.StringIO, "at 0\nat 30\nat 100\n"),
    ],
)
def test_it_counts_up_in_place_or_says_each_tenth_once(place, shown):
    out = place()
    progress = Progress(OutputWrapper(out), "at %(percent)s")
    for percent in (0, 0, 7, 8, 8, 31, 31, 100, 100):
        progress(percent)
    assert out.getvalue() == shown
