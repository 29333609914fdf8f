"""Whom a suspension order is told to: the town's head, the responsible leader, the rectifying unit."""

from django.utils import timezone

from issues.models import Case, LadderRung
from issues.selectors.recipients import addressee_of
from notices.models import Notice
from notices.services import notice_post
from organizations.models import User
from safety.models import SuspensionOrder

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
