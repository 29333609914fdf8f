"""Searches the cases of a period for common problems. Only a worker loads this."""

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from core.jobs import job_run, keep
from issues.models import Case
from issues.workflow import Kind, State
from measures.grouping.alike import ALIKE, Group, Space
from measures.grouping.texts import Text
from measures.models import CommonProblem, Grouping, ProblemCase
from measures.workflow import ProblemState

UNFINISHED = gettext_lazy("The cases could not be searched. Nothing was changed; please try again.")
READ = ("id", "title", "description", "category_id", "enterprise_id", "enterprise__name",
        "enterprise__industry_code", "town_id", "town__name")  # fmt: skip


def grouping_run(*, pk: int) -> None:
    """Search, if it still waits for a worker."""
    job_run(Grouping, pk, _search, unfinished=UNFINISHED)


def _search(grouping: Grouping) -> None:
    known = _known()
    texts = [_text_of(row) for row in _rows(grouping, known)]
    keep(grouping, progress_total=len(texts))
    space = Space(texts)
    likened = dict(_likened(space, known))
    rest = Space([text for text in texts if text.key not in known and text.key not in likened])
    groups = rest.groups()
    with transaction.atomic():
        CommonProblem.objects.filter(state=ProblemState.PROPOSED).delete()
        for group in groups:
            _propose(grouping, group, rest.texts)
        joined = _join(likened)
        keep(
            grouping,
            state=Grouping.State.DONE,
            progress_done=len(texts),
            proposed=len(groups),
            joined=joined,
        )


def _known() -> dict[int, CommonProblem]:
    """The problem of each case that people decided about; also of those they took out."""
    rows = ProblemCase.objects.exclude(problem__state=ProblemState.PROPOSED)
    return {row.case_id: row.problem for row in rows.select_related("problem").order_by("id")}


def _rows(grouping: Grouping, known: Sequence[int]) -> Iterator[dict]:
    """The issues and demands of the period, and those that say what a known problem is about."""
    cases = Case.objects.exclude(kind=Kind.HAZARD).exclude(state=State.MERGED).order_by("id")
    period = cases.filter(
        registered_at__date__gte=grouping.since_on, registered_at__date__lte=grouping.until_on
    )
    seen = set()
    for row in period.values(*READ).iterator(chunk_size=2000):
        seen.add(row["id"])
        yield row
    yield from cases.filter(pk__in=set(known) - seen).values(*READ)


def _text_of(row: dict) -> Text:
    marks = {
        "category": row["category_id"],
        "industry": row["enterprise__industry_code"][:2],
        "town": row["town_id"],
    }
    return Text(
        key=row["id"],
        who=row["enterprise_id"],
        title=row["title"],
        situation=row["description"],
        names=tuple(filter(None, (row["enterprise__name"], row["town__name"]))),
        marks=tuple(f"{name}:{value}" for name, value in marks.items() if value),
    )


def _likened(space: Space, known: dict) -> Iterator[tuple[int, CommonProblem]]:
    """Of the cases nobody decided about, which is like the cases of which confirmed problem."""
    members: dict[CommonProblem, list[int]] = {}
    for place, text in enumerate(space.texts):
        problem = known.get(text.key)
        if problem and problem.state == ProblemState.CONFIRMED:
            members.setdefault(problem, []).append(place)
    for problem, places in members.items():
        likeness = space.likeness_to(places)
        for place in (likeness >= ALIKE).nonzero()[0]:
            if space.texts[place].key not in known:
                yield space.texts[place].key, problem


def _propose(grouping: Grouping, group: Group, texts: Sequence[Text]) -> None:
    name = "·".join(group.words) or texts[group.members[0]].title
    problem = CommonProblem.objects.create(
        name=name[:60], words=list(group.words), likeness=group.likeness, grouping=grouping
    )
    _members_add(problem, (texts[place].key for place in group.members), ProblemCase.Way.GROUPED)


def _join(likened: dict[int, CommonProblem]) -> int:
    """Add the like ones; whoever was dealt with since stays where people put it."""
    decided = ProblemCase.objects.filter(case__in=likened).values_list("case", flat=True)
    by_problem: dict[CommonProblem, list[int]] = {}
    for key in likened.keys() - set(decided):
        by_problem.setdefault(likened[key], []).append(key)
    for problem, keys in by_problem.items():
        _members_add(problem, sorted(keys), ProblemCase.Way.LIKE)
    return sum(map(len, by_problem.values()))


def _members_add(problem: CommonProblem, keys, way: str) -> None:
    at = timezone.now()
    ProblemCase.objects.bulk_create(
        [ProblemCase(problem=problem, case_id=key, way=way, joined_at=at) for key in keys],
        batch_size=1000,
    )
