"""Keeping the register of deeds: proposed, begun, shown by photos, handed in, put aside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import condition_for, require
from core.audit import record
from core.errors import NotSo, NotYou
from core.models import StoredFile
from deeds.models import Deed, DeedEntry, DeedPhoto
from deeds.services.telling import heads_of, tell
from deeds.workflow import DEED_WORKFLOW, KEEP
from enterprises.models import Enterprise
from organizations.models import Organization, User

LONGEST = timedelta(days=730)
PHOTOS_MOST = 9


@dataclass(frozen=True, kw_only=True)
class DeedFacts:
    """A deed as it was entered."""

    title: str
    plan: str
    responsible: User
    starts_on: date
    ends_on: date
    for_whom: str = ""
    enterprise: Enterprise | None = None


def deed_propose(*, actor, organization: Organization, **facts) -> Deed:
    """Write down a deed of a branch, a community or a town; ``facts`` as DeedFacts."""
    if not may_keep_for(actor, organization):
        raise NotYou(_("You may not keep the deeds of this unit. Choose one of your own."))
    entry = DeedFacts(**facts)
    _check(entry, organization)
    with transaction.atomic():
        deed = Deed.objects.create(
            organization=organization,
            proposed_by=actor,
            proposed_at=timezone.now(),
            **_facts(entry),
        )
        record(actor=actor, subject=deed, action="deed_propose", unit=str(organization))
    return deed


def may_keep_for(user, organization: Organization) -> bool:
    """Whether deeds of the unit are this person's to keep: asked before there is a deed."""
    condition = condition_for(Deed, user, KEEP)
    if condition is None or organization.kind not in Deed.KINDS:
        return False
    scopes = user.grants(KEEP)
    return "all" in scopes or organization.pk in scopes.get("unit", ())


def deed_change(*, actor, deed: Deed, **facts) -> Deed:
    entry = DeedFacts(**facts)
    _check(entry, deed.organization)
    with transaction.atomic():
        deed = deed_locked(actor, deed, "change")
        before = str(deed.ends_on)
        for name, value in _facts(entry).items():
            setattr(deed, name, value)
        deed.save()
        record(actor=actor, subject=deed, action="deed_change", ends_on=[before, str(deed.ends_on)])
    return deed


def deed_begin(*, actor, deed: Deed) -> Deed:
    """The head of the unit, or the visit office, takes the proposal up."""
    with transaction.atomic():
        deed = deed_locked(actor, deed, "begin")
        record(actor=actor, subject=deed, action="deed_begin", state=_moved(deed, "begin"))
    return deed


def deed_report(
    *, actor, deed: Deed, done_on: date, words: str, photos: Sequence[StoredFile] = ()
) -> DeedEntry:
    """Write down what was done by a day, with photos where there are any."""
    _entry_check(done_on, words, photos)
    with transaction.atomic():
        deed = deed_locked(actor, deed, "report")
        entry = _entry_add(actor, deed, done_on, words, photos)
        record(actor=actor, subject=deed, action="deed_report", files=len(photos))
    return entry


def deed_hand_in(
    *, actor, deed: Deed, done_on: date, words: str, photos: Sequence[StoredFile] = ()
) -> Deed:
    """Hand the deed in for its return visit; NotSo without a photo of this round."""
    _entry_check(done_on, words, photos)
    with transaction.atomic():
        deed = deed_locked(actor, deed, "hand_in")
        _entry_add(actor, deed, done_on, words, photos)
        evidence = newest_photo(deed)
        if evidence is None:
            raise NotSo(
                _("Add at least one photo that shows it: without one it cannot be accepted."),
                fields={"photos": ""},
            )
        deed.evidence, deed.handed_in_by, deed.handed_in_at = evidence, actor, timezone.now()
        state = _moved(deed, "hand_in")
        record(actor=actor, subject=deed, action="deed_hand_in", state=state, files=len(photos))
        _acceptors_tell(deed)
    return deed


