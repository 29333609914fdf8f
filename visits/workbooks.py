"""Workbooks for handing round: a plan of teams, and the handling list of a session."""

import io

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook

from core.templatetags.times import time_in_words
from enterprises.workbooks import CONTENT_TYPE as CONTENT_TYPE
from enterprises.workbooks import sheet_begin as sheet_begin
from enterprises.workbooks import text_cell
from visits.models import TeamPlan
from visits.selectors.plan_words import cost_by_wish, reasons_told
from visits.selectors.planning import plan_loads, plan_rows


def plan_workbook(*, plan: TeamPlan) -> bytes:
    """Three sheets: which team serves whom, what each team carries, what the plan costs."""
    book = Workbook(write_only=True)
    _assignment(book, plan)
    _teams(book, plan)
    _costs(book, plan)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _assignment(book: Workbook, plan: TeamPlan) -> None:
    headers = [_("Team"), _("Enterprise"), _("Town"), _("Team until now"), _("Wishes not met")]
    sheet = sheet_begin(book, _("Assignment"), headers, [18, 36, 18, 18, 80])
    rows = list(plan_rows(plan=plan).order_by("team__name_key", "team", "enterprise__name"))
    reasons_told(rows)
    for row in rows:
        why = "; ".join(f"{wish}: {why}" for wish, why in row.told)
        texts = (row.team, row.enterprise, row.enterprise.town or "", row.before or "", why)
        sheet.append([text_cell(sheet, str(text)) for text in texts])


def _teams(book: Workbook, plan: TeamPlan) -> None:
    headers = [
        _("Team"),
        _("District leader"),
        _("Department"),
        _("Town"),
        pgettext("how many", "Enterprises"),
        _("Load"),
        _("New to it"),
    ]
    sheet = sheet_begin(book, _("Teams"), headers, [18, 18, 24, 18, 12, 12, 12])
    for part in plan_loads(plan=plan):
        team = part.team
        names = (team, team.district_leader, team.department, team.town)
        cells = [text_cell(sheet, str(name)) for name in names]
        sheet.append([*cells, part.count, part.load, part.moved])


def _costs(book: Workbook, plan: TeamPlan) -> None:
    headers = [_("Wish"), _("Cost"), _("Not met")]
    sheet = sheet_begin(book, _("Cost"), headers, [36, 12, 12])
    for line in cost_by_wish(plan):
        sheet.append([text_cell(sheet, str(line["label"])), line["cost"], line["unmet"]])
    sheet.append([text_cell(sheet, _("in all")), plan.cost])
    sheet.append([text_cell(sheet, _("No plan can cost less than")), plan.bound])


def session_workbook(*, session, questions: list, heads: list) -> bytes:
    """Two sheets: what the session decided, question by question, and the heads' phones."""
    book = Workbook(write_only=True)
    headers = [
        _("No."),
        _("Enterprise"),
        _("Question"),
        pgettext("what the meeting makes of it", "Decided"),
        _("Answer, or plan and route"),
        _("Lead unit"),
        _("Due"),
        _("Case"),
    ]
    sheet = sheet_begin(book, _("Handling list"), headers, [6, 30, 36, 14, 60, 18, 20, 16])
    for number, one in enumerate(questions, 1):
        texts = (one.chosen.enterprise, one.title, one.get_decision_display(), one.decision_text)
        case = (time_in_words(one.case.resolve_due_at), one.case.number) if one.case else ("", "")
        cells = [text_cell(sheet, str(text)) for text in (*texts, one.unit or "", *case)]
        sheet.append([number, *cells])
    headers = [_("Unit"), _("Position"), _("Person"), _("Phone")]
    sheet = sheet_begin(book, _("Phones of the unit heads"), headers, [24, 24, 16, 20])
    for line in heads:
        texts = (line.unit, line.title, line.person or "", line.phone)
        sheet.append([text_cell(sheet, str(text)) for text in texts])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
