"""Loads the demonstration district: one transaction, the same at every run."""

import random
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from calendars.selectors import calendar_held
from demo.clock import StoryClock
from demo.district import DistrictBuilder
from demo.names import Namer
from demo.register import register_fill, segments_fill
from demo.rules import rules_write
from demo.story.briefs import briefs
from demo.story.campaigns import campaigns
from demo.story.days import Days
from demo.story.deeds import deeds_and_wishes
from demo.story.draws import second_visits, second_visits_answer
from demo.story.hazards import authorities_name
from demo.story.inspections import inspections
from demo.story.key_tasks import key_tasks
from demo.story.letters import letters
from demo.story.major import major_hazards
from demo.story.measures import measures
from demo.story.online import online_visits
from demo.story.planned import planned_visits
from demo.story.points import points, points_appealed, projects_viewed
from demo.story.raised import raisings
from demo.story.repeats import campaign_of_the_widest, shared_faults_of_a_trade
from demo.story.routine import evenings, mornings, notices_read, sweep
from demo.story.sessions import sessions
from demo.story.tale import Tale
from demo.story.threads import threads_of_cases, threads_of_firms
from demo.story.zero import towards_zero
from demo.targets import targets_fill
from demo.teams import plan_make, teams_make
from demo.world import World
from organizations.models import User

SEED = 20260301


class Size(NamedTuple):
    """How much of everything; the cases are those that visits bring, and hazards beside."""

    enterprises: int
    teams: int
    visits: int
    cases: int
    days: int


SIZES = {
    "full": Size(2000, 40, 420, 560, 92),
    "small": Size(60, 12, 16, 30, 60),
}


def is_loaded() -> bool:
    return User.objects.filter(username="office").exists()


def _unheard(percent: int) -> None:
    """Nobody waits to hear how far it is."""


def demo_load(
    scale: str = "full",
    now: datetime | None = None,
    told: Callable[[int], None] = _unheard,
) -> World:
    """Build the district and tell its last three months up to ``now``.

    ``told`` hears how many percent of the story are told, from 0 to 100.
    """
    until = now or timezone.now()
    size, rng = SIZES[scale], random.Random(SEED)
    today = timezone.localdate(until)
    opening = datetime.combine(today - timedelta(days=size.days), time(8, 0))
    clock = StoryClock(timezone.make_aware(opening))
    with transaction.atomic(), calendar_held(), clock.ticking():
        world = DistrictBuilder(World(rng, today, until), namer := Namer(rng)).build()
        register_fill(world, namer, size.enterprises)
        teams_make(world, size.teams)
        authorities_name(world)
        targets_fill(world)
        segments_fill(world)
        rules_write(world)
        _tell(Tale(clock, until, rng), world, size, told)
    return world


def _tell(tale: Tale, world: World, size: Size, told: Callable[[int], None]) -> None:
    tale.begin(mornings(tale))
    tale.begin(evenings(tale, world))
    days = Days(tale, world, size.visits, size.cases)
    days.plan()
    tale.begin(raisings(tale, world, days.visitors))
    for life in [*key_tasks(tale, world), *major_hazards(tale, world), towards_zero(tale, world)]:
        tale.begin(life)
    tale.begin(sessions(tale, world))
    for life in campaigns(tale, world):
        tale.begin(life)
    tale.begin(letters(tale, world))
    tale.begin(measures(tale, world))
    tale.begin(threads_of_firms(tale))
    tale.begin(threads_of_cases(tale))
    tale.begin(planned_visits(tale, world))
    tale.begin(inspections(tale, world))
    tale.begin(shared_faults_of_a_trade(tale, world))
    tale.begin(online_visits(tale, world))
    tale.begin(second_visits(tale, world))
    tale.begin(points(tale, world))
    tale.begin(briefs(tale))
    tale.run(told)
    tale.clock.at = tale.until
    second_visits_answer()
    campaign_of_the_widest(world)
    projects_viewed(world)
    points_appealed(world)
    sweep(tale)
    deeds_and_wishes(world)
    notices_read(tale.until)
    plan_make(world)
    told(100)
