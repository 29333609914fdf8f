"""Acceptance by a return visit: somebody of another unit says whether the deed is really done."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.audit import record
from core.errors import NotSo, NotYou
from deeds.access import near_to
from deeds.models import Deed, DeedAcceptance, Satisfaction
from deeds.selectors.deeds import return_visits_for
from deeds.services.deeds import deed_locked
from deeds.services.telling import heads_of, tell
from deeds.workflow import DEED_WORKFLOW
from visits.models import Visit


def deed_accept(
    *,
    actor,
    deed: Deed,
    is_done: bool,
    satisfaction: int,
    visited_on: date,
    words: str = "",
    visit: Visit | None = None,
) -> DeedAcceptance:
    """Accept the deed, or send it back with the reason into a new round.

    NotYou for whoever is of the deed's unit or had a hand in the deed.
    """
    move = "accept" if is_done else "send_back"
    with transaction.atomic():
        deed = deed_locked(actor, deed, move)
        if near_to(actor, deed):
            raise NotYou(
                _("You are of the unit of this deed, or had a part in it: somebody else looks.")
            )
        _check(actor, deed, is_done, satisfaction, visited_on, words, visit)
        found = _written(actor, deed, is_done, satisfaction, visited_on, words.strip(), visit)
        _moved(deed, move)
        record(
            actor=actor,
            subject=deed,
            action="deed_accept" if is_done else "deed_send_back",
            note=words.strip(),
            passed=is_done,
            satisfaction=satisfaction,
            round=found.round,
        )
        _tell(deed, found)
    return found


def _check(actor, deed: Deed, is_done, satisfaction, visited_on, words, visit) -> None:
    faults = {}
    if satisfaction not in Satisfaction.values:
        faults["satisfaction"] = _("Say how satisfied the people are.")
    if not is_done and not words.strip():
        faults["words"] = _("Say what is still missing.")
    if visited_on > timezone.localdate():
        faults["visited_on"] = _("This day is still to come.")
    elif visited_on < timezone.localdate(deed.handed_in_at):
        faults["visited_on"] = _("This day lies before the deed was handed in. Look again.")
    if visit and not return_visits_for(user=actor, deed=deed).filter(pk=visit.pk).exists():
        faults["visit"] = _(
            "Choose a return visit that you made to this enterprise after the deed was handed in."
        )
    if faults:
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)


def _written(actor, deed: Deed, is_done, satisfaction, visited_on, words, visit) -> DeedAcceptance:
    return DeedAcceptance.objects.create(
        deed=deed,
        round=deed.round,
        is_done=is_done,
        satisfaction=satisfaction,
        visited_on=visited_on,
        words=words,
        visit=visit,
        deed_unit=deed.organization,
        responsible=deed.responsible,
        handed_in_by=deed.handed_in_by,
        acceptor=actor,
        acceptor_unit_id=min(actor.home_unit_ids),
        at=timezone.now(),
    )


def _moved(deed: Deed, name: str) -> None:
    """A deed that is sent back begins a new round, and needs a new photo."""
    move = DEED_WORKFLOW.move(name)
    deed.state = move.target
    if move.opens_round:
        deed.round += 1
        deed.evidence = deed.handed_in_by = deed.handed_in_at = None
    else:
        deed.ended_at = timezone.now()
    deed.save()


def _tell(deed: Deed, found: DeedAcceptance) -> None:
    people = [deed.responsible, found.handed_in_by, *heads_of([deed.organization]).values()]
    what = "deed_accepted" if found.is_done else "deed_sent_back"
    tell(deed, what, people, key=str(found.round), who=str(found.acceptor), words=found.words[:200])
