"""Reads of inspections: the list, one with its score by section, those of an enterprise."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch, Q, QuerySet

from core.fields import matching
from enterprises.models import Enterprise
from inspections.models import InspectedList, Inspection, Judgement, JudgementPhoto, ReportLink
from inspections.workflow import Result
from issues.models import Case
from visits.models import VisitPhoto

RELATED = ("visit__enterprise__town", "visit__unit", "visit__logged_by")
UNREAD = ("visit__search", "visit__enterprise__search", "visit__enterprise__scope")


@dataclass(frozen=True)
class Section:
    """A section of a list with its judgements; points as of the inspection they are of."""

    name: str
    rows: list[Judgement]

    @property
    def reached(self) -> int:
        return sum(row.item.score for row in self.rows if row.result == Result.PASS)

    @property
    def possible(self) -> int:
        return sum(row.item.score for row in self.rows if row.result != Result.NOT_APPLICABLE)

    @property
    def percent(self) -> int | None:
        return 100 * self.reached // self.possible if self.possible else None

    def count(self, result: str) -> int:
        return sum(row.result == result for row in self.rows)

    @property
    def passed(self) -> int:
        return self.count(Result.PASS)

    @property
    def failed(self) -> int:
        return self.count(Result.FAIL)

    @property
    def left_out(self) -> int:
        return self.count(Result.NOT_APPLICABLE)


def inspections_listed(*, user) -> QuerySet[Inspection]:
    """What the list shows, before its filter."""
    return with_facts(Inspection.objects.visible_to(user))


def with_facts(inspections: QuerySet[Inspection]) -> QuerySet[Inspection]:
    lists = Prefetch("lists", InspectedList.objects.select_related("version"))
    related = inspections.select_related(*RELATED).defer(*UNREAD)
    return related.prefetch_related(lists, "units").with_state()


def inspections_found_by(words: str) -> Q:
    """Those whose number or enterprise holds each of the words."""
    holds, condition = matching("contains", words), Q()
    for word in words.split():
        condition &= Q(**{f"visit__enterprise__name__{holds}": word}) | Q(
            number__contains=word.upper()
        )
    return condition


def inspections_of_enterprise(*, user, enterprise: Enterprise) -> QuerySet[Inspection]:
    found = inspections_listed(user=user).filter(visit__enterprise=enterprise)
    return found.order_by("-visit__visited_at", "-id")


def lists_of(inspection: Inspection) -> list[tuple[InspectedList, list[Section]]]:
    """The lists as they were, each with its sections and judgements, photos at hand."""
    photos = Prefetch("photos", JudgementPhoto.objects.select_related("stored"))
    found = Prefetch("finding__photos", VisitPhoto.objects.select_related("stored"))
    judgements = Judgement.objects.select_related("item", "finding__case__hazard").defer(
        "finding__case__search"
    )
    lists = inspection.lists.select_related("version").prefetch_related(
        Prefetch("judgements", judgements.prefetch_related(photos, found))
    )
    return [(one, _sections(one.judgements.all())) for one in lists]


def _sections(judgements) -> list[Section]:
    by_section = groupby(judgements, lambda one: one.item.section)
    return [Section(name, list(rows)) for name, rows in by_section]


def cases_visible(*, user, inspection: Inspection) -> set[int]:
    """The keys of the inspection's hazards that the person may open."""
    cases = Case.objects.visible_to(user).filter(finding__visit=inspection.visit_id)
    return set(cases.values_list("pk", flat=True))


def report_link_by_token(token: str) -> ReportLink | None:
    """The link with what its page needs, or None for a wrong token."""
    links = ReportLink.objects.by_token(token).select_related(
        "inspection__visit__enterprise", "inspection__visit__unit", "inspection__signature"
    )
    return links.first()


def link_in_force(inspection: Inspection) -> ReportLink | None:
    return inspection.links.filter(superseded_at__isnull=True).first()
