"""Every dashboard and the big screen through the whole product, beside the bare counts of its cases."""

from datetime import datetime, timedelta

from django.db.models import Avg, Count, Max, Min, Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from issues.models import Case
from organizations.models import User
from reports.periods import Period, first_of_month, months_before
from tests.benchmarks.measure import compare, fetched
from visits.models import TeamEnterprise, VisitTeam

DAYS = 91


def lines():
    last = Case.objects.aggregate(at=Max("dispatched_at"))["at"]
    first = last - timedelta(days=DAYS)
    days = f"from={first:%Y-%m-%d}&to={last:%Y-%m-%d}"
    period = Case.objects.filter(dispatched_at__gte=first, dispatched_at__lte=last)
    led = period.filter(lead_unit__kind="department").values("lead_unit").order_by()
    busy = led.annotate(number=Count("id")).order_by("-number").first()["lead_unit"]
    dashboard = reverse("reports:dashboard")
    months = [_months_before(last, number) for number in (3, 12)]
    team = VisitTeam.objects.order_by("pk").first()
    served = TeamEnterprise.objects.filter(team=team).values("enterprise")
    theirs = Case.objects.filter(closed_at__isnull=True, enterprise__in=served).values(
        "id", "due_at"
    )
    leader, screen = reverse("reports:leader_board"), reverse("reports:screen")
    board, panels = reverse("reports:team_board", args=[team.pk]), reverse("reports:screen_panels")
    whole = _bare(period)
    pages = (
        ("District dashboard, a quarter", "principal", f"{dashboard}?{days}", whole),
        *(
            (
                f"District dashboard, {number} whole months",
                "principal",
                f"{dashboard}?from={one.since_on}&to={one.until_on}",
                _bare(
                    Case.objects.filter(
                        dispatched_at__gte=one.since_at, dispatched_at__lt=one.before_at
                    )
                ),
            )
            for number, one in ((3, months[0]), (12, months[1]))
        ),
        (
            "Unit dashboard, a quarter",
            "office",
            f"{dashboard}?{days}&unit={busy}",
            _bare(period.filter(lead_unit=busy)),
        ),
        ("A leader's own page, a quarter", "leader", f"{leader}?{days}", whole),
        ("A team's page", "visitor", board, fetched(theirs)),
        ("Big screen, this month", "principal", screen, whole),
        ("Big screen, renewed", "principal", panels, whole),
    )
    for what, who, address, bare in pages:
        yield compare(what, _opened(who, address), bare, times=3)


def _months_before(last: datetime, number: int) -> Period:
    """So many whole months before that of ``last``."""
    month = first_of_month(timezone.localdate(last))
    return Period(months_before(month, number), month - timedelta(days=1))


def _opened(username: str, address: str):
    browser = Client(headers={"host": "localhost"})
    browser.force_login(User.objects.get(username=username))

    def run():
        answer = browser.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code} to {username}")

    return run


def _bare(period):
    """The cases of the period by unit and month, and the open ones with how many are late."""
    by_unit = fetched(
        period.values("lead_unit_id", "dispatched_month")
        .annotate(number=Count("id"), closed=Count("closed_at"), liked=Avg("satisfaction"))
        .order_by()
    )
    still_open = fetched(
        Case.objects.filter(closed_at__isnull=True)
        .values("state")
        .annotate(
            number=Count("id"),
            late=Count("id", filter=Q(due_at__lt=timezone.now())),
            old=Min("due_at"),
        )
        .order_by()
    )

    def run():
        by_unit()
        still_open()

    return run
