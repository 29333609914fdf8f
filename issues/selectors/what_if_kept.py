"""A trial and its outcome as they are kept with a job, and back."""

from collections import Counter
from datetime import datetime

from issues.models import LadderPolicy, LadderRung
from issues.selectors.replay import Rule
from issues.selectors.what_if import Line, Outcome, Side, Trial

_STEP = ("level", "offset", "at_opening", "recipient", "colour")


def trial_kept(trial: Trial) -> dict:
    return {
        "since": trial.since.isoformat(),
        "before": trial.before.isoformat(),
        "lengths": [[policy, *rule] for policy, rule in trial.lengths.items()],
        "ladder": trial.ladder and trial.ladder.pk,
        "rungs": [{name: getattr(rung, name) for name in _STEP} for rung in trial.rungs],
    }


def trial_of(kept: dict) -> Trial:
    return Trial(
        datetime.fromisoformat(kept["since"]),
        datetime.fromisoformat(kept["before"]),
        {policy: Rule(length, unit) for policy, length, unit in kept["lengths"]},
        LadderPolicy.objects.get(pk=kept["ladder"]) if kept["ladder"] else None,
        tuple(LadderRung(**facts) for facts in kept["rungs"]),
    )


def outcome_kept(outcome: Outcome) -> dict:
    return {
        "total": _facts(outcome.total),
        "stages": [[stage, _facts(line)] for stage, line in outcome.stages.items()],
        "units": [[unit, _facts(line)] for unit, line in outcome.units.items()],
        "posts": [[*post, _facts(line)] for post, line in outcome.posts.items()],
    }


def outcome_of(kept: dict) -> Outcome:
    outcome = Outcome()
    outcome.total = _line(kept["total"])
    outcome.stages.update((stage, _line(facts)) for stage, facts in kept["stages"])
    outcome.units.update((unit, _line(facts)) for unit, facts in kept["units"])
    outcome.posts.update(((unit, kind), _line(facts)) for unit, kind, facts in kept["posts"])
    return outcome


def _facts(line: Line) -> dict:
    sides = {name: getattr(line, name) for name in ("was", "then")}
    return {"label": line.label, "count": line.count} | {
        name: {"late": side.late, "slips": dict(side.slips)} for name, side in sides.items()
    }


def _line(facts: dict) -> Line:
    return Line(facts["label"], facts["count"], _side(facts["was"]), _side(facts["then"]))


def _side(facts: dict) -> Side:
    return Side(facts["late"], Counter(facts["slips"]))
