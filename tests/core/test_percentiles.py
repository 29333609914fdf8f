"""Percentiles by SQL equal those by plain Python, on either database."""

import random
from datetime import timedelta
from statistics import quantiles

import pytest
from django.db.models import DurationField, ExpressionWrapper, F

from core.percentiles import percentiles
from issues.models import Case
from tests.factories import CaseFactory, EnterpriseFactory, OrganizationFactory, UserFactory
from tests.reports.district import NOW

pytestmark = pytest.mark.each_database

TOOK = ExpressionWrapper(F("dispatched_at") - F("registered_at"), output_field=DurationField())
SHARES = (0.5, 0.9)


def cases_that_took(spans):
    shared = {
        "enterprise": EnterpriseFactory(),
        "oversight_unit": OrganizationFactory(),
        "registered_by": UserFactory(),
    }
    for span in spans:
        CaseFactory(registered_at=NOW, dispatched_at=span and NOW + span, **shared)


def found():
    return percentiles(Case.objects.all(), {"took": TOOK}, SHARES)["took"]


@pytest.mark.parametrize("seed", range(3))
def test_they_equal_those_of_plain_python(db, seed):
    draw = random.Random(seed)
    spans = [timedelta(seconds=draw.randint(0, 900_000)) for _n in range(draw.randint(2, 25))]
    cases_that_took([*spans, None])
    tenths = quantiles([span.total_seconds() for span in spans], n=10, method="inclusive")
    assert [span.total_seconds() for span in found()] == pytest.approx([tenths[4], tenths[8]])


def test_of_one_row_all_are_its_value_and_of_none_there_is_none(db):
    cases_that_took([None])
    assert found() is None
    cases_that_took([timedelta(days=2)])
    assert found() == [timedelta(days=2)] * 2
