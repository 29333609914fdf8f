"""Writing check-lists: a draft is changed, a published version never."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotSo, NotYou
from inspections.access import fields_managed
from inspections.models import CheckItem, CheckList, CheckListVersion
from inspections.workflow import LIST_MANAGE, VERSION_WORKFLOW, VersionState
from safety.workflow import SafetyField

ITEMS_MOST = 150
_LONGEST = {
    name: CheckItem._meta.get_field(name).max_length for name in ("section", "text", "basis", "how")
}


@dataclass(frozen=True, kw_only=True)
class ItemEntry:
    """An item as it was entered; an empty section is that of the item before."""

    section: str = ""
    text: str = ""
    basis: str = ""
    how: str = ""
    score: int = 1
    photo_required: bool = False


@transaction.atomic
def list_add(*, actor, field: str, name: str, trade: str = "") -> CheckListVersion:
    """Begin a list, with an empty draft; needs ``inspections.list_manage`` for its field."""
    if field not in SafetyField.values:
        raise NotSo(_("Choose what kind of danger it is."), fields={"field": ""})
    if field not in fields_managed(actor):
        raise NotYou(_("This field is overseen by another unit, which keeps its check-lists."))
    made = CheckList.objects.create(field=field, created_by=actor, created_at=timezone.now())
    version = CheckListVersion.objects.create(
        check_list=made, number=1, name=_name(name), trade=trade.strip()
    )
    record(actor=actor, subject=made, action="check_list_add", field=field)
    return version


@transaction.atomic
def draft_open(*, actor, check_list: CheckList) -> CheckListVersion:
    """The draft in which the list is changed: the one there is, or a copy of its latest version."""
    require(actor, LIST_MANAGE, check_list)
    CheckList.objects.select_for_update().get(pk=check_list.pk)
    latest = check_list.versions.first()
    if latest.state == VersionState.DRAFT:
        return latest
    draft = CheckListVersion.objects.create(
        check_list=check_list, number=latest.number + 1, name=latest.name, trade=latest.trade
    )
    for item in latest.items.all():
        item.pk, item.version = None, draft
        item.save(force_insert=True)
    record(actor=actor, subject=check_list, action="check_list_draft", version=draft.number)
    return draft


@transaction.atomic
def draft_save(
    *, actor, version: CheckListVersion, name: str, items: Sequence[ItemEntry], trade: str = ""
) -> CheckListVersion:
    """Write the draft anew; NotSo names what is wrong with which item, ``items-0-text``."""
    draft = _locked(actor, version, "change")
    items = in_sections(items)
    _check_items(items)
    draft.name, draft.trade = _name(name), trade.strip()
    draft.save(update_fields=["name", "trade"])
    draft.items.all().delete()
    CheckItem.objects.bulk_create(
        CheckItem(version=draft, place=place, **asdict(item))
        for place, item in enumerate(items, start=1)
    )
    record(
        actor=actor,
        subject=draft.check_list,
        action="check_list_change",
        version=draft.number,
        items=len(items),
    )
    return draft


@transaction.atomic
def version_publish(*, actor, version: CheckListVersion, reason: str = "") -> CheckListVersion:
    """Put a draft into use in the place of the version before, which stays as it was."""
    draft = _locked(actor, version, "publish")
    if not draft.items.exists():
        raise NotSo(_("The list has no items yet. Add some, then publish it."))
    if draft.number > 1 and not reason.strip():
        raise NotSo(_("Say what changed and why."), fields={"reason": ""})
    draft.check_list.versions.filter(state=VersionState.CURRENT).update(state=VersionState.OLD)
    draft.state, draft.reason = VersionState.CURRENT, reason.strip()
    draft.published_at, draft.published_by = timezone.now(), actor
    draft.save()
    record(
        actor=actor,
        subject=draft.check_list,
        action="check_list_publish",
        note=draft.reason,
        version=draft.number,
    )
    return draft


@transaction.atomic
def version_withdraw(*, actor, version: CheckListVersion) -> CheckListVersion:
    """Take a list out of use; what was inspected by it still shows it."""
    current = _locked(actor, version, "withdraw")
    current.state = VersionState.OLD
    current.save(update_fields=["state"])
    record(
        actor=actor,
        subject=current.check_list,
        action="check_list_withdraw",
        version=current.number,
    )
    return current


@transaction.atomic
def draft_discard(*, actor, version: CheckListVersion) -> None:
    """Throw a draft away; a list that was never published goes with it."""
    draft = _locked(actor, version, "discard")
    check_list = draft.check_list
    record(actor=actor, subject=check_list, action="check_list_discard", version=draft.number)
    draft.delete()
    if not check_list.versions.exists():
        check_list.delete()


def in_sections(items: Iterable[ItemEntry]) -> list[ItemEntry]:
    """Items with their section written out, trimmed; a section that comes again is one."""
    found: dict[str, list[ItemEntry]] = {}
    section = ""
    for item in items:
        section = item.section.strip() or section or _("General")
        said = {name: getattr(item, name).strip() for name in ("text", "basis", "how")}
        rest = {"score": item.score, "photo_required": item.photo_required}
        found.setdefault(section, []).append(ItemEntry(section=section, **said, **rest))
    return [item for items in found.values() for item in items]


def _locked(actor, version: CheckListVersion, move: str) -> CheckListVersion:
    require(actor, LIST_MANAGE, version.check_list)
    rows = CheckListVersion.objects.select_for_update(of=("self",)).select_related("check_list")
    locked = rows.get(pk=version.pk)
    VERSION_WORKFLOW.check(locked, move)
    return locked


def _name(name: str) -> str:
    if not name.strip():
        raise NotSo(_("Give the list a name."), fields={"name": ""})
    return name.strip()


def _check_items(items: Sequence[ItemEntry]) -> None:
    faults = dict(fault for place, item in enumerate(items) for fault in _faults(place, item))
    if len(items) > ITEMS_MOST:
        faults[""] = _("At most %(most)d items. Make two lists of it.") % {"most": ITEMS_MOST}
    if faults:
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)


def _faults(place: int, item: ItemEntry) -> Iterable[tuple[str, str]]:
    if not item.text:
        yield f"items-{place}-text", _("Say what is looked at.")
    if not 1 <= item.score <= 100:
        yield f"items-{place}-score", _("From 1 to 100 points.")
    for name, most in _LONGEST.items():
        if len(getattr(item, name)) > most:
            yield f"items-{place}-{name}", _("At most %(most)d characters.") % {"most": most}
