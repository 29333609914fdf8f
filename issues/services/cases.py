"""How a case comes to be."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotSo
from core.models import StoredFile
from core.numbering import take_numbers
from enterprises.models import Enterprise
from enterprises.services import enterprise_held
from issues.models import Attachment, CampaignMark, Case, Responsibility
from issues.selectors.kin import relapse_for
from issues.services.deadlines import deadlines_start, summary_refresh
from issues.workflow import Kind
from organizations import selectors
from organizations.models import Organization

NUMBER_PREFIX = {Kind.ISSUE: "WT", Kind.DEMAND: "SQ", Kind.HAZARD: "YH"}


@transaction.atomic
def case_register(*, actor, files: Iterable[StoredFile] = (), **facts) -> Case:
    """Register a case by hand; needs ``issues.case_register``. Facts as for ``case_open``."""
    require(actor, "issues.case_register")
    case = case_open(actor=actor, **facts)
    for stored in files:
        attachment_add(actor=actor, case=case, stored=stored, purpose=Attachment.Purpose.FINDING)
    return case


@transaction.atomic
def case_open(
    *,
    actor,
    kind: str,
    enterprise: Enterprise,
    title: str,
    description: str = "",
    root_cause: str = "",
    category=None,
    source: str = Case.Source.VISIT,
    oversight_unit: Organization | None = None,
    campaign: CampaignMark | None = None,
    at=None,
) -> Case:
    """Open a case in its first state; the caller has checked that the actor may bring it.

    The unit that oversees is the visit office unless given; the enterprise's town is the territory.
    """
    if not title.strip():
        raise NotSo(_("Say in a few words what it is about."), fields={"title": ""})
    at = at or timezone.now()
    enterprise = enterprise_held(enterprise)
    case = Case(
        number=_number(kind, at),
        kind=kind,
        source=source,
        title=title.strip(),
        description=description,
        root_cause=root_cause,
        category=category,
        campaign=campaign,
        enterprise=enterprise,
        town=enterprise.town,
        oversight_unit=oversight_unit or visit_office(),
        registered_by=actor,
        registered_at=at,
    )
    case.relapse_of = relapse_for(case)
    _save_first(case, actor)
    return case


def _save_first(case: Case, actor) -> None:
    """Give the case its first state, its territory and its first deadline, and record it."""
    first, at = case.workflow.moves[0], case.registered_at
    case.state = first.target
    case.search = case.searchable_text()
    case.save()
    if case.town_id:
        Responsibility.objects.create(
            case=case,
            organization_id=case.town_id,
            role=Responsibility.Role.TERRITORY,
            since_at=at,
        )
    deadlines_start(case, first.starts, at=at)
    summary_refresh(case)
    case.save(update_fields=["due_at"])
    record(actor=actor, subject=case, action=first.name, at=at, state=["", case.state], round=1)


def _number(kind: str, at) -> str:
    prefix = f"{NUMBER_PREFIX[Kind(kind)]}{timezone.localtime(at).year}"
    return f"{prefix}{take_numbers(prefix):06d}"


def visit_office() -> Organization:
    """The unit that triages and dispatches; NotSo if the administrator has named none."""
    office = selectors.visit_office()
    if office is None:
        raise NotSo(_("No unit is named as the visit office. Ask the administrator to name one."))
    return office


@transaction.atomic
def files_add(*, actor, case: Case, files: Iterable[StoredFile]) -> None:
    """More files for a case, from whoever may handle it."""
    require(actor, "issues.case_handle", case)
    for stored in files:
        attachment_add(actor=actor, case=case, stored=stored, purpose=Attachment.Purpose.OTHER)


@transaction.atomic
def attachment_add(
    *, actor, case: Case, stored: StoredFile, purpose: str, at=None, **of
) -> Attachment:
    """Put a stored file with a case; the caller has checked that the actor may add to it.

    ``of`` names the slip, the meeting or the task (``part``) that it came with.
    """
    attachment = Attachment.objects.create(
        case=case,
        stored=stored,
        purpose=purpose,
        round=case.round,
        evidence_hash=stored.sha256 if purpose in Attachment.EVIDENCE else "",
        **of,
    )
    record(
        actor=actor,
        subject=case,
        action="attach",
        note=stored.name,
        at=at,
        purpose=purpose,
        stored=str(stored.pk),
    )
    return attachment
