from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import translation

from core.templatetags.times import elapsed_percent, in_words, when

INSTANT = datetime(2026, 10, 15, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [
        ("zh-hans", INSTANT, "10月15日 周四 17:30"),
        ("zh-hans", date(2026, 10, 15), "10月15日 周四"),
        ("zh-hans", date(2025, 10, 15), "2025年10月15日 周三"),
        ("en", INSTANT, "Thu 15 Oct 17:30"),
        ("en", None, ""),
    ],
)
def test_time_is_written_as_people_say_it(language, value, expected):
    with time_machine.travel("2026-11-01 08:00+0800"), translation.override(language):
        assert in_words(value) == expected


def test_hovering_shows_the_full_form():
    assert 'title="2026-10-15 17:30:00 +0800"' in when(INSTANT)
    assert when(None) == "—"


@pytest.mark.parametrize(
    ("now", "expected"),
    [("2026-10-01", 0), ("2026-10-15 09:30Z", 0), ("2026-10-16 09:30Z", 50), ("2027-01-01", 100)],
)
def test_the_bar_shows_how_much_time_has_gone(now, expected):
    with time_machine.travel(now):
        assert elapsed_percent(INSTANT, INSTANT.replace(day=17)) == expected


def test_a_deadline_without_length_is_full():
    assert elapsed_percent(INSTANT, INSTANT) == 100
