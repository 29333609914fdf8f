"""Collecting a wish and putting it on the wall; its course with who claims it is in claims.py."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotSo, NotYou
from deeds.models import Wish
from deeds.workflow import COLLECT, WISH_WORKFLOW
from enterprises.models import Enterprise
from organizations.models import Organization

FARTHEST = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class WishFacts:
    """A wish as it was entered."""

    title: str
    category: str
    source: str
    wanted_by: date
    name: str
    contact: str
    detail: str = ""
    enterprise: Enterprise | None = None


def wish_collect(*, actor, unit: Organization, **facts) -> Wish:
    """Write down a wish for a unit of one's own; ``facts`` as WishFacts."""
    scopes = actor.grants(COLLECT)
    if "all" not in scopes and unit.pk not in scopes.get("unit", ()):
        raise NotYou(_("You may not collect wishes for this unit. Choose one of your own."))
    entry = WishFacts(**facts)
    _check(entry)
    with transaction.atomic():
        wish = Wish.objects.create(
            unit=unit, collected_by=actor, collected_at=timezone.now(), **_facts(entry)
        )
        record(actor=actor, subject=wish, action="wish_collect", unit=str(unit))
    return wish


def wish_change(*, actor, wish: Wish, **facts) -> Wish:
    entry = WishFacts(**facts)
    _check(entry)
    with transaction.atomic():
        wish = wish_locked(actor, wish, "change")
        for name, value in _facts(entry).items():
            setattr(wish, name, value)
        wish.save()
        record(actor=actor, subject=wish, action="wish_change")
    return wish


def wish_publish(*, actor, wish: Wish) -> Wish:
    """Hang it on the wall, where the whole district sees it without whose it is."""
    with transaction.atomic():
        wish = wish_locked(actor, wish, "publish")
        wish.open_since = timezone.localdate()
        state = wish_moved(wish, "publish")
        record(actor=actor, subject=wish, action="wish_publish", state=state)
    return wish


def wish_withdraw(*, actor, wish: Wish, reason: str) -> Wish:
    if not reason.strip():
        raise NotSo(_("Say why it is withdrawn."), fields={"reason": ""})
    with transaction.atomic():
        wish = wish_locked(actor, wish, "withdraw")
        wish.withdrawn_because = reason.strip()
        state = wish_moved(wish, "withdraw")
        record(
            actor=actor,
            subject=wish,
            action="wish_withdraw",
            note=wish.withdrawn_because,
            state=state,
        )
    return wish


def wish_locked(actor, wish: Wish, move: str) -> Wish:
    """The wish under a lock, once this person may make the move and it is possible now."""
    require(actor, WISH_WORKFLOW.move(move).permission, wish)
    rows = Wish.objects.select_for_update(of=("self",)).select_related("unit", "collected_by")
    locked = rows.get(pk=wish.pk)
    WISH_WORKFLOW.check(locked, move)
    return locked


def wish_moved(wish: Wish, move: str) -> list[str]:
    """Put the wish where the move leads, and return from where to where that was."""
    before, wish.state = wish.state, WISH_WORKFLOW.move(move).target
    wish.save()
    return [before, str(wish.state)]


def _facts(entry: WishFacts) -> dict:
    texts = ("title", "detail", "name", "contact")
    said = {name: getattr(entry, name).strip() for name in texts}
    enterprise = entry.enterprise.kept if entry.enterprise else None
    return vars(entry) | said | {"enterprise": enterprise}


def _check(entry: WishFacts) -> None:
    said = {
        "title": _("Say in a few words what is wished for."),
        "name": _("Say whose wish it is; only those who have to do with it will see the name."),
        "contact": _("Say how to reach them: a phone number, or an address."),
    }
    faults = {name: words for name, words in said.items() if not getattr(entry, name).strip()}
    if entry.category not in Wish.Category.values:
        faults["category"] = _("Choose what kind of wish it is.")
    if entry.source not in Wish.Source.values:
        faults["source"] = _("Choose where it was collected.")
    today = timezone.localdate()
    if not today <= entry.wanted_by <= today + FARTHEST:
        faults["wanted_by"] = _("Choose a day from today on, within a year.")
    if faults:
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)
