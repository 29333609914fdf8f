"""What people say of a proposed group: that it is one problem and which, or that it is none."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotSo
from issues.models import Case
from issues.workflow import Kind
from measures.models import CommonProblem, ProblemCase
from measures.workflow import DECIDE, PROBLEM_WORKFLOW, ProblemState


@transaction.atomic
def problem_confirm(*, actor, problem: CommonProblem, name: str) -> CommonProblem:
    """It is one problem, by this name; later cases like it join it."""
    locked = problem_locked(actor, problem, "confirm")
    locked.name = _name_checked(name)
    state = _decided(actor, locked, ProblemState.CONFIRMED)
    record(actor=actor, subject=locked, action="problem_confirm", state=state)
    return locked


@transaction.atomic
def problem_dismiss(*, actor, problem: CommonProblem, reason: str) -> CommonProblem:
    """It is not one problem; its cases are not proposed together again."""
    locked = problem_locked(actor, problem, "dismiss")
    locked.dismissed_because = said(reason, "reason", _("Say why these are not one problem."))
    state = _decided(actor, locked, ProblemState.DISMISSED)
    note = locked.dismissed_because
    record(actor=actor, subject=locked, action="problem_dismiss", note=note, state=state)
    return locked


@transaction.atomic
def problem_rename(*, actor, problem: CommonProblem, name: str) -> CommonProblem:
    locked = problem_locked(actor, problem, "rename")
    before, locked.name = locked.name, _name_checked(name)
    locked.save(update_fields=["name"])
    record(actor=actor, subject=locked, action="problem_rename", name=[before, locked.name])
    return locked


@transaction.atomic
def problem_add_case(*, actor, problem: CommonProblem, number: str) -> ProblemCase:
    """Add a case by its number; NotSo if it is none of the person's, or of another problem."""
    locked = problem_locked(actor, problem, "add_case")
    case = Case.objects.visible_to(actor).filter(number=number.strip()).first()
    if case is None or case.kind == Kind.HAZARD:
        sentence = _("There is no issue or demand with this number within your reach.")
        raise NotSo(sentence, fields={"number": ""})
    elsewhere = ProblemCase.objects.filter(case=case, removed_at__isnull=True).first()
    if elsewhere:
        sentence = _("This case is of “%(problem)s” already. Take it out there first.")
        raise NotSo(sentence % {"problem": elsewhere.problem}, fields={"number": ""})
    facts = {"way": ProblemCase.Way.BY_HAND, "joined_at": timezone.now()}
    facts |= {"removed_at": None, "removed_by": None}
    row, _new = ProblemCase.objects.update_or_create(problem=locked, case=case, defaults=facts)
    record(actor=actor, subject=locked, action="problem_add_case", case=case.number)
    return row


@transaction.atomic
def problem_remove_case(*, actor, problem: CommonProblem, case: Case) -> None:
    """Take a case out: it is of another matter. Nothing adds it again by itself."""
    require(actor, DECIDE, problem)
    rows = ProblemCase.objects.filter(problem=problem, case=case, removed_at__isnull=True)
    if rows.update(removed_at=timezone.now(), removed_by=actor):
        record(actor=actor, subject=problem, action="problem_remove_case", case=case.number)


def problem_locked(actor, problem: CommonProblem, move: str) -> CommonProblem:
    """The problem under a lock, once this person may make the move and it is possible now."""
    require(actor, PROBLEM_WORKFLOW.move(move).permission, problem)
    locked = CommonProblem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    PROBLEM_WORKFLOW.check(locked, move)
    return locked


def said(words: str, field: str, fault: str) -> str:
    """The words without blanks around them; NotSo beside the field where there are none."""
    if not words.strip():
        raise NotSo(fault, fields={field: ""})
    return words.strip()


def _name_checked(name: str) -> str:
    return said(name, "name", _("Give the problem a name by which people know it."))


def _decided(actor, problem: CommonProblem, state: str) -> list[str]:
    """Put it where the decision leads, and return from where to where that was."""
    before, problem.state = problem.state, state
    problem.decided_by, problem.decided_at = actor, timezone.now()
    problem.save()
    return [before, str(state)]
