"""How a hazard comes to be: found at a visit or an inspection, named a unit, fixed on the spot."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from core.access import require
from core.errors import NotSo
from core.models import StoredFile
from enterprises.models import Enterprise
from issues.models import Attachment, CampaignMark, Case
from issues.services.cases import attachment_add, case_open
from issues.services.dispatch import lead_name
from issues.services.notify import holder_tell
from issues.services.steps import case_step
from issues.workflow import Kind
from organizations.models import Organization
from safety.models import Hazard
from safety.selectors import authority_of, photos_before
from safety.selectors.repeats import repeat_for
from safety.workflow import Grade, SafetyField

_BEFORE, _AFTER = Attachment.EVIDENCE


def hazard_register(*, actor, enterprise: Enterprise, **facts) -> Case:
    """Register a hazard found at an inspection; needs ``safety.hazard_register`` there."""
    require(actor, "safety.hazard_register", enterprise)
    return hazard_open(actor=actor, enterprise=enterprise, **facts)


@transaction.atomic
def hazard_open(
    *,
    actor,
    enterprise: Enterprise,
    title: str,
    field: str,
    description: str = "",
    place: str = "",
    matter: str = "",
    root_cause: str = "",
    source: str = Case.Source.VISIT,
    photos: Iterable[StoredFile] = (),
    dispatch_to: Organization | None = None,
    campaign: CampaignMark | None = None,
    at=None,
) -> Case:
    """Open a hazard as found, for an actor who may bring it; the authority of its field oversees it.

    ``matter`` is the item of a list that failed; ``dispatch_to`` a unit that the order proposes.
    """
    if field not in SafetyField.values:
        raise NotSo(_("Choose what kind of danger it is."), fields={"field": ""})
    case = case_open(
        actor=actor,
        kind=Kind.HAZARD,
        enterprise=enterprise,
        title=title,
        description=description,
        root_cause=root_cause,
        source=source,
        oversight_unit=authority_of(field),
        campaign=campaign,
        at=at,
    )
    particulars_keep(case, field=field, place=place.strip(), matter=matter)
    photos_add(actor, case, photos, Attachment.Purpose.BEFORE)
    holder_tell(case=case, move=case.workflow.move("find"))
    if dispatch_to:
        hazard_name_lead(actor=actor, case=case, lead=dispatch_to, at=at)
    return case


def particulars_keep(case: Case, *, field: str, place: str, matter: str = "") -> Hazard:
    """What makes the new case a hazard; the same fault of the year before is named on it."""
    hazard = Hazard(case=case, field=field, place=place, matter=matter)
    hazard.repeat_of = repeat_for(hazard)
    hazard.save()
    return hazard


def hazard_name_lead(
    *, actor, case: Case, lead: Organization, note: str = "", seen_version=None, at=None
) -> None:
    """Say on the spot which unit must see the hazard rectified; no clock of its starts yet."""
    with case_step(
        actor=actor, case=case, move="name_lead", seen_version=seen_version, note=note, at=at
    ) as step:
        check_lead(step.case, lead, "dispatch_to")
        lead_name(step, lead)


def check_lead(case: Case, lead: Organization, field: str) -> None:
    """Refuse a unit that is gone, or that will have to accept what it rectified itself."""
    if not lead.is_active:
        raise NotSo(_("This unit no longer exists. Choose another."), fields={field: ""})
    if case.oversight_unit.path.startswith(lead.path):
        raise NotSo(
            _(
                "%(unit)s oversees this field and accepts the rectification later. Choose the unit that must see it rectified, such as the town."
            )
            % {"unit": case.oversight_unit},
            fields={field: ""},
        )


def hazard_fix_on_the_spot(
    *,
    actor,
    case: Case,
    how: str,
    before: Iterable[StoredFile] = (),
    after: Iterable[StoredFile] = (),
    seen_version=None,
    at=None,
) -> None:
    """Fixed while standing there, with photos of both times; it still needs acceptance.

    What can be put right at once is by definition an ordinary hazard.
    """
    if not how.strip():
        raise NotSo(_("Say how it was put right."), fields={"how": ""})
    with case_step(
        actor=actor, case=case, move="fix_on_the_spot", seen_version=seen_version, note=how, at=at
    ) as step:
        rectification_keep(step, actor, how, before, after)
        step.case.grade = Grade.ORDINARY
        step.case.resolved_at = step.at


def rectification_keep(step, actor, how: str, before, after) -> None:
    """Keep what was done and its photos; NotSo unless there is one before and one after."""
    after = list(after)
    photos_add(actor, step.case, before, Attachment.Purpose.BEFORE)
    if not photos_before(step.case).exists():
        raise NotSo(
            _("There is no photo of the danger as it was. Add one; nothing else is lost."),
            fields={"before": ""},
        )
    if not after:
        raise NotSo(
            _("Add a photo that shows it put right: without one it cannot be written off."),
            fields={"after": ""},
        )
    photos_add(actor, step.case, after, Attachment.Purpose.AFTER)
    Hazard.objects.filter(case=step.case).update(
        rectified_how=how, submitted_by=actor, submitted_at=step.at
    )


def photos_add(actor, case: Case, photos: Iterable[StoredFile], purpose: str) -> None:
    """Put photos with the hazard, each once; NotSo for one that was put there to prove another thing."""
    for stored in photos:
        there = case.attachments.filter(evidence_hash=stored.sha256).first()
        if there is None:
            attachment_add(actor=actor, case=case, stored=stored, purpose=purpose)
        elif there.purpose != purpose or (purpose == _AFTER and there.round < case.round):
            words = _used_already(there, stored)
            raise NotSo(words, fields={purpose: words})


def _used_already(there: Attachment, stored: StoredFile) -> str:
    """Why a photo after proves nothing: it shows the danger, or an earlier round."""
    words = (
        _("“%(photo)s” is the photo of the danger as it was. Take one that shows it put right.")
        if there.purpose == _BEFORE
        else _("“%(photo)s” was sent in round %(round)d already. Take a new one.")
    )
    return words % {"photo": stored.name, "round": there.round}