def deed_put_aside(*, actor, deed: Deed, reason: str) -> Deed:
    """Put it aside for good, with the reason: it no longer counts as a deed of the branch."""
    if not reason.strip():
        raise NotSo(_("Say why it is put aside."), fields={"reason": ""})
    with transaction.atomic():
        deed = deed_locked(actor, deed, "put_aside")
        deed.aside_because, deed.ended_at = reason.strip(), timezone.now()
        state = _moved(deed, "put_aside")
        record(
            actor=actor,
            subject=deed,
            action="deed_put_aside",
            note=deed.aside_because,
            state=state,
        )
    return deed


def deed_locked(actor, deed: Deed, move: str) -> Deed:
    """The deed under a lock, once this person may make the move and it is possible now."""
    require(actor, DEED_WORKFLOW.move(move).permission, deed)
    rows = Deed.objects.select_for_update(of=("self",)).select_related(
        "organization", "enterprise", "responsible"
    )
    locked = rows.get(pk=deed.pk)
    DEED_WORKFLOW.check(locked, move)
    return locked


def newest_photo(deed: Deed) -> DeedPhoto | None:
    """The newest photo of the present round: an older one does not show what was still missing."""
    return DeedPhoto.objects.filter(entry__deed=deed, entry__round=deed.round).last()


def _moved(deed: Deed, move: str) -> list[str]:
    """Put the deed where the move leads, and return from where to where that was."""
    before, deed.state = deed.state, DEED_WORKFLOW.move(move).target
    deed.save()
    return [before, str(deed.state)]


def _entry_add(actor, deed: Deed, done_on, words: str, photos) -> DeedEntry:
    entry = DeedEntry.objects.create(
        deed=deed,
        round=deed.round,
        done_on=done_on,
        words=words.strip(),
        by=actor,
        at=timezone.now(),
    )
    for stored in photos:
        DeedPhoto.objects.create(entry=entry, stored=stored)
    return entry


def _acceptors_tell(deed: Deed) -> None:
    """The head of the unit above looks who goes; for a town it is the visit office's."""
    above = deed.organization.parent
    if above is not None and above.kind == Organization.Kind.DISTRICT:
        above = Organization.objects.active().filter(is_visit_office=True).first()
    people = heads_of([above]).values() if above else ()
    tell(deed, "deed_handed_in", people, key=str(deed.round), unit=str(deed.organization))


def _facts(entry: DeedFacts) -> dict:
    texts = {name: getattr(entry, name).strip() for name in ("title", "plan", "for_whom")}
    enterprise = entry.enterprise.kept if entry.enterprise else None
    return vars(entry) | texts | {"enterprise": enterprise}


def _check(entry: DeedFacts, organization: Organization) -> None:
    faults = dict(_faults(entry, organization))
    if faults:
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)


def _faults(entry: DeedFacts, organization: Organization) -> Iterable[tuple[str, str]]:
    if not entry.title.strip():
        yield "title", _("Say in a few words which deed it is.")
    if not entry.plan.strip():
        yield "plan", _("Say what will be done.")
    if not entry.for_whom.strip() and entry.enterprise is None:
        yield "for_whom", _("Say for whom: people in words, or choose an enterprise.")
    if entry.ends_on < entry.starts_on:
        yield "ends_on", _("The last day lies before the first. Swap them.")
    elif entry.ends_on > entry.starts_on + LONGEST:
        yield "ends_on", _("This is more than two years. Please look at the year.")
    if not _belongs(entry.responsible, organization):
        yield "responsible", _("Choose somebody of this unit, or of the one above.")


def _belongs(person: User, organization: Organization) -> bool:
    """Whether they are of the unit, below it, or of one above it up to the town."""
    near = Organization.objects.filter(pk__in=person.home_unit_ids).values_list("path", flat=True)
    town = organization.path
    return any(path.startswith(town) or _is_above(path, town) for path in near)


def _is_above(path: str, below: str) -> bool:
    return below.startswith(path) and path.count("/") > 2


def _entry_check(done_on: date, words: str, photos: Sequence[StoredFile]) -> None:
    faults = {}
    if done_on > timezone.localdate():
        faults["done_on"] = _("This day is still to come.")
    if not words.strip():
        faults["words"] = _("Say in a few words what was done.")
    if len(photos) > PHOTOS_MOST:
        faults["photos"] = _("At most %(most)d photos at once.") % {"most": PHOTOS_MOST}
    if faults:
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)
