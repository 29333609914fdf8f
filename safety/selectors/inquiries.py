"""Reads about safety-responsibility inspections: what the rules find, the list, one of a hazard."""

from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from core.paging import Count as ShownCount
from issues.models import Case, Deadline
from issues.workflow import Kind, Stage
from safety.models import Inquiry
from safety.workflow import Grade

C = Inquiry.Cause
FAILED = 2
"""So many failed acceptances of one hazard open an inspection (domain, practice 8)."""


def cases_to_look_into(cause: str, at: datetime) -> QuerySet[Case]:
    """The hazards that a rule opens an inspection of and that have none of this cause yet.

    Each with ``looked_into``: the unit that had to see it rectified, or its town.
    """
    known = Inquiry.objects.filter(cause=cause).values("case")
    before = ("relapse_of__lead_unit", "hazard__repeat_of__case__lead_unit")
    unit = Coalesce("lead_unit", *before, "town")
    rows = Case.objects.filter(kind=Kind.HAZARD).exclude(pk__in=known)
    found = _RULES[cause](rows, at).annotate(looked_into=unit)
    return found.filter(looked_into__isnull=False).order_by("pk")


def _major_late(rows: QuerySet[Case], at: datetime) -> QuerySet[Case]:
    """Past its date, met too late or not at all; what was taken back never ran late."""
    late = Deadline.objects.filter(
        Q(met_at__isnull=True) | Q(met_at__gt=F("due_at")),
        stage=Stage.RECTIFY,
        due_at__lt=at,
        cancelled_at__isnull=True,
    )
    return rows.filter(grade=Grade.MAJOR, pk__in=late.values("case"))


def _third_relapse(rows: QuerySet[Case], at: datetime) -> QuerySet[Case]:
    """The third return of the same hazard, or repeat of the same fault: the fourth is its cause too."""
    return rows.filter(_third("relapse_of") | _third("repeat_of", "hazard__"))


def _third(link: str, at: str = "") -> Q:
    third = at + "__".join([link] * 3)
    return Q(**{f"{third}__isnull": False, f"{third}__{link}__isnull": True})


def _failed_twice(rows: QuerySet[Case], at: datetime) -> QuerySet[Case]:
    failed = Count("acceptances", filter=Q(acceptances__passed=False))
    return rows.annotate(failed=failed).filter(failed__gte=FAILED)


_RULES = {C.MAJOR_LATE: _major_late, C.RELAPSES: _third_relapse, C.FAILED_TWICE: _failed_twice}
RULES = tuple(_RULES)

OPEN, DECIDED = "open", "decided"


def standing(value: str) -> Q:
    """Those that are under way, or those with an outcome."""
    return Q(decided_at__isnull=value == OPEN)


def inquiries_listed(*, user) -> QuerySet[Inquiry]:
    """Those this person may read, with what a row shows."""
    rows = Inquiry.objects.visible_to(user).select_related("unit", "case__enterprise")
    return rows.defer("case__search", "case__enterprise__search")


def inquiries_counts(*, user) -> list[dict]:
    """How many are under way, and how many have their outcome."""
    found = Inquiry.objects.visible_to(user).aggregate(
        all=Count("pk"), open=Count("pk", filter=standing(OPEN))
    )
    lines = (
        ("", _("All"), found["all"]),
        (OPEN, _("under way"), found["open"]),
        (DECIDED, _("with an outcome"), found["all"] - found["open"]),
    )
    return [
        {"value": value, "label": label, "count": ShownCount(number, False)}
        for value, label, number in lines
    ]


def inquiries_of(*, user, case: Case) -> list[Inquiry]:
    """Those into a hazard that this person may read, the newest first."""
    return list(Inquiry.objects.visible_to(user).filter(case=case).select_related("unit"))


def inquiry_rows_for_page(*, user) -> QuerySet[Inquiry]:
    """Those this person may read, with what the page of one shows."""
    rows = Inquiry.objects.visible_to(user).select_related(
        "unit", "case__enterprise", "opened_by", "decided_by", "decider_unit"
    )
    return rows.prefetch_related("measures__deadline", "measures__done_by")
