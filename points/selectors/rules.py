from django.db.models import QuerySet

from points.models import PointsRule


def rules_in_force() -> QuerySet[PointsRule]:
    return PointsRule.objects.filter(until_at__isnull=True).order_by("id")


def rules_past() -> QuerySet[PointsRule]:
    return PointsRule.objects.filter(until_at__isnull=False).order_by("cause", "-version")


def rule_in_force(cause: str) -> PointsRule | None:
    return PointsRule.objects.filter(cause=cause, until_at__isnull=True).first()
