"""A campaign as a workbook: how far it is, its targets, its visitors, and what was answered."""

import io
from collections import defaultdict

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook

from enterprises.workbooks import CONTENT_TYPE as CONTENT_TYPE
from enterprises.workbooks import text_cell
from visits import selectors
from visits.models import Campaign, CampaignAnswer, CampaignQuestion, Visit
from visits.workbooks import sheet_begin


def campaign_workbook(*, campaign: Campaign, user) -> bytes:
    """Four sheets, as far as ``user`` sees; answers are those of visits they may open."""
    book = Workbook(write_only=True)
    _progress(book, campaign, user)
    _targets(book, campaign, user)
    _visitors(book, campaign, user)
    _answers(book, campaign, user)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _line(sheet, *values) -> None:
    sheet.append(
        [text_cell(sheet, str(one)) if not isinstance(one, int | float) else one for one in values]
    )


def _instant(value) -> str:
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if value else ""


def _progress(book: Workbook, campaign: Campaign, user) -> None:
    headers = [
        _("Town"), _("Team"), _("Targets"), _("visited"), _("not visited yet"), _("Percent"),
        pgettext("how many", "Visits"), _("How it stands"),
    ]  # fmt: skip
    sheet = sheet_begin(book, _("Progress"), headers, [20, 20, 10, 10, 10, 10, 10, 14])
    for row in selectors.campaign_wall(campaign=campaign, user=user):
        town = row.town or _("in no town")
        for tile in row.tiles:
            _share(sheet, town, tile.team or _("no team"), tile.share)
        _share(sheet, town, _("in all"), row.share)
    whole = selectors.campaign_coverage(campaign=campaign, user=user)
    _share(sheet, campaign.name, _("in all"), whole)


def _share(sheet, town, team, share) -> None:
    figures = share.targets, share.visited, share.left, share.percent, share.visits
    _line(sheet, town, team, *figures, share.pace.label)


def _targets(book: Workbook, campaign: Campaign, user) -> None:
    headers = [
        _("Enterprise"), _("Town"), _("Team"), _("visited"), pgettext("how many", "Visits"), _("Last visit"),
        _("Logged by"),
    ]  # fmt: skip
    sheet = sheet_begin(book, _("Enterprises"), headers, [36, 18, 18, 10, 10, 18, 14])
    targets = list(selectors.campaign_targets(campaign=campaign, user=user).order_by("pk"))
    selectors.targets_told(campaign=campaign, user=user, targets=targets)
    for one in targets:
        visited = _("yes") if one.is_visited else _("no")
        by = one.visit.logged_by if one.visit else ""
        _line(
            sheet, one.enterprise.name, one.enterprise.town or "", one.served or "", visited,
            one.visit_count or 0, _instant(one.last_visited_at), by,
        )  # fmt: skip


def _visitors(book: Workbook, campaign: Campaign, user) -> None:
    headers = [_("Person"), _("Seat"), _("Teams"), pgettext("how many", "Visits"), _("Last visit")]
    sheet = sheet_begin(book, _("Visitors"), headers, [16, 20, 30, 10, 18])
    for one in selectors.campaign_visitors(campaign=campaign, user=user):
        teams = "、".join(team.name for team in one.teams)
        _line(sheet, one.person, one.seat_label, teams, one.visits, _instant(one.last_at))


def _answers(book: Workbook, campaign: Campaign, user) -> None:
    questions = list(campaign.questions.order_by("order", "pk"))
    headers = [_("Visit"), _("Enterprise"), _("Town"), _("Team or unit"), _("When"), _("Logged by")]
    headers += [question.text for question in questions]
    widths = [16, 36, 18, 18, 18, 14] + [24] * len(questions)
    sheet = sheet_begin(book, _("Answers"), headers, widths)
    visits = Visit.objects.visible_to(user).filter(campaign=campaign).defer("search")
    visits = visits.select_related("enterprise__town", "team", "unit", "logged_by")
    visits = list(visits.order_by("visited_at", "pk"))
    said = _said_by_visit(visits)
    for visit in visits:
        who = visit.team or visit.unit
        town = visit.enterprise.town or ""
        when = _instant(visit.visited_at)
        answers = [_said(said[visit.pk].get(question.pk)) for question in questions]
        _line(
            sheet, visit.number, visit.enterprise.name, town, who, when, visit.logged_by, *answers
        )


def _said_by_visit(visits: list[Visit]) -> dict[int, dict[int, CampaignAnswer]]:
    found: dict[int, dict[int, CampaignAnswer]] = defaultdict(dict)
    answers = CampaignAnswer.objects.filter(visit__in=visits).select_related("question")
    for answer in answers.prefetch_related("photos"):
        found[answer.visit_id][answer.question_id] = answer
    return found


def _said(answer: CampaignAnswer | None) -> str | float:
    """Photos by how many there are: they are looked at on the page of the visit."""
    if answer is None:
        return ""
    if answer.question.kind == CampaignQuestion.Kind.PHOTO:
        return _("%(number)d photos") % {"number": len(answer.photos.all())}
    return float(answer.number) if answer.number is not None else answer.text
