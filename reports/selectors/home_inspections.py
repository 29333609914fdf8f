"""The inspections of today that this person goes to, for the home page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import has_permission
from core.paging import Count, capped_count
from inspections.selectors.plans import plans_to_do
from inspections.workflow import INSPECT
from reports.selectors.home import CAP, SHOWN, Group


def inspections_today(*, user) -> Group | None:
    """Each with the way to do it; None if there are none."""
    if not has_permission(user, INSPECT):
        return None
    found = plans_to_do(user=user).filter(planned_on=timezone.localdate())
    rows = list(found[: SHOWN + 1])
    count = capped_count(found, CAP) if len(rows) > SHOWN else Count(len(rows), False)
    url = f"{reverse('visits:calendar')}?view=week&who=mine"
    group = Group("inspections", _("my inspections today"), count, rows[:SHOWN], url)
    return group if rows else None
