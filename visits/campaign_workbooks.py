"""A campaign as a workbook: how far it is, its targets, its visitors, and what was answered.

Its rows are read as they are asked for, so that a large one is made by a worker as any other list.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.office import Layout, Table, facts_told, pages_of
from visits import selectors
from visits.models import Campaign, CampaignAnswer, CampaignQuestion, Visit

_PERCENT = 5
"""The place of the percentage among the columns of the progress."""


def campaign_rows_counted(*, campaign: Campaign, user) -> int:
    """How many rows its two long sheets hold: the targets, and the visits with their answers."""
    targets = selectors.campaign_targets(campaign=campaign, user=user)
    return targets.count() + _visits(campaign, user).count()


def campaign_tables(*, campaign: Campaign, user, made_by: str, now: datetime) -> Iterator[Table]:
    """Four sheets, as far as ``user`` sees; answers are those of visits they may open."""
    book = _Book(campaign, user, made_by, now)
    yield _progress(book)
    yield _targets(book)
    yield _visitors(book)
    yield _answers(book)


@dataclass(frozen=True)
class _Book:
    """What all its sheets are of."""

    campaign: Campaign
    user: object
    made_by: str
    now: datetime

    @property
    def reach(self) -> dict:
        return {"campaign": self.campaign, "user": self.user}

    def table(
        self, tab: str, headings: Sequence[tuple[str, int]], count: int, rows, **looks
    ) -> Table:
        title = _("“%(campaign)s”: %(what)s") % {"campaign": self.campaign.name, "what": tab}
        note = facts_told(filtered_by=None, count=count, made_by=self.made_by, now=self.now)
        looks |= {"tab": tab, "nothing": _("There is nothing to list")}
        return Table(Layout(title, note, headings, **looks), count, rows)


def _progress(book: _Book) -> Table:
    headings = [
        (_("Town"), 16), (_("Team"), 16), (_("Targets"), 8), (_("visited"), 8),
        (_("not visited yet"), 8), (_("Percent"), 10), (pgettext("how many", "Visits"), 8),
        (_("How it stands"), 10),
    ]  # fmt: skip
    lines = []
    for row in selectors.campaign_wall(**book.reach):
        town = str(row.town or _("in no town"))
        lines += [_share(town, tile.team or _("no team"), tile.share) for tile in row.tiles]
        lines.append(_share(town, _("in all"), row.share))
    whole = selectors.campaign_coverage(**book.reach)
    lines.append(_share(book.campaign.name, _("in all"), whole))
    return book.table(_("Progress"), headings, len(lines), lines, shares=[_PERCENT])


def _share(town: str, team, share) -> list:
    percent = share.percent / 100
    figures = share.targets, share.visited, share.left, percent, share.visits
    return [town, str(team), *figures, str(share.pace.label)]


def _targets(book: _Book) -> Table:
    headings = [
        (_("Enterprise"), 28), (_("Town"), 12), (_("Team"), 16), (_("visited"), 8),
        (pgettext("how many", "Visits"), 8), (_("Last visit"), 17), (_("Logged by"), 10),
    ]  # fmt: skip
    targets = selectors.campaign_targets(**book.reach).order_by("pk")
    title = pgettext("whom a campaign is to visit", "Targets")
    return book.table(title, headings, targets.count(), _target_lines(book, targets), kept=2)


def _target_lines(book: _Book, targets: QuerySet) -> Iterator[list]:
    for page in pages_of(targets):
        selectors.targets_told(**book.reach, targets=page)
        for one in page:
            texts = one.enterprise.name, one.enterprise.town or "", one.served or ""
            visited = _("yes") if one.is_visited else _("no")
            by = one.visit.logged_by if one.visit else ""
            last = _instant(one.last_visited_at)
            yield [*map(str, texts), visited, one.visit_count or 0, last, str(by)]


def _visitors(book: _Book) -> Table:
    headings = [
        (_("Person"), 12), (_("Seat"), 18), (_("Teams"), 30), (pgettext("how many", "Visits"), 8),
        (_("Last visit"), 17),
    ]  # fmt: skip
    lines = [
        [
            str(one.person),
            str(one.seat_label),
            "、".join(team.name for team in one.teams),
            one.visits,
            _instant(one.last_at),
        ]
        for one in selectors.campaign_visitors(**book.reach)
    ]
    return book.table(_("Visitors"), headings, len(lines), lines, kept=2)


def _visits(campaign: Campaign, user) -> QuerySet[Visit]:
    return Visit.objects.visible_to(user).filter(campaign=campaign)


def _answers(book: _Book) -> Table:
    questions = list(book.campaign.questions.order_by("order", "pk"))
    headings = [
        (_("Number of the visit"), 15), (_("Enterprise"), 28), (_("Town"), 12), (_("Team or unit"), 16),
        (_("When"), 17), (_("Logged by"), 10), *((question.text, 20) for question in questions),
    ]  # fmt: skip
    visits = _visits(book.campaign, book.user)
    rows = visits.select_related("enterprise__town", "team", "unit", "logged_by")
    rows = rows.defer("search", "enterprise__search").order_by("visited_at", "pk")
    return book.table(_("Answers"), headings, visits.count(), _answer_lines(rows, questions))


def _answer_lines(visits: QuerySet[Visit], questions: list[CampaignQuestion]) -> Iterator[list]:
    for page in pages_of(visits):
        said = _said_by_visit(page)
        for visit in page:
            texts = visit.number, visit.enterprise.name, visit.enterprise.town or ""
            who, by = str(visit.team or visit.unit), str(visit.logged_by)
            answers = [_said(said[visit.pk].get(question.pk)) for question in questions]
            yield [*map(str, texts), who, _instant(visit.visited_at), by, *answers]


def _instant(at: datetime | None) -> datetime | None:
    return timezone.localtime(at).replace(tzinfo=None) if at else None


def _said_by_visit(visits: Iterable[Visit]) -> dict[int, dict[int, CampaignAnswer]]:
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
