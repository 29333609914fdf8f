"""The suspension order: issued on a major hazard, lifted only by a check of every item of its list."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import is_allowed
from core.errors import NotNow, NotSo, NotYou
from core.numbering import take_numbers
from enterprises.models import Enterprise
from issues.models import Case
from issues.services.steps import Step, case_step
from organizations.models import User
from safety.access import is_of_unit
from safety.defaults import RESUMPTION_ITEMS
from safety.models import ResumptionCheck, ResumptionItem, SuspensionOrder
from safety.selectors.major import order_in_force
from safety.services.acceptance import unit_for
from safety.services.telling import order_tell

CHECK = "safety.resumption_check"
ITEM_MOST, ITEM_LONGEST = 30, 200


class Found(NamedTuple):
    """What was found of one item of the list; one that did not pass says what is missing."""

    passed: bool
    note: str = ""


def suspension_order(
    *,
    actor,
    case: Case,
    extent: str,
    basis: str,
    reason: str,
    starts_on: date,
    part: str = "",
    conditions: Sequence[str] = (),
    seen_version=None,
) -> SuspensionOrder:
    """Suspend production at the hazard's enterprise; ``conditions`` join the list of the check.

    NotYou for whoever is of the unit that sees it rectified; NotNow where one is in force already.
    """
    part = part.strip() if extent == SuspensionOrder.Extent.PART else ""
    items = _items(conditions)
    _check_said(extent=extent, part=part, basis=basis, reason=reason)
    with case_step(
        actor=actor, case=case, move="order_suspension", seen_version=seen_version, note=reason
    ) as step:
        if is_of_unit(actor, step.case.lead_unit):
            raise NotYou(_("Your unit sees the hazard rectified: the authority issues the order."))
        if starts_on < timezone.localdate(step.at):
            text = _("The order cannot begin before it is issued.")
            raise NotSo(text, fields={"starts_on": text})
        firm = Enterprise.objects.select_for_update(no_key=True).get(pk=step.case.enterprise_id)
        _check_free(firm, extent, part)
        order = SuspensionOrder.objects.create(
            number=_number(step), enterprise=firm, case=step.case, extent=extent, part=part,
            basis=basis.strip(), reason=reason.strip(), starts_on=starts_on, items=items,
            issued_by=actor, issuing_unit_id=unit_for(actor, step.case), issued_at=step.at,
        )  # fmt: skip
        Enterprise.objects.filter(pk=firm.pk).update(is_suspended=True)
        step.changes.update(suspension=order.number, scope=order.scope)
        order_tell(order, "safety.suspended")
    return order


def resumption_check(
    *,
    actor,
    case: Case,
    order: SuspensionOrder,
    found: Sequence[Found],
    words: str,
    companion: User | None = None,
    seen_version=None,
) -> ResumptionCheck:
    """Go through the list of the order, item by item; if every one passed, the order is lifted.

    NotYou for the rectifying unit, and for whoever issued the order and checks alone.
    """
    _check_found(order, found, words)
    with case_step(
        actor=actor, case=case, move="check_resumption", seen_version=seen_version, note=words
    ) as step:
        order = SuspensionOrder.objects.select_for_update(of=("self",)).get(pk=order.pk)
        if order.lifted_at is not None or order.case_id != step.case.pk:
            raise NotNow(_("This order is no longer in force. Reload to see where it stands."))
        _check_people(step.case, order, actor, companion)
        check = _write(step, actor, order, found, words, companion)
        if check.passed:
            _lift(step, order, check)
        step.changes.update(suspension=order.number, passed=check.passed)
    return check


def suspended_refresh(enterprise_id: int) -> None:
    """Keep on the enterprise itself whether an order is in force: its lists read it there."""
    in_force = SuspensionOrder.objects.filter(enterprise=enterprise_id, lifted_at__isnull=True)
    Enterprise.objects.filter(pk=enterprise_id).update(is_suspended=in_force.exists())


def _items(conditions: Sequence[str]) -> list[str]:
    own = [line.strip() for line in conditions if line.strip()]
    items = [*RESUMPTION_ITEMS, *own]
    if len(items) > ITEM_MOST or any(len(item) > ITEM_LONGEST for item in items):
        text = _("At most %(most)s items, each of at most %(longest)s characters.")
        text %= {"most": ITEM_MOST, "longest": ITEM_LONGEST}
        raise NotSo(text, fields={"conditions": text})
    return items


def _check_said(*, extent: str, part: str, basis: str, reason: str) -> None:
    if extent not in SuspensionOrder.Extent.values:
        raise NotSo(_("Choose what is suspended."), fields={"extent": ""})
    if extent == SuspensionOrder.Extent.PART and not part:
        raise NotSo(_("Say which part is suspended."), fields={"part": ""})
    if not basis.strip():
        raise NotSo(_("Say by which article of which law."), fields={"basis": ""})
    if not reason.strip():
        raise NotSo(_("Say why."), fields={"reason": ""})


def _check_free(firm: Enterprise, extent: str, part: str) -> None:
    order = order_in_force(firm, extent, part)
    if order is not None:
        raise NotNow(
            _("%(number)s is in force for this scope already. It ends by a check for resumption.")
            % {"number": order.number}
        )


def _number(step: Step) -> str:
    series = f"TC{timezone.localtime(step.at).year}"
    return f"{series}{take_numbers(series):04d}"


def _check_found(order: SuspensionOrder, found: Sequence[Found], words: str) -> None:
    if len(found) != len(order.items):
        raise NotSo(_("Say of every item whether it passed."))
    for place, one in enumerate(found):
        if not one.passed and not one.note.strip():
            name = f"note_{place}"
            raise NotSo(_("Say what is missing."), fields={name: _("Say what is missing.")})
    if not words.strip():
        raise NotSo(_("Say what the check found."), fields={"words": ""})


def _check_people(case: Case, order: SuspensionOrder, actor, companion: User | None) -> None:
    if is_of_unit(actor, case.lead_unit):
        raise NotYou(
            _("You are of the unit that saw it rectified: somebody of another unit checks.")
        )
    if companion is not None and (
        companion.pk == actor.pk
        or is_of_unit(companion, case.lead_unit)
        or not is_allowed(companion, CHECK, case)
    ):
        text = _("Choose another who may check, and who is not of the unit that rectified.")
        raise NotSo(text, fields={"companion": text})
    if order.issued_by_id == actor.pk and companion is None:
        raise NotYou(
            _("You issued the order and do not lift it alone: name who checks together with you.")
        )


def _write(step, actor, order, found, words, companion) -> ResumptionCheck:
    failed = sum(not one.passed for one in found)
    check = ResumptionCheck.objects.create(
        order=order, checker=actor, checker_unit_id=unit_for(actor, step.case),
        companion=companion, issuer_id=order.issued_by_id, rectifying_unit=step.case.lead_unit,
        item_count=len(found), failed_count=failed, passed=not failed, words=words.strip(),
        at=step.at,
    )  # fmt: skip
    ResumptionItem.objects.bulk_create(
        ResumptionItem(
            check_of=check, place=place, text=text, passed=one.passed,
            note="" if one.passed else one.note.strip(),
        )
        for place, (text, one) in enumerate(zip(order.items, found, strict=True))
    )  # fmt: skip
    return check


def _lift(step: Step, order: SuspensionOrder, check: ResumptionCheck) -> None:
    order.lifted_at, order.lifted_by = step.at, check
    order.save(update_fields=["lifted_at", "lifted_by"])
    suspended_refresh(order.enterprise_id)
    step.changes["lifted"] = True
    order_tell(order, "safety.resumed")
