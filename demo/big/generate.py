"""Fills a database with a big district: quickly, and the same for the same seed and last day."""

import hashlib
import random
from collections.abc import Callable
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from calendars.selectors import load_calendar
from core.models import NumberSeries
from core.numbering import take_numbers
from demo.big.cases import CaseWriter
from demo.big.dates import Dates
from demo.big.facts import facts_read
from demo.big.writer import checked_at_the_end
from demo.district import DistrictBuilder
from demo.names import Namer
from demo.register import register_fill
from demo.story.hazards import authorities_name
from demo.teams import teams_make
from demo.world import World
from issues.models import Case, Deadline, Responsibility
from organizations.models import Organization
from reports.services.tallies import tallies_renew
from reports.triggers import triggers_lift

BATCH = 5000
CLIMBED_SHARE = 0.15
DUE_IN = ((1, 70), (0, 20), (-3, 7), (-6, 3))
"""Where the deadlines that are due to climb stand: working days to their date, and how many."""


def district_generate(
    *,
    enterprises: int,
    cases: int,
    seed: int,
    until: date,
    open_cases: int,
    due: int,
    tell: Callable[[str], None],
) -> None:
    """Add a district if there is none, and ``cases`` cases of the 36 months up to ``until``.

    ``open_cases`` of them are open, and ``due`` deadlines have a step that has fallen due.
    """
    rng = random.Random(seed)
    with transaction.atomic():
        if not Organization.objects.exists():
            _district(rng, until, enterprises)
            tell(f"{enterprises} enterprises")
        suffix = "+00" if connection.vendor == "postgresql" else ""
        dates = Dates(load_calendar(), until, suffix)
        writer = CaseWriter(rng, facts_read(rng), dates)
        writer.series.update(NumberSeries.objects.values_list("name", "last"))
        triggers_lift(connection)
        with checked_at_the_end(writer.tables):
            _cases(writer, cases, open_cases, due, tell)
            for table in writer.tables:
                table.finish()
        tallies_renew()
        _keep_series(writer.series)


def _district(rng: random.Random, until: date, enterprises: int) -> None:
    namer = Namer(rng)
    world = DistrictBuilder(World(rng, until), namer).build()
    register_fill(world, namer, enterprises)
    teams_make(world, 40)
    authorities_name(world)


def _cases(writer: CaseWriter, cases: int, open_cases: int, due: int, tell) -> None:
    """Closed cases in the order of time; the open ones among them, most at the end."""
    rng, dates = writer.rng, writer.dates
    climbed = int(open_cases * CLIMBED_SHARE)
    closed = cases - open_cases
    old = set(rng.sample(range(closed), min(climbed, closed))) if closed else set()
    span = dates.last - 30 - dates.first
    for place in range(closed):
        ordinal = dates.first + span * place // max(1, closed)
        writer.closed(ordinal)
        if place in old:
            writer.open(min(ordinal - dates.last + 10, -7), climbed=True)
        if place % BATCH == BATCH - 1:
            _flush(writer, place, cases, tell)
    weights = [weight for _days, weight in DUE_IN]
    newest = open_cases - len(old)
    for place in range(newest):
        if place < due:
            writer.open(rng.choices(DUE_IN, weights=weights)[0][0])
        else:
            writer.open(rng.randrange(3, 10))
        if place % BATCH == BATCH - 1:
            _flush(writer, closed + place, cases, tell)


def _flush(writer: CaseWriter, place: int, cases: int, tell) -> None:
    for table in writer.tables:
        table.flush()
    if (place + 1) % (BATCH * 10) == 0:
        tell(f"{place + 1} of {cases} cases")


def _keep_series(series: dict[str, int]) -> None:
    for name, last in series.items():
        known = NumberSeries.objects.filter(name=name).values_list("last", flat=True).first()
        if last > (known or 0):
            take_numbers(name, last - (known or 0))


CASE_FACTS = (
    *("number", "kind", "title", "state", "outcome", "grade", "enterprise__uscc", "town__name"),
    *("lead_unit__name", "oversight_unit__name", "handler__full_name", "registered_at"),
    *(
        "dispatched_at",
        "dispatched_month",
        "dispatched_day",
        "accept_due_at",
        "accepted_at",
        "resolve_due_at",
    ),
    *("resolved_at", "due_at", "closed_at", "satisfaction"),
)
PART_FACTS = ("case__number", "role", "organization__name", "since_at", "replied_at")
DEADLINE_FACTS = (
    *("case__number", "stage", "organization__name", "started_at", "due_at", "due_on", "met_at"),
    *("level", "next_level", "next_at"),
)


def checksum() -> str:
    """Of what the generated rows say, keys left out: the same on both databases."""
    digest = hashlib.sha256()
    for model, names in (
        (Case, CASE_FACTS), (Responsibility, PART_FACTS), (Deadline, DEADLINE_FACTS)
    ):  # fmt: skip
        for row in model.objects.order_by("pk").values_list(*names).iterator():
            digest.update(repr([_plain(value) for value in row]).encode())
    return digest.hexdigest()


def _plain(value):
    return timezone.localtime(value).isoformat() if hasattr(value, "tzinfo") else str(value)
