"""What was changed in the register about one target: from what to what, by whom."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _

from core.audit import trail_of
from core.models import TrailEntry
from enterprises.models import Enterprise, label_of
from enterprises.selectors.imports import in_words
from organizations.models import Organization

SHOWN = 30
ACTIONS = {
    "enterprises.enterprise_add": _("added"),
    "enterprises.enterprise_change": _("changed"),
    "enterprises.enterprise_merge": _("another target merged into this one"),
    "enterprises.enterprise_merged_away": _("merged into another target"),
    "enterprises.code_issue": _("service code issued"),
    "enterprises.code_revoke": _("service code revoked"),
    "enterprises.double_dismiss": _("said to be no double"),
}


@dataclass(frozen=True)
class Change:
    """One entry of the trail in words; ``facts`` are (label, from, to)."""

    at: datetime
    who: str
    what: object
    note: str
    import_id: int | None
    facts: list[tuple[str, str, str]]


def history_of(enterprise: Enterprise) -> list[Change]:
    """The newest changes of what the register says of it."""
    entries = list(trail_of(enterprise).filter(action__in=ACTIONS)[:SHOWN])
    keys = {key for one in entries for key in one.changes.get("town", ()) if key}
    towns = dict(Organization.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
    return [_told(one, towns) for one in entries]


def _told(entry: TrailEntry, towns: dict[int, str]) -> Change:
    facts = [
        (label_of(name), *(in_words(name, value, towns) for value in pair))
        for name, pair in entry.changes.items()
        if _is_fact(name) and isinstance(pair, list) and len(pair) == 2
    ]
    what = ACTIONS[entry.action]
    return Change(entry.at, entry.actor_name, what, entry.note, entry.changes.get("import"), facts)


def _is_fact(name: str) -> bool:
    try:
        field = Enterprise._meta.get_field(name.removesuffix("_id"))
    except FieldDoesNotExist:
        return False
    return name != "merged_into" and not field.auto_created
