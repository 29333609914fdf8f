"""When an online visit is logged: what the enterprise wrote becomes findings, kept or dropped."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.audit import record
from core.errors import NotNow, NotSo
from visits.models import Invitation, ProposedDemand, Visit
from visits.services.invitations import invitation_locked


def online_faults(entry) -> Iterable[tuple[str, str]]:
    """What is wrong with the invitation an entry names, as (field, sentence)."""
    invitation = entry.invitation
    if invitation is None:
        return
    if invitation.enterprise_id != entry.enterprise.pk:
        yield "invitation", _("That invitation went to another enterprise.")
    elif entry.mode != Visit.Mode.ONLINE:
        yield "mode", _("An invitation is to an online visit. Choose “online”, or leave it out.")
    elif not invitation.is_open:
        yield "invitation", _("This online visit was called off, or is logged already.")


def invitation_keep(*, actor, invitation: Invitation, visit: Visit, entry) -> None:
    """Tie the visit to its invitation, and each demand that was kept to its finding.

    The caller holds the transaction; of two who log it at once, the second is told so.
    """
    locked = invitation_locked(invitation)
    if not locked.is_open:
        told = _("This online visit was called off, or is logged already.")
        raise NotNow(told, fields={"invitation": told})
    locked.visit = visit
    locked.save(update_fields=["visit"])
    kept = _kept(locked, visit, entry)
    record(actor=actor, subject=locked, action="invitation_visit", visit=visit.number, kept=kept)


def _kept(invitation: Invitation, visit: Visit, entry) -> list[int]:
    """The places of the demands that became findings; NotSo for one that is not its own."""
    findings = {finding.position: finding for finding in visit.findings.all()}
    places = []
    for place, finding in enumerate(entry.findings):
        if finding.proposed is None:
            continue
        demand = ProposedDemand.objects.filter(
            answer__invitation=invitation, pk=finding.proposed, finding__isnull=True
        ).first()
        if demand is None:
            told = _("This was not proposed for this visit. Please reload the page.")
            raise NotSo(told, fields={f"findings-{place}-title": told})
        demand.finding = findings[place]
        demand.save(update_fields=["finding"])
        places.append(demand.position)
    return places
