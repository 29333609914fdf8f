"""What a person enters about a visit, and everything that can be wrong with it at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from core.errors import NotSo
from core.templatetags.times import time_in_words
from core.uploads import CleanPhoto, photo_clean
from enterprises.models import Enterprise
from issues.models import Case, Category
from issues.workflow import Kind
from organizations.models import Organization, User
from safety.workflow import SafetyField
from visits.models import Campaign, Invitation, PlannedVisit, Visit
from visits.services.answers import AnswerEntry, campaign_faults
from visits.services.online import online_faults
from visits.workflow import Handling

PHOTOS_MOST = 9
"""Photos of one finding, or of the visit itself."""
OLDEST = timedelta(days=366)
CLOCK_MAY_DIFFER = timedelta(minutes=5)
TITLE_LONGEST = Case._meta.get_field("title").max_length


@dataclass(frozen=True, kw_only=True)
class FindingEntry:
    """One issue, demand or hazard as it was entered; photos are uploads.

    ``field``, ``place``, ``matter``, the item of a check-list that failed, and ``after``, the photos
    that show it put right, are a hazard's.
    """

    kind: str = ""
    title: str = ""
    description: str = ""
    category: Category | None = None
    handling: str = Handling.OFFICE
    unit: Organization | None = None
    how: str = ""
    photos: Sequence[UploadedFile] = ()
    field: str = ""
    place: str = ""
    matter: str = ""
    after: Sequence[UploadedFile] = ()
    proposed: int | None = None
    """The key of the demand that the enterprise itself put, before an online visit."""


@dataclass(frozen=True, kw_only=True)
class CheckEntry:
    """The enterprise's word about one case on a return visit."""

    case: Case
    is_solved: bool | None = None
    satisfaction: int | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class VisitEntry:
    """A whole visit as it was entered."""

    enterprise: Enterprise
    submission_key: UUID
    mode: str = Visit.Mode.ON_SITE
    purpose: str = Visit.Purpose.SERVICE
    unannounced: bool = False
    visited_at: datetime
    situation: str = ""
    root_cause: str = ""
    decision: str = ""
    follows: Visit | None = None
    participants: Sequence[User] = ()
    other_participants: str = ""
    findings: Sequence[FindingEntry] = ()
    checks: Sequence[CheckEntry] = ()
    photos: Sequence[UploadedFile] = ()
    campaign: Campaign | None = None
    answers: Sequence[AnswerEntry] = ()
    device_at: datetime | None = None
    """By the clock of the phone that kept the visit, when it was sent."""
    clock_seen: bool = False
    """The person was told that the phone's clock is wrong, and has looked at the time."""
    planned: PlannedVisit | None = None
    invitation: Invitation | None = None
    over_cap_reason: str = ""
    """Why one more inspection than the cap was needed."""


def entry_check(entry: VisitEntry, *, at: datetime) -> None:
    """Raise one NotSo that names every field that is wrong, ``findings-0-title`` for a finding's."""
    faults = dict(_visit_faults(entry, at))
    faults.update(_check_faults(entry))
    faults.update(campaign_faults(entry))
    for place, finding in enumerate(entry.findings):
        for field, sentence in finding_faults(finding):
            faults[f"findings-{place}-{field}"] = sentence
    refuse(faults)


def refuse(faults: dict[str, str]) -> None:
    if faults:
        raise NotSo(
            _("Not saved yet. Nothing you typed is lost; please look at what is marked."),
            fields=faults,
        )


def _visit_faults(entry: VisitEntry, at: datetime) -> Iterable[tuple[str, str]]:
    yield from _time_faults(entry, at)
    if entry.mode not in Visit.Mode.values:
        yield "mode", _("Choose how it was visited.")
    if entry.purpose not in Visit.Purpose.values:
        yield "purpose", _("Choose what the visit was for.")
    if not entry.situation.strip():
        yield "situation", _("Say in a sentence how things stand there.")
    if not entry.participants and not entry.other_participants.strip():
        yield "participants", _("Say who took part.")
    yield from _follows_faults(entry)
    yield from online_faults(entry)


def _time_faults(entry: VisitEntry, at: datetime) -> Iterable[tuple[str, str]]:
    off = entry.device_at - at if entry.device_at else timedelta()
    if abs(off) > CLOCK_MAY_DIFFER and not (entry.clock_seen and entry.visited_at <= at):
        yield "visited_at", _clock_told(off, at)
    elif entry.visited_at > at:
        yield "visited_at", _("This lies in the future. Enter when the visit was.")
    elif entry.visited_at < at - OLDEST:
        yield "visited_at", _("This is more than a year ago. Please look at the year.")


