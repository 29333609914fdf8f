"""Makers of what the inspections have; a call names only the relevant facts."""

import factory
from factory.django import DjangoModelFactory

from inspections.models import Inspection
from tests.factories import VisitFactory


class InspectionFactory(DjangoModelFactory):
    """Of a visit, by no list; nothing failed."""

    class Meta:
        model = Inspection
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: f"JC2020{n:06d}")
    visit = factory.SubFactory(VisitFactory, purpose="inspection")
    kind = "inspection"
    reached = 10
    possible = 10
    failed = 0
