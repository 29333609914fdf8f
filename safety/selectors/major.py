"""Reads about what a major hazard has besides: its listing, reports, orders, and its assessment."""

from datetime import UTC, datetime

from django.db.models import Count, DateTimeField, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.access import listed_within
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
    told = ("reported_by", "unit", "deadline", "photos")
    return list(rows.prefetch_related(*(f"reports__{name}" for name in told)))


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


ORDER_IN_FORCE, ORDER_LIFTED = "in_force", "lifted"


def orders_listed(*, user) -> QuerySet[SuspensionOrder]:
    """The orders on hazards this person may see, with what a row shows."""
    rows = listed_within(
        SuspensionOrder.objects.all(),
        user=user,
        model=Case,
        permission=Case.view_permission,
        at="case",
    )
    shown = ("enterprise__town", "case", "issuing_unit", "issued_by", "lifted_by__checker_unit")
    return rows.select_related(*shown).defer("case__search", "enterprise__search")


def order_standing(value: str) -> Q:
    """Those in force, or those that a check lifted."""
    return Q(lifted_at__isnull=value == ORDER_IN_FORCE)


def orders_counts(*, user) -> list[dict]:
    """How many are in force, and how many were lifted."""
    found = orders_listed(user=user).aggregate(
        all=Count("pk"), now=Count("pk", filter=order_standing(ORDER_IN_FORCE))
    )
    return _standings(
        found["all"],
        (ORDER_IN_FORCE, pgettext("suspension order", "in force"), found["now"]),
        (ORDER_LIFTED, _("lifted"), found["all"] - found["now"]),
    )


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
    return _standings(
        found["all"],
        (IN_FORCE, _("on the list"), found["on"]),
        (TAKEN_OFF, _("taken off"), found["all"] - found["on"]),
    )


def _standings(total: int, *lines: tuple[str, str, int]) -> list[dict]:
    """All, and each part, as components/counts.html shows them."""
    return [
        {"value": value, "label": label, "count": ShownCount(number, False)}
        for value, label, number in (("", _("All"), total), *lines)
    ]
