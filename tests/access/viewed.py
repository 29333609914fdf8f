"""Viewings of projects in the small district."""

from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from organizations.roles import Role
from points.models import Viewing
from points.services import viewings as services
from tests.factories import MembershipFactory, OrganizationFactory


class WorldOfViewings:
    @cached_property
    def _viewings(self):
        return {}

    def viewing(self, state) -> Viewing:
        """With one project of another bureau; the handler is among its judges.

        ``prepared``, ``open``, or ``scored`` by as many judges as it takes to close it.
        """
        if state not in self._viewings:
            self._viewings[state] = self._viewing(state)
        return self._viewings[state]

    def _viewing(self, state) -> Viewing:
        office, judges = self.people[Role.VISIT_OFFICE], self._judges
        plan = services.Plan("三月观摩", timezone.localdate(), judges, [("进度", 100)])
        viewing = services.viewing_save(actor=office, plan=plan)
        unit = OrganizationFactory(kind="department")
        project = services.project_add(actor=office, viewing=viewing, unit=unit, title="新厂房")
        if state != "prepared":
            viewing = services.viewing_open(actor=office, viewing=viewing)
        if state == "scored":
            marks = {viewing.criteria.get().pk: Decimal(80)}
            for judge in judges:
                services.project_score(actor=judge, project=project, marks=marks)
        return viewing

    @cached_property
    def _judges(self):
        others = [self._judge() for _number in range(2)]
        return [self.people[Role.HANDLER], *others]

    def _judge(self):
        return MembershipFactory(role=Role.HANDLER, organization=OrganizationFactory()).user
