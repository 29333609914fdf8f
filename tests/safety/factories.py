"""What is made of safety alone."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from safety.models import SuspensionOrder
from tests.factories import UserFactory


class SuspensionOrderFactory(DjangoModelFactory):
    """In force for a part of the case's enterprise."""

    class Meta:
        model = SuspensionOrder

    number = factory.Sequence(lambda n: f"TC2026{n:04}")
    enterprise = factory.SelfAttribute("case.enterprise")
    issuing_unit = factory.SelfAttribute("case.oversight_unit")
    issued_by = factory.SubFactory(UserFactory)
    extent = "part"
    part = "喷涂车间"
    basis = "《安全生产法》第七十条"
    reason = "重大事故隐患排除前无法保证安全"
    starts_on = factory.LazyFunction(timezone.localdate)
    items = ["隐患已整改到位"]
    issued_at = factory.LazyFunction(timezone.now)
