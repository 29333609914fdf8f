"""Who is told that a report is ready: whoever waits for a large one, the office of a brief's."""

from collections.abc import Iterable

from core.access import Scope
from notices.models import Notice
from notices.services import notices_post_many
from organizations.models import Membership, User
from organizations.roles import GRANTS
from reports.access_kept import TAKING
from reports.models import Report
from reports.services.starting import is_large


def report_tell(report: Report) -> None:
    notices_post_many(
        Notice(
            recipient=person,
            template="reports.report_ready",
            label=f"{report.title} {report.filtered_by}"[:200],
            url=report.get_absolute_url(),
            subject_type=report._meta.label_lower,
            subject_id=report.pk,
            dedupe_key=f"report_ready:{report.pk}:user:{person.pk}",
        )
        for person in _waiting_for(report)
    )


def _waiting_for(report: Report) -> Iterable[User]:
    if report.created_by:
        return [report.created_by] if is_large(report.row_count) else []
    roles = [role for role, held in GRANTS.items() if Scope.ALL in held.get(TAKING, ())]
    memberships = Membership.objects.in_force().filter(role__in=roles)
    return User.objects.filter(pk__in=memberships.values("user"), is_active=True)
