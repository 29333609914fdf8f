"""What is proposed for a case that waits to be dispatched, and why: rules first, then experience."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from issues.models import Case, Category, DispatchRule, ReturnRequest
from issues.workflow import Tier
from organizations.models import Organization

LOOKED_BACK = 50
"""How many of the latest like cases experience is drawn from."""
LEAST_LIKE = 5
"""Fewer like cases than this say nothing."""
CLEAR_SHARE = 0.6
"""The share of like cases that one unit must have led."""


@dataclass
class Proposal:
    """What to choose, each choice with its reason in a sentence; a choice may be missing."""

    lead: Organization | None = None
    tier: str = ""
    category: Category | None = None
    why: list[str] = field(default_factory=list)

    @property
    def tier_label(self) -> object:
        return Tier(self.tier).label if self.tier else ""


def proposals_for(cases: list[Case]) -> dict[int, Proposal]:
    """A proposal for each case, by its key; the rules are read once for all."""
    rules = _rules()
    refused = _refused_by(cases)
    return {case.pk: _proposal(case, rules, refused.get(case.pk, {})) for case in cases}


def proposal_for(case: Case) -> Proposal:
    return proposals_for([case])[case.pk]


def _rules() -> list[DispatchRule]:
    active = DispatchRule.objects.filter(is_active=True).select_related("lead", "proposed_category")
    return sorted(active, key=lambda rule: (-rule.weight, rule.pk))


def _refused_by(cases: list[Case]) -> dict[int, dict[int, ReturnRequest]]:
    """Case → unit → the return of that unit which was agreed to."""
    found: dict[int, dict[int, ReturnRequest]] = {}
    upheld = ReturnRequest.objects.filter(case__in=cases, upheld=True).order_by("id")
    for request in upheld.select_related("organization", "suggested_unit"):
        found.setdefault(request.case_id, {})[request.organization_id] = request
    return found


def _proposal(case: Case, rules: list[DispatchRule], refused: dict[int, ReturnRequest]) -> Proposal:
    proposal = Proposal()
    for last in list(refused.values())[-1:]:
        unit = last.suggested_unit
        if unit and _may_lead(unit, refused):
            proposal.lead = unit
            proposal.why.append(
                _("%(unit)s named it when the return was agreed to.") % {"unit": last.organization}
            )
    for rule in rules:
        reason = _reason(rule, case, proposal.category)
        if reason:
            _take(proposal, rule, case, refused, reason)
    if proposal.lead is None:
        _from_experience(proposal, case, refused)
    return proposal


def _reason(rule: DispatchRule, case: Case, proposed: Category | None) -> str:
    """Why the rule fits the case, or nothing if it does not."""
    category = case.category_id or (proposed and proposed.pk)
    wanted = ((rule.kind, case.kind), (rule.category_id, category), (rule.town_id, case.town_id))
    if any(asked and asked != has for asked, has in wanted):
        return ""
    if not rule.words:
        return _("Rule “%(rule)s” fits.") % {"rule": rule}
    text = f"{case.title}\n{case.description}\n{case.root_cause}"
    for word in rule.word_list:
        if word in text:
            return _("Rule “%(rule)s”: the text says “%(word)s”.") % {"rule": rule, "word": word}
    return ""


def _take(proposal: Proposal, rule: DispatchRule, case: Case, refused: dict, reason: str) -> None:
    """What the rule proposes and nothing before it has."""
    lead = case.town if rule.to_territory else rule.lead
    taken = False
    if proposal.lead is None and lead is not None and _may_lead(lead, refused):
        proposal.lead, taken = lead, True
    if not proposal.tier and rule.tier:
        proposal.tier, taken = rule.tier, True
    if proposal.category is None and rule.proposed_category and not case.category_id:
        proposal.category, taken = rule.proposed_category, True
    if taken:
        proposal.why.append(reason)


def _may_lead(unit: Organization, refused: dict) -> bool:
    return unit.is_active and unit.pk not in refused


def _from_experience(proposal: Proposal, case: Case, refused: dict) -> None:
    """The unit that led most of the latest like cases, if one clearly did."""
    category = case.category or proposal.category
    if category is None:
        return
    like = Case.objects.filter(
        category=category, kind=case.kind, dispatched_at__isnull=False, lead_unit__isnull=False
    ).exclude(pk=case.pk)
    led = Counter(like.order_by("-id").values_list("lead_unit", flat=True)[:LOOKED_BACK])
    looked_at = sum(led.values())
    if looked_at < LEAST_LIKE:
        return
    unit_id, times = led.most_common(1)[0]
    unit = Organization.objects.get(pk=unit_id)
    if times >= CLEAR_SHARE * looked_at and _may_lead(unit, refused):
        proposal.lead = unit
        proposal.why.append(
            _("Of the last %(all)d cases about “%(category)s” it led %(times)d.")
            % {"all": looked_at, "category": category, "times": times}
        )
