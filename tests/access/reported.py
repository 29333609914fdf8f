"""A report in the small district."""

from functools import cached_property

from django.http import QueryDict

from organizations.roles import Role
from reports.services.reports import report_run
from reports.services.starting import lists_report


class WorldOfReports:
    @cached_property
    def report(self):
        """Of the whole district, made, with its file."""
        asked = lists_report(actor=self.people[Role.VISIT_OFFICE], params=QueryDict())
        return report_run(pk=asked.pk)
