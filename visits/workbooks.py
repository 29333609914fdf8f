"""Workbooks for handing round: a plan of teams, and the handling list of a session."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.office import Maker, Table, table_of, workbook_of
from visits.models import TeamPlan
from visits.selectors.plan_words import cost_by_wish, reasons_told
from visits.selectors.planning import plan_loads, plan_rows


def plan_workbook(*, plan: TeamPlan, maker: Maker) -> bytes:
    """Three sheets: which team serves whom, what each team carries, what the plan costs."""
    tables = [made(plan, maker) for made in (_assignment, _teams, _costs)]
    return workbook_of(tables, now=maker.now)


def _of_plan(plan: TeamPlan, what: str) -> str:
    return _("“%(plan)s”: %(what)s") % {"plan": plan.name, "what": what}


def _assignment(plan: TeamPlan, maker: Maker) -> Table:
    headings = [
        (_("Team"), 16),
        (_("Enterprise"), 28),
        (_("Town"), 14),
        (_("Team until now"), 16),
        (_("Wishes not met"), 60),
    ]
    rows = list(plan_rows(plan=plan).order_by("team__name_key", "team", "enterprise__name"))
    reasons_told(rows)
    lines = [
        (row.team, row.enterprise, row.enterprise.town or "", row.before or "", _why(row))
        for row in rows
    ]
    tab = _("Assignment")
    return table_of(_of_plan(plan, tab), headings, lines, maker=maker, tab=tab)


def _why(row) -> str:
    return "；".join(f"{wish}：{why}" for wish, why in row.told)


def _teams(plan: TeamPlan, maker: Maker) -> Table:
    headings = [
        (_("Team"), 16),
        (_("District leader"), 12),
        (_("Department"), 22),
        (_("Town"), 14),
        (pgettext("how many", "Enterprises"), 8),
        (_("Load"), 8),
        (_("New to it"), 8),
    ]
    lines = []
    for part in plan_loads(plan=plan):
        team = part.team
        names = (team, team.district_leader, team.department, team.town)
        lines.append([*names, part.count, part.load, part.moved])
    tab = _("Teams")
    return table_of(_of_plan(plan, tab), headings, lines, maker=maker, kept=2, tab=tab)


def _costs(plan: TeamPlan, maker: Maker) -> Table:
    headings = [(_("Wish"), 40), (_("Cost"), 14), (_("Not met"), 14)]
    lines = [[line["label"], line["cost"], line["unmet"]] for line in cost_by_wish(plan)]
    lines += [[_("in all"), plan.cost, None], [_("No plan can cost less than"), plan.bound, None]]
    tab = _("Cost")
    return table_of(_of_plan(plan, tab), headings, lines, maker=maker, kept=2, tab=tab)


def session_workbook(*, session, questions: list, heads: list, maker: Maker) -> bytes:
    """Two sheets: what the session decided, question by question, and the heads' phones."""
    tables = [_handling(session, questions, maker), _phones(session, heads, maker)]
    return workbook_of(tables, now=maker.now)


def _handling(session, questions: list, maker: Maker) -> Table:
    headings = [
        (_("Enterprise"), 28),
        (_("Question"), 30),
        (pgettext("what the meeting makes of it", "Decided"), 12),
        (_("Answer, or plan and route"), 46),
        (_("Lead unit"), 14),
        (_("Due"), 17),
        (_("Number of the case"), 15),
    ]
    lines = []
    for one in questions:
        case = (one.case.resolve_due_at, one.case.number) if one.case else (None, "")
        texts = (one.chosen.enterprise, one.title, one.get_decision_display(), one.decision_text)
        lines.append([*texts, one.unit or "", *case])
    title = _("“%(session)s”: handling list") % {"session": session.theme}
    return table_of(title, headings, lines, maker=maker, tab=_("Handling list"))


def _phones(session, heads: list, maker: Maker) -> Table:
    headings = [(_("Unit"), 24), (_("Position"), 20), (_("Person"), 14), (_("Phone"), 20)]
    lines = [[line.unit, line.title, line.person or "", line.phone] for line in heads]
    title = _("“%(session)s”: phones of the unit heads") % {"session": session.theme}
    return table_of(title, headings, lines, maker=maker, kept=2, tab=_("Phones of the unit heads"))
