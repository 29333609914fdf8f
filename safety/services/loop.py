"""File, order, rectify: what the authority and the responsible unit do in turn."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.selectors import load_calendar
from core.errors import NotSo
from core.models import StoredFile
from issues.models import Attachment, Case
from issues.services.deadlines import deadlines_cancel
from issues.services.dispatch import dispatched_mark, lead_name
from issues.services.steps import Step, case_step
from issues.workflow import Stage
from organizations.models import Organization
from safety.models import Hazard, RectificationPlan
from safety.selectors import authority_of
from safety.services.finding import check_lead, photos_add, rectification_keep
from safety.workflow import Grade, SafetyField

PARTS = ("measures", "person", "funds", "contingency")


def hazard_file(
    *,
    actor,
    case: Case,
    field: str,
    place: str = "",
    note: str = "",
    photos: Iterable[StoredFile] = (),
    seen_version=None,
) -> None:
    """Put the hazard on file, its field and place made sure; another field is another authority's."""
    if field not in SafetyField.values:
        raise NotSo(_("Choose what kind of danger it is."), fields={"field": ""})
    with case_step(
        actor=actor, case=case, move="file", seen_version=seen_version, note=note
    ) as step:
        hazard = Hazard.objects.get(case=case)
        if field != hazard.field:
            _hand_to_authority(step, hazard, field)
        hazard.place = place.strip()
        hazard.save(update_fields=["field", "place"])
        photos_add(actor, step.case, photos, Attachment.Purpose.BEFORE)


def _hand_to_authority(step: Step, hazard: Hazard, field: str) -> None:
    step.changes["field"] = [hazard.field, field]
    hazard.field = field
    authority = authority_of(field)
    if authority is None or authority.pk == step.case.oversight_unit_id:
        return
    if authority.pk == step.case.lead_unit_id:
        raise NotSo(
            _("%(unit)s was named to see it rectified and cannot oversee it as well.")
            % {"unit": authority},
            fields={"field": ""},
        )
    step.changes["oversight_unit"] = str(authority)
    step.case.oversight_unit = authority
    step.case.hand_overs += 1


def hazard_order(
    *,
    actor,
    case: Case,
    lead: Organization,
    plan: Mapping[str, str],
    due_on: date | None = None,
    note: str = "",
    seen_version=None,
) -> None:
    """Order the rectification: the unit that must see it done, and the plan.

    ``plan`` holds ``measures``, ``person``, ``funds`` and ``contingency``. A major hazard needs
    all four and ``due_on``; the deadline of an ordinary one is the policy's.
    """
    plan = {name: (plan.get(name) or "").strip() for name in PARTS}
    with case_step(
        actor=actor, case=case, move="order", seen_version=seen_version, note=note
    ) as step:
        check_lead(step.case, lead, "lead")
        _check_plan(step.case, plan, due_on)
        lead_name(step, lead)
        dispatched_mark(step)
        due_at = chosen_due(step, due_on)
        RectificationPlan.objects.create(
            case=step.case,
            round=step.case.round,
            grade=step.case.grade,
            due_at=due_at,
            made_by=actor,
            made_at=step.at,
            **plan,
        )
        Hazard.objects.filter(case=case).update(rectifier=plan["person"])
        step.changes["person"] = plan["person"]


def _check_plan(case: Case, plan: Mapping[str, str], due_on: date | None) -> None:
    is_major = case.grade == Grade.MAJOR
    needed = PARTS if is_major else ("measures", "person")
    missing = [name for name in needed if not plan[name]]
    if is_major and due_on is None:
        missing.append("due_on")
    if not missing:
        return
    words = (
        _(
            "A major hazard needs the whole plan: measures, funds, person, deadline and contingency. What is missing is marked."
        )
        if is_major
        else _("Say what has to be done, and who at the enterprise answers for it.")
    )
    raise NotSo(words, fields=dict.fromkeys(missing, _("missing")))


def chosen_due(step: Step, due_on: date | None) -> datetime | None:
    """Set the date of a major hazard's rectification; an ordinary one's comes from the policy.

    The date chosen is kept as it is, and ends at the close of business; a day off moves on.
    """
    if step.case.grade != Grade.MAJOR:
        return None
    if due_on is None:
        raise NotSo(_("A major hazard needs a date."), fields={"due_on": ""})
    if due_on <= timezone.localdate(step.at):
        raise NotSo(
            _("Choose a date after today; the time to rectify begins with the order."),
            fields={"due_on": ""},
        )
    due_at = load_calendar().working_day(due_on).closes_at
    step.due[Stage.RECTIFY] = due_at
    return due_at


def hazard_submit(
    *,
    actor,
    case: Case,
    how: str,
    before: Iterable[StoredFile] = (),
    after: Iterable[StoredFile] = (),
    seen_version=None,
) -> None:
    """Submit the rectification for acceptance, with photos that show it."""
    if not how.strip():
        raise NotSo(_("Say what was done."), fields={"how": ""})
    with case_step(
        actor=actor, case=case, move="submit", seen_version=seen_version, note=how
    ) as step:
        rectification_keep(step, actor, how, before, after)
        deadlines_cancel(step.case, (Stage.PROGRESS, Stage.DECISION), at=step.at)
