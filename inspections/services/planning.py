"""Planning an inspection: a planned visit, by the same guard and caps, and its check-lists."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import record
from core.errors import NotSo
from enterprises.models import Enterprise
from inspections.models import CheckList, InspectionPlan
from inspections.workflow import InspectionKind
from visits.models import Visit
from visits.services.planned import planned_add


@transaction.atomic
def inspection_plan(
    *, actor, enterprise: Enterprise, kind: str, lists: Sequence[CheckList], aim: str = "", **visit
) -> InspectionPlan:
    """Plan a visit as an inspection; ``visit`` as PlannedEntry. Over the cap it waits for approval.

    A check-up counts against the cap like any inspection: what may end in an order is one.
    """
    if kind not in InspectionKind.values:
        raise NotSo(_("Choose whether it is an inspection or a check-up."), fields={"kind": ""})
    if not lists:
        raise NotSo(_("Choose at least one check-list."), fields={"lists": ""})
    planned = planned_add(
        actor=actor,
        enterprise=enterprise,
        purpose=Visit.Purpose.INSPECTION,
        aim=aim.strip() or "、".join(str(one) for one in lists)[:200],
        **visit,
    )
    plan = InspectionPlan.objects.create(planned=planned, kind=kind)
    plan.lists.set(lists)
    record(
        actor=actor,
        subject=planned,
        action="inspection_plan",
        lists=[str(one) for one in lists],
    )
    return plan
