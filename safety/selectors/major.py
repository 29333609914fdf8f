"""Reads about what a major hazard has besides: its listing, reports, orders, and its assessment."""

from datetime import UTC, datetime

from django.db.models import Count, DateTimeField, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from core.paging import Count as ShownCount
from enterprises.models import Enterprise
from issues.models import Case, CaseRequest
from safety.models import Assessment, Listing, MajorCriterion, SuspensionOrder


def listing_of(case: Case) -> Listing | None:
    """The listing in force; None once it was taken off."""
    return case.listings.filter(unlisted_at__isnull=True).first()


def listings_of(case: Case) -> list[Listing]:
    """Every listing of the hazard, the newest first, with who supervises and the reports."""
    rows = case.listings.select_related("unit", "leader", "listed_by", "unlisted_by")
    return list(rows.prefetch_related("reports__reported_by", "reports__unit", "reports__deadline"))


def orders_of(case: Case) -> list[SuspensionOrder]:
    """The suspension orders of the hazard, the newest first, with their checks."""
    rows = case.suspension_orders.select_related("issued_by", "issuing_unit", "enterprise")
    return list(
        rows.prefetch_related(
            "checks__items", "checks__checker", "checks__checker_unit", "checks__companion"
        )
    )


def orders_in_force(enterprise: Enterprise) -> list[SuspensionOrder]:
    """What is suspended at the enterprise now; no query where nothing is."""
    if not enterprise.is_suspended:
        return []
    rows = SuspensionOrder.objects.filter(enterprise=enterprise, lifted_at__isnull=True)
    return list(rows.select_related("issuing_unit", "case").order_by("starts_on", "id"))


def order_in_force(enterprise: Enterprise, extent: str, part: str) -> SuspensionOrder | None:
    return SuspensionOrder.objects.filter(
        enterprise=enterprise, extent=extent, part=part, lifted_at__isnull=True
    ).first()


def assessment_of(case: Case) -> Assessment | None:
    return case.assessments.select_related("assessed_by").first()


def requests_of(case: Case) -> list[CaseRequest]:
    """What was asked for, the newest first: changes of level and extensions."""
    rows = case.requests.select_related("requested_by", "decided_by", "grade_change")
    return list(rows.order_by("-pk"))


def criteria_of(field: str):
    """The criteria in force by which a hazard of the field is major outright."""
    return MajorCriterion.objects.filter(field=field, is_active=True)


IN_FORCE, TAKEN_OFF = "in_force", "taken_off"
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


def listings_published(*, user) -> QuerySet[Listing]:
    """The list as it is published, with what a row shows; none without the permission to read it."""
    due_key = Coalesce("case__resolve_due_at", Value(NEVER, DateTimeField()))
    rows = Listing.objects.visible_to(user).annotate(due_key=due_key)
    shown = ("unit", "leader", "case__enterprise", "case__town", "case__hazard")
    return rows.select_related(*shown).defer("case__search", "case__enterprise__search")


def standing(value: str) -> Q:
    """Those on the list, or those taken off it."""
    return Q(unlisted_at__isnull=value == IN_FORCE)


def listings_counts(*, user) -> list[dict]:
    """How many are on the list, and how many were taken off."""
    found = Listing.objects.visible_to(user).aggregate(
        all=Count("pk"), on=Count("pk", filter=standing(IN_FORCE))
    )
    lines = (
        ("", _("All"), found["all"]),
        (IN_FORCE, _("on the list"), found["on"]),
        (TAKEN_OFF, _("taken off"), found["all"] - found["on"]),
    )
    return [
        {"value": value, "label": label, "count": ShownCount(number, False)}
        for value, label, number in lines
    ]
