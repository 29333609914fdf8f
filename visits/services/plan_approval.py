"""A plan comes into force: all of it from one day on, or none of it."""

from collections import Counter, defaultdict

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record, record_many
from core.errors import NotNow, Overtaken
from enterprises.models import Enterprise
from notices.models import Notice
from notices.services import notices_post_many
from visits.models import TeamPlan, VisitTeam
from visits.models.team import HEADS, in_force_on
from visits.selectors.planning import teams_before
from visits.services.serving import Moved, services_move

MANAGE = "visits.plan_manage"


def plan_approve(*, actor, plan: TeamPlan) -> TeamPlan:
    """Put the plan into force from its day on; once approved, doing it again changes nothing.

    Overtaken if somebody assigned enterprises since the plan was made.
    """
    require(actor, MANAGE, plan)
    with transaction.atomic():
        plan = TeamPlan.objects.select_for_update().get(pk=plan.pk)
        if plan.approved_at:
            return plan
        if not plan.is_open:
            raise NotNow(_("This plan is not worked out yet. Please wait, or propose it again."))
        if plan.takes_effect_on < timezone.localdate():
            raise NotNow(_("The day this plan was to take effect is past. Propose it again."))
        team_of = _team_of(plan)
        moved = services_move(team_of, since_on=plan.takes_effect_on)
        plan.approved_at, plan.approved_by = timezone.now(), actor
        plan.save(update_fields=["approved_at", "approved_by"])
        record(actor=actor, subject=plan, action="plan_approve", moved=len(moved), cost=plan.cost)
        _record_teams(actor, plan, moved)
        _tell(plan, team_of, moved)
    return plan


def _team_of(plan: TeamPlan) -> dict[int, VisitTeam]:
    """Enterprise → team, locked, once it is sure that what the plan saw is still so."""
    rows = list(plan.rows.values_list("enterprise_id", "team_id", "before_id"))
    keys = {team for _firm, team, _before in rows}
    teams = VisitTeam.objects.select_for_update().filter(in_force_on(plan.takes_effect_on))
    teams = {team.pk: team for team in teams.filter(pk__in=keys)}
    active = set(Enterprise.objects.filter(is_active=True).values_list("pk", flat=True))
    now = teams_before(day=plan.takes_effect_on)
    changed = [
        firm
        for firm, team, before in rows
        if now.get(firm) != before or team not in teams or firm not in active
    ]
    if changed:
        raise Overtaken(
            _(
                "%(n)d enterprises or their teams have changed since this plan was made, so nothing"
                " was put into force. Propose it again."
            )
            % {"n": len(changed)}
        )
    return {firm: teams[team] for firm, team, _before in rows}


def _record_teams(actor, plan: TeamPlan, moved: list[Moved]) -> None:
    """One line for each team that begins to serve somebody: whom, and from whom they came."""
    begun, came = defaultdict(list), defaultdict(set)
    for one in moved:
        begun[one.team].append(one.enterprise_id)
        came[one.team].add(one.before)
    record_many(
        actor=actor,
        action="team_serve",
        changes=(
            (
                team,
                {
                    "since_on": plan.takes_effect_on.isoformat(),
                    "plan": plan.pk,
                    "begun": firms,
                    "taken_from": sorted(came[team] - {None}),
                },
            )
            for team, firms in begun.items()
        ),
    )


def _tell(plan: TeamPlan, team_of: dict[int, VisitTeam], moved: list[Moved]) -> None:
    """Tell everybody of every team of the plan what their team serves from that day on."""
    count = Counter(team.pk for team in team_of.values())
    new = Counter(one.team.pk for one in moved)
    gone = Counter(one.before for one in moved)
    teams = VisitTeam.objects.filter(pk__in={*count, *gone}).select_related(*HEADS)
    notices_post_many(
        Notice(
            recipient=person,
            template="visits.plan_in_force",
            label=str(team),
            params={
                "day": plan.takes_effect_on.isoformat(),
                "count": count[team.pk],
                "new": new[team.pk],
                "gone": gone[team.pk],
            },
            url=reverse("visits:team_detail", args=[team.pk]),
            subject_type="visits.visitteam",
            subject_id=team.pk,
            dedupe_key=f"plan:{plan.pk}:team:{team.pk}:user:{person.pk}",
        )
        for team in teams.prefetch_related("members")
        for person in team.people()
    )
