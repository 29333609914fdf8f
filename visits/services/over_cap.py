"""One more than the cap: asked for with a reason, decided once, never by whoever asked."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo, NotYou
from visits.models import OverCap, PlannedVisit, Visit
from visits.models.planned import DECIDE
from visits.selectors.guard import Burden, burden_of
from visits.services.entries import VisitEntry, refuse
from visits.services.locks import planned_locked
from visits.services.planned_words import over_cap_tell_asker, over_cap_tell_deciders
from visits.workflow import PLANNED_WORKFLOW


def over_cap_ask(
    *,
    actor,
    burden: Burden,
    reason: str,
    planned: PlannedVisit | None = None,
    visit: Visit | None = None,
) -> OverCap:
    """Ask for the approval of a plan, or of an inspection that was made; within a transaction."""
    asked = OverCap.objects.create(
        planned=planned,
        visit=visit,
        year=burden.year,
        counted=burden.counted,
        most=burden.most,
        reason=reason.strip(),
        asked_by=actor,
        asked_at=timezone.now(),
    )
    record(actor=actor, subject=planned or visit, action="over_cap_ask", note=reason.strip())
    over_cap_tell_deciders(asked)
    return asked


def over_cap_decide(*, actor, over_cap: OverCap, is_approved: bool, decision: str = "") -> OverCap:
    """Approve or refuse, once; a refusal says why."""
    require(actor, DECIDE, over_cap)
    if not is_approved and not decision.strip():
        raise NotSo(_("Say why it is refused."), fields={"decision": ""})
    with transaction.atomic():
        rows = OverCap.objects.select_for_update(of=("self",))
        asked = rows.select_related("planned__enterprise", "visit__enterprise").get(pk=over_cap.pk)
        if asked.decided_at:
            raise NotNow(_("Somebody has decided about this already."))
        if actor.pk in _askers(asked):
            raise NotYou(_("You asked for it yourself; somebody else decides."))
        if is_approved and asked.planned and asked.planned.planned_on < timezone.localdate():
            raise NotNow(_("The day of this plan is over. Refuse it, and let another be planned."))
        if asked.planned:
            _planned_move(asked.planned, "approve" if is_approved else "refuse")
        asked.is_approved, asked.decision = is_approved, decision.strip()
        asked.decided_by, asked.decided_at = actor, timezone.now()
        asked.save()
        record(
            actor=actor,
            subject=asked.planned or asked.visit,
            action="over_cap_approve" if is_approved else "over_cap_refuse",
            note=asked.decision,
        )
        over_cap_tell_asker(asked)
    return asked


def _askers(asked: OverCap) -> set[int]:
    made_by = asked.planned.planned_by_id if asked.planned else asked.visit.logged_by_id
    return {asked.asked_by_id, made_by}


def _planned_move(planned: PlannedVisit, name: str) -> None:
    locked = planned_locked(planned, name)
    locked.state = PLANNED_WORKFLOW.move(name).target
    locked.save(update_fields=["state"])


def log_burden(*, actor, entry: VisitEntry) -> Burden | None:
    """The burden that the logging of an inspection has to answer for; None where there is none.

    What was planned as an inspection is logged as one, and has been counted already; any other
    inspection over the cap needs a reason, and is decided about afterwards.
    """
    planned = entry.planned
    if planned and planned.purpose == Visit.Purpose.INSPECTION:
        if entry.purpose != planned.purpose:
            refuse({"purpose": _("It was planned as an inspection. Log it as one.")})
        return None
    if entry.purpose != Visit.Purpose.INSPECTION:
        return None
    year = timezone.localdate(entry.visited_at).year
    burden = burden_of(
        user=actor, enterprise=entry.enterprise, purpose=entry.purpose, year=year, besides=planned
    )
    if not burden.is_over:
        return None
    if not entry.over_cap_reason.strip():
        told = _(
            "This is inspection number %(number)d of the year; %(most)d are the most. Say why it was "
            "needed: the visit is saved, and decided about afterwards."
        )
        refuse({"over_cap_reason": told % {"number": burden.next, "most": burden.most}})
    return burden
