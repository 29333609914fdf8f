"""The teams with their enterprises as a workbook to hand round."""

from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.office import CHUNK, Layout, book_begun, facts_told, sheet_begun
from enterprises.models import Enterprise
from visits.models import TeamEnterprise, Visit, VisitTeam


def served_rows(
    *, teams: QuerySet[VisitTeam], enterprises: QuerySet[Enterprise]
) -> QuerySet[TeamEnterprise]:
    """Who serves whom today, team by team; each with when it was visited last."""
    last = Visit.objects.filter(enterprise=OuterRef("enterprise")).order_by("-visited_at")
    rows = TeamEnterprise.objects.in_force().filter(
        team__in=teams.order_by().values("pk"), enterprise__in=enterprises.values("pk")
    )
    return (
        rows.annotate(last_visited_at=Subquery(last.values("visited_at")[:1]))
        .select_related("team", "enterprise__town")
        .defer("enterprise__search", "enterprise__scope")
        .order_by("team__name_key", "team", "enterprise__initials", "id")
    )


def teams_workbook(
    file, *, teams: list[VisitTeam], served: QuerySet[TeamEnterprise], made_by: str, now: datetime
) -> dict[str, int]:
    """Write two sheets into ``file``: the teams, and whom each serves; returns the rows of each."""
    book = book_begun()
    counts = {_("Visit teams"): len(teams), _("Teams and their enterprises"): served.count()}
    written = (_teams(teams), _served(served))
    for (title, count), headings, lines in zip(
        counts.items(), (_team_headings(), _served_headings()), written, strict=True
    ):
        note = facts_told(filtered_by="", count=count, made_by=made_by, now=now)
        writer = sheet_begun(book, Layout(title, note, headings), rows=count, now=now)
        for line in lines:
            writer.write(line)
    book.save(file)
    return counts


def _team_headings() -> list[tuple[str, int]]:
    return [
        (_("Team"), 18),
        (_("District leader"), 12),
        (_("Department head"), 12),
        (_("Department"), 20),
        (_("Town or park head"), 12),
        (_("Town"), 14),
        (_("Since"), 12),
        (pgettext("period of a team", "Until"), 12),
        (_("Serves"), 10),
        (_("Visited this year"), 10),
    ]


def _teams(teams: list[VisitTeam]):
    for team in teams:
        heads = (team.district_leader, team.department_head, team.department, team.town_head)
        names = [str(one) for one in (team, *heads, team.town)]
        counted = [team.served_count, team.visited_count]
        yield [*names, team.since_on, team.until_on or "", *counted]


def _served_headings() -> list[tuple[str, int]]:
    return [
        (_("Team"), 18),
        (_("Enterprise"), 32),
        (_("Kind"), 12),
        (_("Town"), 14),
        (_("Industry"), 22),
        (_("Key enterprise"), 8),
        (_("Risk colour"), 18),
        (_("Address"), 28),
        (pgettext("served by the team", "Since"), 12),
        (_("Last visited"), 12),
    ]


def _served(rows: QuerySet[TeamEnterprise]):
    for row in rows.iterator(chunk_size=CHUNK):
        one, at = row.enterprise, row.last_visited_at
        texts = (row.team, one, one.get_kind_display(), one.town or "", one.industry)
        marks = (_("yes") if one.is_key else "", one.get_risk_display(), one.address)
        days = [row.since_on, timezone.localdate(at) if at else pgettext("last visit", "not yet")]
        yield [*(str(text) for text in (*texts, *marks)), *days]
