"""Assessing a hazard: matrix and criteria propose, the assessor decides and says on what basis."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.errors import NotSo
from core.models import StoredFile
from issues.models import Attachment, Case
from issues.services.steps import Step, case_step
from safety.matrix import MOST, proposed_grade
from safety.models import Assessment, Hazard, MajorCriterion
from safety.services.finding import photos_add
from safety.services.listing import listing_open
from safety.workflow import Grade


def hazard_assess(
    *,
    actor,
    case: Case,
    grade: str,
    basis: str,
    likelihood: int,
    severity: int,
    criteria: Iterable[MajorCriterion] = (),
    photos: Iterable[StoredFile] = (),
    seen_version=None,
) -> None:
    """Say whether the hazard is ordinary or major, and on what basis; a major one is listed.

    The matrix proposes; with one of the ``criteria`` met it is major and NotSo says so otherwise.
    """
    criteria = list(criteria)
    _check(grade, basis, likelihood, severity, criteria)
    with case_step(
        actor=actor, case=case, move="assess", seen_version=seen_version, note=basis
    ) as step:
        step.case.grade = grade
        step.changes["grade"] = grade
        _keep(step, actor, grade, basis, likelihood, severity, criteria)
        Hazard.objects.filter(case=case).update(
            grade_basis=basis, assessed_by=actor, assessed_at=step.at
        )
        photos_add(actor, step.case, photos, Attachment.Purpose.BEFORE)
        if grade == Grade.MAJOR:
            listing_open(step, actor)


def _check(grade: str, basis: str, likelihood: int, severity: int, criteria: list) -> None:
    if grade not in Grade.values:
        raise NotSo(_("Choose the level of the hazard."), fields={"grade": ""})
    if not basis.strip():
        raise NotSo(_("Say by which standard this is its level."), fields={"basis": ""})
    for name, value in (("likelihood", likelihood), ("severity", severity)):
        if value not in range(1, MOST + 1):
            raise NotSo(_("Choose from 1 to 5."), fields={name: ""})
    if criteria and grade != Grade.MAJOR:
        raise NotSo(
            _("A criterion that is met makes it a major hazard outright. Choose “major hazard”."),
            fields={"grade": ""},
        )


def _keep(step: Step, actor, grade, basis, likelihood, severity, criteria) -> None:
    score, is_outright = likelihood * severity, bool(criteria)
    Assessment.objects.create(
        case=step.case,
        round=step.case.round,
        likelihood=likelihood,
        severity=severity,
        score=score,
        proposed=proposed_grade(likelihood, severity, is_outright),
        criteria=[str(one) for one in criteria],
        is_outright=is_outright,
        grade=grade,
        basis=basis,
        assessed_by=actor,
        assessed_at=step.at,
    )
    step.changes.update(likelihood=likelihood, severity=severity, score=score)
