"""A small district of cases in all situations, drawn at random but always alike for one seed."""

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from issues.models import Case, ReturnRequest, Verification
from issues.workflow import Outcome, State
from organizations.models import Organization
from tests.factories import (
    CaseFactory,
    DrawFactory,
    DrawnCaseFactory,
    EnterpriseFactory,
    OrganizationFactory,
    UserFactory,
)
from visits.models import DrawnCase

NOW = datetime(2026, 3, 18, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = timedelta(days=1)
OUTCOMES = (Outcome.SOLVED, Outcome.SOLVED, Outcome.EXPLAINED, Outcome.LONG_TERM, Outcome.CANNOT)


def random_district(seed: int, cases: int, *, root=None) -> list[Case]:
    """``cases`` cases over the last six months, led by five departments and three towns."""
    draw = random.Random(seed)
    root = root or OrganizationFactory(name="临江区", kind=Organization.Kind.DISTRICT)
    departments = [OrganizationFactory(parent=root) for _n in range(5)]
    towns = [OrganizationFactory(parent=root, kind=Organization.Kind.TOWN) for _n in range(3)]
    brigade = OrganizationFactory(parent=departments[0], kind=Organization.Kind.BRANCH)
    firms = [EnterpriseFactory(town=town) for town in (*towns, None)]
    shared = {"oversight_unit": root, "registered_by": UserFactory()}
    made = []
    for _n in range(cases):
        firm = draw.choice(firms)
        facts = random_facts(draw)
        if facts.get("dispatched_at"):
            facts["lead_unit"] = draw.choice([*departments, *towns, brigade, None])
        made.append(CaseFactory(enterprise=firm, town=firm.town, **shared, **facts))
    return made


def random_facts(draw: random.Random) -> dict:
    """Where a case stands: its instants, often exactly on a deadline."""
    dispatched_at = NOW - draw.randint(0, 180) * DAY - draw.randint(0, 20) * DAY / 24
    if draw.random() < 0.1:
        return {"registered_at": dispatched_at}
    due_at = dispatched_at + draw.randint(2, 20) * DAY
    facts = {
        "kind": draw.choice(["issue", "demand"]),
        "state": State.DISPATCHED,
        "dispatched_at": dispatched_at,
        "accept_due_at": draw.choice([dispatched_at + DAY, dispatched_at + DAY, NOW, None]),
        "resolve_original_due_at": due_at,
        "resolve_due_at": draw.choice([due_at, due_at, due_at + 5 * DAY]),
        "due_at": due_at,
        "hand_overs": draw.choice([0, 0, 0, 1]),
        "round": draw.choice([1, 1, 1, 2]),
    }
    if draw.random() < 0.8:
        facts |= {
            "state": State.HANDLING,
            "accepted_at": dispatched_at + draw.choice([1, 24, 25]) * DAY / 24,
        }
    if draw.random() < 0.1:
        return facts | {
            "state": State.SUSPENDED,
            "suspended_at": due_at + draw.choice([-1, 0, 1]) * DAY,
        }
    if draw.random() < 0.1:
        return facts | {"state": State.WITHDRAWN, "closed_at": NOW, "due_at": None}
    if draw.random() < 0.7:
        facts |= {
            "state": State.REPLIED,
            "resolved_at": facts["resolve_due_at"] + draw.choice([-2, 0, 1]) * DAY,
        }
        facts["satisfaction"] = draw.choice([None, 1, 2, 3, 4, 5, 5])
        if draw.random() < 0.8:
            facts |= {
                "state": State.CLOSED,
                "closed_at": facts["resolved_at"] + DAY,
                "outcome": draw.choice(OUTCOMES),
                "due_at": None,
            }
    return facts


def returned(case: Case, *, upheld=None) -> ReturnRequest:
    """The unit said that the case is not its own."""
    Case.objects.filter(pk=case.pk).update(returned=2 if upheld else 1)
    decided = {} if upheld is None else {"decided_at": NOW, "decided_by": case.registered_by}
    return ReturnRequest.objects.create(
        case=case,
        organization=case.lead_unit or case.oversight_unit,
        reason="不属于我局",
        requested_by=case.registered_by,
        requested_at=NOW,
        upheld=upheld,
        **decided,
    )


def drawn_at_random(seed: int, cases: list[Case]) -> list[DrawnCase]:
    """Closings drawn of most cases, some of them twice, a few under the unit that led it before."""
    draw, made = random.Random(seed), []
    shared = {
        "draw": DrawFactory(population=len(cases)),
        "visitor": UserFactory(),
        "visitor_unit": OrganizationFactory(),
    }
    units = list({case.lead_unit for case in cases if case.lead_unit})
    for case in cases:
        if not case.dispatched_at or draw.random() < 0.2:
            continue
        for round_ in range(1, draw.choice([1, 1, case.round]) + 1):
            unit = case.lead_unit if draw.random() < 0.8 else draw.choice(units)
            facts = {"case": case, "round": round_, "lead_unit": unit or units[0], **shared}
            facts["result"] = draw.choice(["solved", "solved", "not_solved", "unreached", ""])
            made.append(DrawnCaseFactory(position=len(made) + 1, **facts, **_answer(facts)))
    return made


def _answer(facts: dict) -> dict:
    """What stands beside a result: when, and the word that was taken for those that are final."""
    if not facts["result"]:
        return {}
    if facts["result"] == "unreached":
        return {"answered_at": NOW}
    word = Verification.objects.create(
        case=facts["case"],
        round=facts["round"],
        method="visit",
        after_closing=True,
        is_solved=facts["result"] == "solved",
        verifier=facts["visitor"],
        verifier_unit=facts["visitor_unit"],
        recorded_at=NOW,
    )
    return {"answered_at": NOW, "verification": word}
