"""What gives or takes how many points: a new version ends the one in force, none is edited."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo
from points import defaults
from points.models import PointsRule
from points.selectors.rules import rule_in_force
from points.services.booking import ledger_lock
from points.workflow import RULES

MOST = 100
"""No single cause gives or takes more points than this."""


def points_rules_seed(*, since_at: datetime | None = None) -> None:
    """Put the first rules in force where there are none; idempotent."""
    if PointsRule.objects.exists():
        return
    PointsRule.objects.bulk_create(
        PointsRule(
            cause=cause,
            points=Decimal(points),
            cap=cap and Decimal(cap),
            since_at=since_at or timezone.now(),
        )
        for cause, points, cap in defaults.RULES
    )


@transaction.atomic
def points_rule_replace(
    *, actor, cause: str, points: Decimal, cap: Decimal | None, seen: PointsRule | None = None
) -> PointsRule:
    """Put these points in force for what happens from now on; NotNow unless ``seen`` still is."""
    require(actor, RULES)
    _check(points, cap)
    ledger_lock()
    before = rule_in_force(cause)
    if before != seen:
        raise NotNow(_("This version was replaced meanwhile. Open the one in force."))
    if before and (before.points, before.cap) == (points, cap):
        text = _("These are the points in force already.")
        raise NotSo(text, fields={"points": text})
    now = timezone.now()
    PointsRule.objects.filter(cause=cause, until_at__isnull=True).update(until_at=now)
    rule = PointsRule.objects.create(
        cause=cause,
        points=points,
        cap=cap,
        version=before.version + 1 if before else 1,
        since_at=now,
    )
    record(
        actor=actor,
        subject=rule,
        action="points_rule_replace",
        at=now,
        points=[before and str(before.points), str(points)],
        cap=[before and before.cap and str(before.cap), cap and str(cap)],
    )
    return rule


def _check(points: Decimal, cap: Decimal | None) -> None:
    if abs(points) > MOST:
        text = _("At most %(most)s points for one cause. Enter fewer.") % {"most": MOST}
        raise NotSo(text, fields={"points": text})
    if cap is not None and (cap <= 0 or cap < abs(points)):
        text = _("The most a month is at least what one cause gives or takes, without a sign.")
        raise NotSo(text, fields={"cap": text})
