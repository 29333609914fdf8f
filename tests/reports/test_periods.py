from datetime import date

import pytest

from reports.forms import FiguresForm
from reports.periods import Period, period_called


@pytest.mark.parametrize(
    ("name", "today", "first", "last"),
    [
        ("this_month", date(2026, 2, 10), date(2026, 2, 1), date(2026, 2, 28)),
        ("last_month", date(2026, 1, 31), date(2025, 12, 1), date(2025, 12, 31)),
        ("last_month", date(2024, 3, 31), date(2024, 2, 1), date(2024, 2, 29)),
        ("quarter", date(2026, 5, 31), date(2026, 4, 1), date(2026, 6, 30)),
        ("quarter", date(2026, 12, 1), date(2026, 10, 1), date(2026, 12, 31)),
        ("year", date(2026, 5, 31), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_named_periods(name, today, first, last):
    assert period_called(name, today) == Period(first, last)


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2026, 2, 10), [202509, 202510, 202511, 202512, 202601, 202602]),
        (date(2026, 9, 1), list(range(202601, 202610))),
    ],
)
def test_a_trend_has_six_months_at_least_and_none_to_come(today, months):
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    assert year.trend(today).months() == months


@pytest.mark.parametrize(
    ("asked", "field", "words"),
    [
        ({"from": "2026-03-02", "to": "2026-03-01"}, "to", "before the first"),
        ({"from": "gestern"}, "from", "not a date"),
        ({"from": "1026-01-01"}, "from", "between 2000 and 2100"),
        ({"period": "never"}, "period", "valid choice"),
    ],
)
def test_a_period_that_makes_no_sense_is_explained_and_this_month_shown(asked, field, words):
    form = FiguresForm(asked)
    assert form.shown_period() == FiguresForm({}).shown_period()
    assert words in str(form.errors[field])
    assert form.chosen == "this_month"
