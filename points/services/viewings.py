"""A viewing of projects: prepared, scored by its judges, closed once with what each came to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow, NotSo, NotYou
from organizations.models import Organization, User
from points.models import Criterion, Judge, Score, ViewedProject, Viewing
from points.selectors.viewings import FEWEST, result_of, seat_of, totals_of
from points.services.telling import viewing_tell_judges
from points.workflow import VIEWING_WORKFLOW, VIEWINGS


@dataclass(frozen=True)
class Plan:
    """A viewing as it was entered; ``criteria`` are names with the marks each can bring."""

    title: str
    held_on: date
    judges: Sequence[User]
    criteria: Sequence[tuple[str, int]]


@transaction.atomic
def viewing_save(*, actor, plan: Plan, viewing: Viewing | None = None) -> Viewing:
    """Prepare a viewing, or change one that the judges do not see yet."""
    require(actor, VIEWINGS)
    _check(plan)
    target = _locked(actor, viewing, "change") if viewing else Viewing(made_by=actor)
    target.title, target.held_on = plan.title.strip(), plan.held_on
    target.save()
    target.seats.all().delete()
    target.criteria.all().delete()
    Judge.objects.bulk_create(Judge(viewing=target, person=person) for person in plan.judges)
    Criterion.objects.bulk_create(
        Criterion(viewing=target, name=name, most=most) for name, most in plan.criteria
    )
    record(actor=actor, subject=target, action="viewing_save", judges=len(plan.judges))
    return target


@transaction.atomic
def project_add(
    *, actor, viewing: Viewing, unit: Organization, title: str, place: str = ""
) -> ViewedProject:
    locked = _locked(actor, viewing, "change")
    if not title.strip():
        raise NotSo(_("Name the project."), fields={"title": ""})
    facts = {"viewing": locked, "unit": unit, "title": title.strip()}
    if ViewedProject.objects.filter(**facts).exists():
        raise NotSo(_("This project of the unit is in the viewing already."), fields={"title": ""})
    project = ViewedProject.objects.create(place=place.strip(), **facts)
    record(actor=actor, subject=locked, action="viewing_project", project=str(project))
    return project


@transaction.atomic
def project_remove(*, actor, project: ViewedProject) -> None:
    locked = _locked(actor, project.viewing, "change")
    record(actor=actor, subject=locked, action="viewing_project_remove", project=str(project))
    project.delete()


@transaction.atomic
def viewing_open(*, actor, viewing: Viewing) -> Viewing:
    """Let the judges score; from here on judges, criteria and projects stay as they are."""
    locked = _locked(actor, viewing, "open")
    if not locked.projects.exists():
        raise NotNow(_("No project is in the viewing yet. Add the projects first."))
    state = _moved(locked, "open")
    record(actor=actor, subject=locked, action="viewing_open", state=state)
    viewing_tell_judges(locked)
    return locked


@transaction.atomic
def project_score(*, actor, project: ViewedProject, marks: Mapping[int, Decimal]) -> None:
    """Give a project marks by the key of each criterion; given again, they take the others' place."""
    viewing = _locked(actor, project.viewing, "score")
    seat = seat_of(user=actor, viewing=viewing)
    if seat is None:
        raise NotYou(_("You are no judge of this viewing."))
    if judges_own(seat, project):
        raise NotYou(_("This is a project of your own unit: the other judges score it."))
    criteria = list(viewing.criteria.all())
    faults = {f"marks_{one.pk}": _fault(one, marks.get(one.pk)) for one in criteria}
    if any(faults.values()):
        faults = {name: sentence for name, sentence in faults.items() if sentence}
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)
    Score.objects.filter(project=project, judge=seat).delete()
    at = timezone.now()
    Score.objects.bulk_create(
        Score(project=project, judge=seat, criterion=one, marks=marks[one.pk], most=one.most, at=at)
        for one in criteria
    )
    record(actor=actor, subject=viewing, action="viewing_score", project=str(project))


def judges_own(seat: Judge, project: ViewedProject) -> bool:
    """Whether the judge belongs to the unit of the project, or to one below it."""
    mine = Organization.objects.filter(pk__in=seat.person.home_unit_ids)
    return mine.filter(path__startswith=project.unit.path).exists()


@transaction.atomic
def viewing_close(*, actor, viewing: Viewing) -> Viewing:
    """Work out what each project came to; the ledger books it as any cause that it finds."""
    locked = _locked(actor, viewing, "close")
    for project in locked.projects.select_related("unit", "viewing"):
        totals = totals_of(project=project)
        if len(totals) < FEWEST:
            raise NotNow(
                _("“%(project)s” is scored by %(number)d judges; at least %(fewest)d must have.")
                % {"project": project, "number": len(totals), "fewest": FEWEST}
            )
        result = result_of(totals)
        project.result, project.counted = result.of_100, result.counted
        project.dropped = result.dropped
        project.save()
    locked.closed_by, locked.closed_at = actor, timezone.now()
    record(actor=actor, subject=locked, action="viewing_close", state=_moved(locked, "close"))
    return locked


def _moved(viewing: Viewing, move: str) -> list[str]:
    """Put it where the move leads, and return from where to where that was."""
    before, viewing.state = viewing.state, VIEWING_WORKFLOW.move(move).target
    viewing.save()
    return [before, str(viewing.state)]


def _locked(actor, viewing: Viewing, move: str) -> Viewing:
    require(actor, VIEWING_WORKFLOW.move(move).permission, viewing)
    locked = Viewing.objects.select_for_update().get(pk=viewing.pk)
    VIEWING_WORKFLOW.check(locked, move)
    return locked


def _fault(criterion: Criterion, marks: Decimal | None) -> str:
    if marks is None or not 0 <= marks <= criterion.most:
        return _("Between 0 and %(most)d, please.") % {"most": criterion.most}
    return ""


def _check(plan: Plan) -> None:
    faults = {}
    if not plan.title.strip():
        faults["title"] = _("Give the viewing a title.")
    if len(plan.judges) < FEWEST:
        faults["judges"] = _("At least %(fewest)d judges, please.") % {"fewest": FEWEST}
    names = [name for name, _most in plan.criteria]
    if not names:
        faults["criteria"] = _("Say what is judged, and how many marks each can bring.")
    elif len(set(names)) < len(names):
        faults["criteria"] = _("One criterion stands here twice.")
    if faults:
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)
