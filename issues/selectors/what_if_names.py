"""The figures of a what-if as rows of tables: with their names, those that change most first."""

from django.utils import timezone

from calendars.units import length_phrase
from issues.models import DeadlinePolicy, LadderRung
from issues.selectors.recipients import addressees_on
from issues.selectors.what_if import Line, Outcome, Trial
from issues.workflow import Stage
from organizations.models import Organization, Position


def stages_named(outcome: Outcome) -> list[Line]:
    """In the order of a case's life."""
    for stage, line in outcome.stages.items():
        line.label = Stage(stage).label
    return [outcome.stages[stage] for stage in Stage.values if stage in outcome.stages]


def tried_named(trial: Trial) -> list[tuple[str, str, str]]:
    """The time limits that were tried and are others than those written: which, as written, as tried."""
    policies = DeadlinePolicy.objects.select_related("category").in_bulk(list(trial.lengths))
    pairs = ((policies[key], rule) for key, rule in trial.lengths.items() if key in policies)
    return [
        (f"{one.get_stage_display()} · {one.scope}", one.words, length_phrase(*rule))
        for one, rule in pairs
        if rule != (one.length, one.length_unit)
    ]


def units_named(outcome: Outcome) -> list[Line]:
    units = Organization.objects.in_bulk(list(outcome.units))
    for key, line in outcome.units.items():
        line.label = str(units[key])
    return sorted(outcome.units.values(), key=_weight)


def posts_named(outcome: Outcome) -> list[Line]:
    """By the post that answers today; what goes to one post for several units is one line."""
    people = addressees_on(timezone.localdate())
    posts = {(row.organization_id, row.kind): row.position_id for row in people if row.is_first}
    positions = Position.objects.select_related("organization").in_bulk()
    units = Organization.objects.in_bulk([unit for unit, _kind in outcome.posts])
    found: dict[object, Line] = {}
    for (unit, kind), line in outcome.posts.items():
        position = positions.get(posts.get((unit, kind)))
        is_own = kind == LadderRung.Recipient.HANDLER or position is None
        key = (unit, kind) if is_own else position.pk
        label = f"{units[unit]} · {LadderRung.Recipient(kind).label}" if is_own else str(position)
        _merge(found.setdefault(key, Line(label)), line)
    return sorted(found.values(), key=_weight)


def _merge(into: Line, line: Line) -> None:
    into.was.slips += line.was.slips
    into.then.slips += line.then.slips


def _weight(line: Line) -> tuple:
    changes = sum(abs(change) for *_facts, change in line.colours())
    slips = sum(line.then.colours()) + sum(line.was.colours())
    return -abs(line.late_difference) - changes, -slips, line.label
