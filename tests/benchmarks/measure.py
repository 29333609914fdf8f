"""Times two ways of doing the same in the same run: only their ratio means anything."""

import statistics
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connection, transaction

TIMES = 5
SECONDS = 120
"""A comparison begins no further round after this long."""


class Line(NamedTuple):
    what: str
    product: list[float]
    bare: list[float]

    def __str__(self):
        ours, theirs = statistics.median(self.product), statistics.median(self.bare)
        return (
            f"| {self.what} | {_shown(ours)} ({_shown(min(self.product))}) "
            f"| {_shown(theirs)} ({_shown(min(self.bare))}) | {ours / theirs:.1f} |"
        )


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 10 else f"{seconds:.1f} s"


HEAD = "| What | Product: median (least) | Bare: median (least) | Ratio |\n|---|---|---|---|"


def tell(words: str) -> None:
    """Say on the side what goes on; the table alone goes to the output."""
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


def compare(
    what: str, product: Callable, bare: Callable, *, times: int = TIMES, is_warmed: bool = True
) -> Line:
    """Run both in turn, as a rule after a warm-up; at most ``times`` rounds, and bounded in time."""
    tell(what)
    began = time.monotonic()
    if is_warmed:
        product()
        bare()
    ours, theirs = [], []
    while len(ours) < times and (not ours or time.monotonic() - began < SECONDS):
        ours.append(_timed(product))
        theirs.append(_timed(bare))
    return Line(what, ours, theirs)


def _timed(run: Callable) -> float:
    """How long ``run`` takes, or says itself that it took."""
    began = time.perf_counter()
    said = run()
    return said if isinstance(said, float) else time.perf_counter() - began


@contextmanager
def undone():
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def fetched(queryset) -> Callable:
    """The bare way of a selection: its own statement through a cursor, rows and no objects."""
    sql, params = queryset.query.sql_with_params()

    def run():
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            cursor.fetchall()

    return run