def _clock_told(off: timedelta, at: datetime) -> str:
    facts = {"minutes": abs(round(off.total_seconds() / 60)), "now": time_in_words(at)}
    if off > timedelta():
        return (
            _(
                "The clock of this phone is %(minutes)d minutes fast: it is %(now)s now. "
                "Set it, look whether the time of the visit is right, and save again."
            )
            % facts
        )
    return (
        _(
            "The clock of this phone is %(minutes)d minutes slow: it is %(now)s now. "
            "Set it, look whether the time of the visit is right, and save again."
        )
        % facts
    )


def _follows_faults(entry: VisitEntry) -> Iterable[tuple[str, str]]:
    if entry.mode == Visit.Mode.FOLLOW_UP and entry.follows is None:
        yield "follows", _("Choose the visit that this one follows up.")
    elif entry.follows and entry.follows.enterprise_id != entry.enterprise.pk:
        yield "follows", _("That visit was to another enterprise. Choose one of this enterprise.")
    elif entry.follows and entry.follows.visited_at > entry.visited_at:
        yield "follows", _("That visit was later than this one. Please look at the time.")


def _check_faults(entry: VisitEntry) -> Iterable[tuple[str, str]]:
    if entry.mode != Visit.Mode.RETURN:
        if entry.checks:
            yield "mode", _("Only a return visit checks cases. Choose “return visit”.")
        return
    if not entry.checks:
        yield "checks", _("Say of at least one case whether it is solved.")
    for check in entry.checks:
        if check.is_solved is None:
            yield f"checks-{check.case.pk}-is_solved", _("Is it solved? Please choose.")
        if check.case.enterprise_id != entry.enterprise.pk:
            yield "checks", _("That case is another enterprise's. Please choose again.")
        if check.case.kind == Kind.HAZARD:
            yield "checks", _("A hazard is checked by its acceptance, not here.")


def finding_faults(finding: FindingEntry) -> Iterable[tuple[str, str]]:
    """What is missing in a finding, as (field, sentence)."""
    if finding.kind not in Kind.values:
        yield "kind", _("Choose: an issue, a demand or a hazard.")
    if not finding.title.strip():
        yield "title", _("Say in a few words what it is about.")
    elif len(finding.title.strip()) > TITLE_LONGEST:
        yield (
            "title",
            _("At most %(most)s characters; put the rest into the details.")
            % {"most": TITLE_LONGEST},
        )
    if finding.kind == Kind.HAZARD:
        yield from _hazard_faults(finding)
    if finding.handling not in Handling.values:
        yield "handling", _("Choose what is to be done with it.")
    if finding.handling == Handling.DISPATCH and finding.unit is None:
        yield "unit", _("Choose the unit that takes it.")
    if finding.handling == Handling.SOLVED and not finding.how.strip():
        yield "how", _("Say how it was solved.")


def _hazard_faults(finding: FindingEntry) -> Iterable[tuple[str, str]]:
    if finding.field not in SafetyField.values:
        yield "field", _("Choose what kind of danger it is.")
    if finding.handling == Handling.SOLVED:
        if not finding.photos:
            yield "photos", _("Add a photo of the danger as it was.")
        if not finding.after:
            yield "after", _("Add a photo that shows it put right.")


def photos_clean(entry: VisitEntry) -> dict[str, list[CleanPhoto]]:
    """The photos by the name of their field, checked; NotSo names each that cannot be."""
    sent = {"photos": entry.photos}
    for place, finding in enumerate(entry.findings):
        sent[f"findings-{place}-photos"] = finding.photos
        sent[f"findings-{place}-after"] = finding.after if finding.kind == Kind.HAZARD else ()
    sent.update((answer.field, answer.photos) for answer in entry.answers)
    faults: dict[str, str] = {}
    cleaned = {name: _cleaned(name, uploads, faults) for name, uploads in sent.items()}
    refuse(faults)
    return cleaned


def _cleaned(field: str, uploads: Sequence[UploadedFile], faults: dict) -> list[CleanPhoto]:
    if len(uploads) > PHOTOS_MOST:
        faults[field] = _("At most %(most)s photos here. Take some off.") % {"most": PHOTOS_MOST}
        return []
    cleaned = []
    for upload in uploads:
        try:
            cleaned.append(photo_clean(upload))
        except NotSo as refusal:
            faults[field] = str(refusal.message)
    return cleaned
