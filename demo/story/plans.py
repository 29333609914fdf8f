"""How a case will go: decided by dice when it is opened, so that every kind of course occurs."""

import random
from dataclasses import dataclass

from demo.texts import Matter
from issues.workflow import Tier
from organizations.models import Organization


@dataclass
class Plan:
    """The course of one case. ``stop`` names a state in which it is to be found today."""

    matter: Matter
    lead: Organization
    tier: str = Tier.TIME_LIMITED
    support: Organization | None = None
    accept_days: int = 0
    resolve_days: int = 6
    is_stuck: bool = False
    returns: str = ""
    sends_back: bool = False
    reopens: bool = False
    extends: bool = False
    rests: bool = False
    stop: str = ""


def plan_make(rng: random.Random, world, matter: Matter, *, stop: str = "", lead=None) -> Plan:
    named = lead or world.units[matter.unit]
    if stop:
        return Plan(matter, named, stop=stop, resolve_days=2)
    plan = Plan(matter, named)
    plan.accept_days = rng.choices((0, 1, 2, 4, 7), weights=(58, 34, 4, 3, 1))[0]
    plan.resolve_days = rng.choices((2, 4, 6, 8, 11, 14, 18), weights=(14, 24, 26, 20, 8, 5, 3))[0]
    plan.sends_back = rng.random() < 0.06
    plan.extends = plan.resolve_days in (11, 18)
    plan.rests = plan.resolve_days == 14
    if matter.support and rng.random() < 0.12:
        plan.returns = rng.choice(("upheld", "upheld", "rejected"))
    if rng.random() < 0.10:
        plan.tier, plan.resolve_days = Tier.LEADER_LED, plan.resolve_days + 8
    if matter.support and (plan.tier == Tier.LEADER_LED or rng.random() < 0.25):
        plan.support = world.units[matter.support]
        if plan.support.pk == plan.lead.pk:
            plan.support = None
    return plan
