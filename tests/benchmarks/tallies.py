"""What the kept figures cost with each change of a case, and how long a recount of all takes."""

import io
import time
from contextlib import redirect_stdout

from django.core.management import call_command
from django.db import connection
from django.db.models import Count

from issues.models import Case
from reports.tallies import BY, PLACE, numbers
from tests.benchmarks.measure import compare, fetched, undone

ONE_BY_ONE, AT_ONCE = 200, 5000
_OFF = "ALTER TABLE issues_case DISABLE TRIGGER reports_tally_update"


def lines():
    """Of changes, the bare way is the same statement without the trigger."""
    newest = Case.objects.filter(dispatched_at__isnull=False).order_by("-pk")
    cases = list(newest.values_list("pk", flat=True)[:AT_ONCE])

    def one_by_one():
        for pk in cases[:ONE_BY_ONE]:
            _change([pk])

    for what, work in (
        (f"{ONE_BY_ONE} cases changed, a statement each", one_by_one),
        (f"{len(cases)} cases changed by one statement", lambda: _change(cases)),
    ):
        yield compare(
            what,
            lambda work=work: _taken_back(work),
            lambda work=work: _taken_back(work, without=_OFF),
        )
    every = numbers(
        Case.objects.filter(dispatched_at__isnull=False), PLACE, BY, {"number": Count("pk")}
    )
    yield compare("figures_verify", _verify, fetched(every), times=1, is_warmed=False)


def _change(keys: list[int]) -> None:
    Case.objects.filter(pk__in=keys).update(satisfaction=5, round=2)


def _taken_back(work, *, without: str = "") -> float:
    """How long the work alone took."""
    with undone():
        if without:
            with connection.cursor() as cursor:
                cursor.execute(without)
        began = time.perf_counter()
        work()
        return time.perf_counter() - began


def _verify() -> None:
    with redirect_stdout(io.StringIO()):
        call_command("figures_verify")
