"""Who is told of a suspension order, and of hazards that came from a ledger kept elsewhere."""

from collections import Counter

from django.urls import reverse
from django.utils import timezone

from issues.models import Case, LadderRung
from issues.selectors.recipients import addressee_of
from notices.models import Notice
from notices.services import notice_post
from organizations.models import Organization, User
from safety.models import LedgerImport, SuspensionOrder
from safety.workflow import HazardState

Recipient = LadderRung.Recipient


def order_tell(order: SuspensionOrder, template: str) -> None:
    """Tell each of them once; the address only to those who may open the hazard."""
    case, event = order.case, template.partition(".")[2]
    for person in _people(order):
        may_open = Case.objects.visible_to(person).filter(pk=case.pk).exists()
        notice_post(
            recipient=person,
            template=template,
            label=f"{order.enterprise} {order.scope}"[:200],
            level=Notice.Level.RED,
            url=case.get_absolute_url() if may_open else "",
            subject_type="issues.case",
            subject_id=case.pk,
            dedupe_key=f"{event}:{order.pk}:user:{person.pk}",
        )


def _people(order: SuspensionOrder) -> list[User]:
    """The head of the town, the leader who answers for it, and the head of the rectifying unit."""
    case, today = order.case, timezone.localdate()
    town = order.enterprise.town or case.town or case.oversight_unit
    found = [
        addressee_of(town, Recipient.HEAD, today),
        addressee_of(town, Recipient.LEADER, today),
        addressee_of(case.oversight_unit, Recipient.LEADER, today),
    ]
    if case.lead_unit is not None:
        found.append(addressee_of(case.lead_unit, Recipient.HEAD, today))
    return list({person.pk: person for person in found if person is not None}.values())


def taken_over_tell(*, job: LedgerImport) -> None:
    """Tell each unit once how many hazards of the file are now with it: to rectify, or to file."""
    cases = Case.objects.filter(ledger_record__job=job)
    counts = Counter()
    for state, lead, overseer in cases.values_list("state", "lead_unit", "oversight_unit"):
        is_led = state == HazardState.RECTIFYING
        counts[(lead if is_led else overseer, state)] += 1
    units = Organization.objects.in_bulk({unit for unit, _state in counts})
    for (unit, state), number in counts.items():
        person = addressee_of(units[unit], Recipient.HEAD, timezone.localdate())
        if person is None:
            continue
        notice_post(
            recipient=person,
            template="safety.taken_over",
            label=job.file_name[:200],
            params={"count": number},
            url=f"{reverse('safety:ledger')}?state={state}",
            subject_type="safety.ledgerimport",
            subject_id=job.pk,
            dedupe_key=f"ledger:{job.pk}:{unit}:{state}",
        )
