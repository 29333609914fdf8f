"""Problems and measures in whichever state, with what the database asks for there."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from measures.models import CommonProblem, Grouping, Measure, ProblemCase
from measures.workflow import MeasureState, ProblemState
from tests.factories import CaseFactory, OrganizationFactory, UserFactory


class GroupingFactory(DjangoModelFactory):
    """Done, over the last half-year."""

    class Meta:
        model = Grouping

    state = Grouping.State.DONE
    created_by = factory.SubFactory(UserFactory)
    until_on = factory.LazyFunction(timezone.localdate)
    since_on = factory.LazyAttribute(lambda one: one.until_on - timedelta(days=183))


class ProblemFactory(DjangoModelFactory):
    """Confirmed, unless the call says otherwise; without cases."""

    class Meta:
        model = CommonProblem

    name = factory.Sequence(lambda n: f"第{n}类事")
    likeness = 0.4
    state = ProblemState.CONFIRMED
    grouping = factory.SubFactory(GroupingFactory)
    dismissed_because = factory.LazyAttribute(
        lambda one: "不是一类" if one.state == ProblemState.DISMISSED else ""
    )
    decided_by = factory.Maybe(
        factory.LazyAttribute(lambda one: one.state != ProblemState.PROPOSED),
        factory.SubFactory(UserFactory),
    )
    decided_at = factory.LazyAttribute(lambda one: timezone.now() if one.decided_by else None)


class ProblemCaseFactory(DjangoModelFactory):
    class Meta:
        model = ProblemCase

    problem = factory.SubFactory(ProblemFactory)
    case = factory.SubFactory(CaseFactory)
    way = ProblemCase.Way.GROUPED
    joined_at = factory.LazyFunction(timezone.now)


class MeasureFactory(DjangoModelFactory):
    """Being prepared, due in a month; with ``is_in_force`` since ten days."""

    class Meta:
        model = Measure

    class Params:
        is_in_force = factory.Trait(
            state=MeasureState.IN_FORCE,
            issued_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=10)),
        )

    number = factory.Sequence(lambda n: f"ZC2026{n:06d}")
    problem = factory.SubFactory(ProblemFactory)
    title = "工业区公租房向企业职工开放"
    text = "凭劳动合同到镇里申请。"
    owner = factory.SubFactory(OrganizationFactory)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    taken_up_by = factory.SubFactory(UserFactory)
    taken_up_at = factory.LazyFunction(timezone.now)
