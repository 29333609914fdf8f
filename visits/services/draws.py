"""Independent second visits: cases drawn by the system, looked at by nobody concerned."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import has_permission, require
from core.audit import record
from core.errors import NotNow, NotSo
from issues.models import Case
from organizations.models import User
from visits import selectors
from visits.models import Draw, DrawnCase
from visits.services.drawing import Visitors, concerns, drawn

MAKE = "visits.draw_make"
LOOK = "visits.drawn_answer"
SEEDS = 2**40
_AS_ASKED = ("of", "since_on", "until_on", "count", "share", "by_unit")


@dataclass(frozen=True, kw_only=True)
class DrawEntry:
    """A draw as it was asked for: so many cases, or a share of them in percent."""

    since_on: date
    until_on: date
    of: str = Draw.Of.CASES
    count: int | None = None
    share: int | None = None
    by_unit: bool = False
    visitors: Iterable[User] = ()


def draw_make(*, actor, seed: int | None = None, **facts) -> Draw:
    """Draw, and hand each case to one of the visitors; ``facts`` as DrawEntry.

    The seed is the system's own; whoever names one draws an earlier draw again.
    """
    require(actor, MAKE)
    entry = DrawEntry(**facts)
    _refuse(dict(_faults(entry)))
    seed = secrets.randbelow(SEEDS) if seed is None else seed
    with transaction.atomic():
        days = {"since_on": entry.since_on, "until_on": entry.until_on}
        cases = selectors.population(of=entry.of, **days)
        found = list(cases.select_related("lead_unit").defer("search", "description"))
        count = _count(entry, found)
        chosen = drawn(found, seed=seed, count=count, by_unit=entry.by_unit)
        draw = Draw.objects.create(
            **{name: getattr(entry, name) for name in _AS_ASKED},
            seed=seed,
            population=len(found),
            created_by=actor,
            created_at=timezone.now(),
        )
        _keep(draw, _handed_out(draw, chosen, entry))
        record(
            actor=actor,
            subject=draw,
            action="draw_make",
            at=draw.created_at,
            of=entry.of,
            seed=seed,
            population=draw.population,
            drawn=[case.number for case in chosen],
        )
    return draw


def _faults(entry: DrawEntry) -> Iterable[tuple[str, str]]:
    if entry.of not in Draw.Of.values:
        yield "of", _("Choose what is drawn from.")
    if entry.until_on < entry.since_on:
        yield "until_on", _("The last day lies before the first. Swap them.")
    if (entry.count is None) == (entry.share is None):
        yield "count", _("Say either how many cases or which share of them, not both.")
    if entry.count is not None and entry.count < 1:
        yield "count", _("Draw at least one case.")
    if entry.share is not None and not 1 <= entry.share <= 100:
        yield "share", _("A share lies between 1 and 100 percent.")
    unable = [person for person in entry.visitors if not has_permission(person, LOOK)]
    if not entry.visitors:
        yield "visitors", _("Choose who looks again.")
    elif unable:
        yield (
            "visitors",
            _("%(names)s may not make return visits. Take them off.") % {"names": _listed(unable)},
        )


def _count(entry: DrawEntry, found: list[Case]) -> int:
    """How many to draw of those found; NotSo if that cannot be."""
    if not found:
        raise _refusal("since_on", _("No case was closed in these days that was not drawn yet."))
    if entry.count and entry.count > len(found):
        raise _refusal(
            "count", _("Only %(number)d cases can be drawn from.") % {"number": len(found)}
        )
    count = entry.count or ceil(len(found) * entry.share / 100)
    units = len({case.lead_unit_id for case in found})
    if entry.by_unit and count < units:
        raise _refusal(
            "count" if entry.count else "share",
            _("%(units)d units closed cases; to have each of them takes at least as many cases.")
            % {"units": units},
        )
    return count


def _handed_out(draw: Draw, chosen: list[Case], entry: DrawEntry) -> list[DrawnCase]:
    """Each case with somebody independent of it; NotSo where there is nobody."""
    visitors, concerned = Visitors(entry.visitors), concerns(chosen)
    rows, nobody = [], []
    for position, case in enumerate(chosen, 1):
        found = visitors.next_for(concerned[case.pk])
        if found is None:
            nobody.append(case.lead_unit)
            continue
        visitor, unit = found
        rows.append(
            DrawnCase(
                draw=draw,
                case=case,
                position=position,
                round=case.round,
                lead_unit=case.lead_unit,
                handler_id=case.handler_id,
                visitor=visitor,
                visitor_unit=unit,
            )
        )
    if nobody:
        raise _refusal(
            "visitors",
            _("Nobody of them is independent of %(units)s. Add somebody of another unit.")
            % {"units": _listed(dict.fromkeys(nobody))},
        )
    return rows


def _keep(draw: Draw, rows: list[DrawnCase]) -> None:
    try:
        with transaction.atomic():
            DrawnCase.objects.bulk_create(rows)
    except IntegrityError as clash:
        raise NotNow(
            _("Somebody drew from the same cases at this moment. Please draw again.")
        ) from clash


def _listed(things: Iterable) -> str:
    return "、".join(str(thing) for thing in things)


def _refuse(faults: dict[str, str]) -> None:
    if faults:
        raise NotSo(_("Not drawn yet; please look at what is marked."), fields=faults)


def _refusal(field: str, sentence: str) -> NotSo:
    return NotSo(_("Not drawn yet; please look at what is marked."), fields={field: sentence})
