"""Repeat offenders: the same fault again at one enterprise, and at many of one trade (practice 8)."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Substr

from enterprises.industry import DIVISIONS
from issues.models import Case
from safety.matters import MATTER_MOST, matter_key
from safety.models import Hazard
from safety.workflow import SafetyField

REPEAT_WITHIN = timedelta(days=365)
"""The same fault of the same enterprise, found again so soon after, is a repeat."""
SHARED_BY = 3
"""A fault found at so many enterprises of one trade is one of the trade."""
SHARED_WITHIN = timedelta(days=365)
SHOWN = 100
TRADE_LENGTH = 3
"""A trade is a division of GB/T 4754-2017: a letter and two digits."""


def repeat_for(hazard: Hazard) -> Hazard | None:
    """The latest before this one of the same enterprise, field and fault, found within a year."""
    case = hazard.case
    key = matter_key((hazard.matter or case.title)[:MATTER_MOST])
    found = Hazard.objects.filter(
        field=hazard.field,
        matter_key=key,
        case__enterprise=case.enterprise_id,
        case__registered_at__gte=case.registered_at - REPEAT_WITHIN,
        case__registered_at__lt=case.registered_at,
    )
    return found.exclude(case=case.pk).order_by("-case__registered_at", "-pk").first()


def trade_of(enterprise) -> str:
    """The code of the trade, empty where the register knows none."""
    code = enterprise.industry_code[:TRADE_LENGTH]
    return code if code in DIVISIONS else ""


def same_fault(hazard: Hazard) -> Q:
    """Hazards with the same fault, in the trade of this one's enterprise if it has one."""
    return Q(
        hazard__field=hazard.field,
        hazard__matter_key=hazard.matter_key,
        enterprise__industry_code__startswith=trade_of(hazard.case.enterprise),
    )


class Shared(NamedTuple):
    """One fault of one trade: at how many enterprises, in how many hazards, how many of them open.

    ``number`` is that of the hazard found last: by it the fault and its trade are named.
    """

    field: str
    key: str
    trade: str
    words: str
    enterprises: int
    hazards: int
    open: int
    latest: int
    number: str = ""

    @property
    def trade_name(self) -> str:
        return DIVISIONS.get(self.trade, self.trade)

    @property
    def field_name(self) -> str:
        return str(SafetyField(self.field).label)


def shared_since(today: date) -> date:
    return today - SHARED_WITHIN


def shared_faults(cases: QuerySet[Case], *, least: int = SHARED_BY) -> list[Shared]:
    """The faults of these hazards found at ``least`` enterprises of a trade, the most first."""
    rows = (
        cases.filter(hazard__isnull=False)
        .order_by()
        .annotate(trade=Substr("enterprise__industry_code", 1, TRADE_LENGTH))
        .filter(trade__in=DIVISIONS)
        .values_list("hazard__field", "hazard__matter_key", "trade")
        .annotate(
            words=Max("hazard__matter"),
            firms=Count("enterprise", distinct=True),
            number=Count("pk"),
            open=Count("pk", filter=Q(closed_at__isnull=True)),
            latest=Max("pk"),
        )
        .filter(firms__gte=least)
        .order_by("-firms", "-number", "-latest")
    )
    found = [Shared(*row) for row in rows[:SHOWN]]
    keys = [one.latest for one in found]
    numbers = dict(Case.objects.filter(pk__in=keys).values_list("pk", "number"))
    return [one._replace(number=numbers[one.latest]) for one in found]


class Offender(NamedTuple):
    """An enterprise with the fault: how often it was found there, how many are open, and the last."""

    enterprise: int
    name: str
    town: str
    is_suspended: bool
    hazards: int
    open: int
    number: str


def offenders(cases: QuerySet[Case]) -> list[Offender]:
    """The enterprises of these hazards, those with the most first."""
    rows = (
        cases.order_by()
        .values_list(
            "enterprise", "enterprise__name", "enterprise__town__name", "enterprise__is_suspended"
        )
        .annotate(
            hazards=Count("pk"),
            open=Count("pk", filter=Q(closed_at__isnull=True)),
            last=Max("number"),
        )
        .order_by("-hazards", "enterprise__name")
    )
    return [Offender(*row) for row in rows]
