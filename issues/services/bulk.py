"""Triage and dispatch of a selection: each case on its own, so that one refusal stops no other."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, NotSo
from issues.models import Case, Category
from issues.services.dispatch import case_dispatch, case_triage
from issues.workflow import State, Tier
from organizations.models import Organization

MOST = 100
"""How many cases one selection may hold."""


class Choice(NamedTuple):
    """What was chosen for one case, and which version of it the person saw."""

    case: Case
    seen_version: int
    lead: Organization | None
    category: Category | None = None


class Done(NamedTuple):
    """What became of one case of the selection; ``refusal`` is empty where it was dispatched."""

    case: Case
    lead: Organization | None
    refusal: object = ""


def cases_dispatch(*, actor, choices: Iterable[Choice], note: str = "") -> list[Done]:
    """Triage as "solved by a date" and dispatch each case to the unit chosen for it."""
    choices = list(choices)
    if len(choices) > MOST:
        raise NotSo(_("Choose at most %(most)d cases at a time.") % {"most": MOST})
    return [_dispatch_one(actor, choice, note) for choice in choices]


def _dispatch_one(actor, choice: Choice, note: str) -> Done:
    case, seen = choice.case, choice.seen_version
    try:
        with transaction.atomic():
            if choice.lead is None:
                raise NotSo(_("Choose a lead unit for it."))
            if case.state == State.REGISTERED:
                case_triage(
                    actor=actor,
                    case=case,
                    tier=Tier.TIME_LIMITED,
                    category=choice.category,
                    seen_version=seen,
                )
                seen = case.version
            case_dispatch(actor=actor, case=case, lead=choice.lead, note=note, seen_version=seen)
    except DomainError as refusal:
        return Done(case, choice.lead, refusal.message)
    return Done(case, choice.lead)
