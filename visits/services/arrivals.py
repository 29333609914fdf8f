"""Arriving where a visit is planned, and what becomes of the plan once the visit is logged."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.errors import NotNow, NotYou
from core.templatetags.times import time_in_words
from enterprises.models import Enterprise
from visits.models import PlannedVisit, Visit
from visits.models.planned import going
from visits.services.locks import planned_locked
from visits.services.planned import planned_add
from visits.workflow import PlannedState


def planned_check_in(*, actor, planned: PlannedVisit, way: str) -> PlannedVisit:
    """Record that somebody who goes has arrived; on the day itself, and once."""
    _goes(actor, planned)
    with transaction.atomic():
        planned = planned_locked(planned, "check_in")
        if planned.planned_on != timezone.localdate():
            raise NotNow(
                _("This visit is planned for %(day)s, not for today.")
                % {"day": time_in_words(planned.planned_on)}
            )
        _arrived(actor, planned, way)
    return planned


def unplanned_start(*, actor, enterprise: Enterprise, way: str) -> PlannedVisit:
    """Begin a service visit that nobody had planned: planned for today, and checked in."""
    with transaction.atomic():
        planned = planned_add(
            actor=actor,
            enterprise=enterprise,
            planned_on=timezone.localdate(),
            purpose=Visit.Purpose.SERVICE,
            aim=_("Visit on the way"),
            goers=[actor],
        )
        if planned.state == PlannedState.PLANNED:
            _arrived(actor, planned, way)
    return planned


def planned_keep(*, actor, planned: PlannedVisit, visit: Visit) -> None:
    """The visit that was planned is logged; within the transaction of the logging."""
    _goes(actor, planned)
    planned = planned_locked(planned, "keep")
    planned.state, planned.visit = PlannedState.KEPT, visit
    planned.save(update_fields=["state", "visit"])
    record(actor=actor, subject=planned, action="planned_keep", visit=visit.number)


def _arrived(actor, planned: PlannedVisit, way: str) -> None:
    planned.checked_in_at, planned.checked_in_by = timezone.now(), actor
    planned.checked_in_way = way
    planned.save(update_fields=["checked_in_at", "checked_in_by", "checked_in_way"])
    record(actor=actor, subject=planned, action="planned_check_in", way=way)


def _goes(actor, planned: PlannedVisit) -> None:
    if not PlannedVisit.objects.filter(going(actor), pk=planned.pk).exists():
        raise NotYou(_("You do not go along with this visit. Join it first."))
