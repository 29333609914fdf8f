"""What waits for a person: cases in a source state of a move they may make.

The groups are a table over the workflow; the home page, the notices of work and the list's
filter "waits for me" all read it. A higher app adds the groups of its own kind of case.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import has_permission
from issues.models import Case, CaseRequest, Meeting, Responsibility
from issues.selectors.lights import soon_until, with_light_facts
from issues.workflow import Asked, Kind, State, workflow_for

DUE_SOON_DAYS = 3
"""Working days that "due soon" looks ahead on the home page."""


@dataclass(frozen=True)
class Work:
    """One kind of waiting: a move, the states in which it waits, and whose it then is."""

    key: str
    label: object
    move: str
    states: tuple[str, ...]
    mine: Callable[[object], Q] | None = None
    kinds: tuple[str, ...] = (Kind.ISSUE, Kind.DEMAND)
    url_name: str = "issues:case_list"

    @property
    def permission(self) -> str:
        return workflow_for(self.kinds[0]).move(self.move).permission


class WaitingGroup(NamedTuple):
    """What waits: ``queryset`` holds the cases, ``url`` opens the list of exactly these."""

    key: str
    label: object
    queryset: QuerySet[Case]
    url: str


def in_my_hands(user) -> Q:
    """Put into this person's hands, or into nobody's yet."""
    return Q(handler=user) | Q(handler__isnull=True)


def asked_of_my_unit(role: str) -> Callable[[object], Q]:
    """My unit has a part of this kind that it has not answered."""

    def condition(user) -> Q:
        part = Responsibility.objects.filter(
            case=OuterRef("pk"),
            role=role,
            organization__in=user.unit_ids,
            ended_at__isnull=True,
            replied_at__isnull=True,
        )
        return Q(Exists(part))

    return condition


def _meeting_held(user) -> Q:
    """A meeting was held, and its minutes are missing."""
    meeting = Meeting.objects.filter(
        case=OuterRef("pk"), minuted_at__isnull=True, held_at__lte=timezone.now()
    )
    return Q(Exists(meeting))


def _not_handled_by_us(user) -> Q:
    return Q(lead_unit__isnull=True) | ~Q(lead_unit__in=user.home_unit_ids)


def _visit_outstanding(user) -> Q:
    return Q(closed_at__isnull=False, due_at__isnull=False) & _not_handled_by_us(user)


def _asked(kind: Asked) -> Callable[[object], Q]:
    """It was asked for by somebody else."""

    def condition(user) -> Q:
        mine = CaseRequest.objects.filter(
            case=OuterRef("pk"), approved__isnull=True, lapsed_at__isnull=True, requested_by=user
        )
        return Q(asked=kind) & ~Q(Exists(mine))

    return condition


def _ours_and_soon(user) -> Q:
    soon_at = soon_until(timezone.now(), DUE_SOON_DAYS)
    return Q(lead_unit__in=user.home_unit_ids, due_at__lte=soon_at)


def _decision(kind: Asked, label) -> Work:
    move = f"approve_{kind}"
    sources = workflow_for(Kind.DEMAND).move(move).sources
    return Work(f"decide_{kind}", label, move, sources, _asked(kind))


def _part(role: str, label, move: str) -> Work:
    sources = workflow_for(Kind.DEMAND).move(move).sources
    return Work(role, label, move, sources, asked_of_my_unit(role))


_AFOOT = (State.DISPATCHED, State.ACCEPTED, State.HANDLING)

_works: list[Work] = [
    Work("triage", _("to triage"), "triage", (State.REGISTERED,)),
    Work("dispatch", _("to dispatch"), "dispatch", (State.TRIAGED,)),
    Work("decide_return", _("returns to decide"), "uphold_return", (State.RETURNED,)),
    _decision(Asked.EXTENSION, _("extensions to decide")),
    _decision(Asked.SECOND_EXTENSION, _("second extensions to decide")),
    _decision(Asked.SUSPENSION, _("suspensions to decide")),
    _decision(Asked.WITHDRAWAL, _("withdrawals to decide")),
    Work("accept", _("to accept"), "accept", (State.DISPATCHED,)),
    Work("assign", _("to assign"), "assign", (State.ACCEPTED,)),
    Work("handle", _("to handle"), "submit_reply", (State.HANDLING,), in_my_hands),
    _part("support", _("to reply as support"), "support_reply"),
    _part("task", _("tasks to do"), "task_reply"),
    Work("minutes", _("minutes to record"), "record_minutes", _AFOOT, _meeting_held),
    Work("review", _("suspended, to look at again"), "resume", (State.SUSPENDED,), _ours_and_soon),
    Work("approve", _("replies to approve"), "approve_reply", (State.SUBMITTED,)),
    Work("verify", _("to verify"), "verify", (State.REPLIED,), _not_handled_by_us),
    Work("close", _("to close"), "close", (State.VERIFIED,)),
    Work(
        "return_visit",
        _("return visits to make"),
        "return_visit",
        (State.CLOSED,),
        _visit_outstanding,
    ),
]


def work_add(*works: Work) -> None:
    """Let a higher app say what waits among its kind of case."""
    _works.extend(works)


def works_of(user) -> list[Work]:
    """The kinds of waiting this person's permissions reach at all; no query per case."""
    return [work for work in _works if has_permission(user, work.permission)]


def cases_waiting(*, user, key: str) -> QuerySet[Case]:
    """The cases that wait for this person in the way called ``key``; none for an unknown key."""
    work = next((work for work in works_of(user) if work.key == key), None)
    if work is None:
        return Case.objects.none()
    cases = Case.objects.allowing(user, work.permission).filter(
        kind__in=work.kinds, state__in=work.states
    )
    return cases.filter(work.mine(user)) if work.mine else cases


def waiting_for(*, user) -> list[WaitingGroup]:
    """Everything that waits for a person, in the order of the process; empty groups included."""
    return [
        WaitingGroup(
            work.key,
            work.label,
            cases_waiting(user=user, key=work.key),
            f"{reverse(work.url_name)}?todo={work.key}",
        )
        for work in works_of(user)
    ]


def due_soon(*, user, now: datetime | None = None) -> QuerySet[Case]:
    """Open cases this person sees that fall due within three working days, soonest first."""
    now = now or timezone.now()
    return _ticking(user).filter(due_at__gte=now, due_at__lte=soon_until(now, DUE_SOON_DAYS))


def late(*, user, now: datetime | None = None) -> QuerySet[Case]:
    """Open cases this person sees whose time has passed, the longest late first."""
    return _ticking(user).filter(due_at__lt=now or timezone.now())


def due_urls() -> dict[str, str]:
    """The lists that ``late`` and ``due_soon`` open."""
    cases = reverse("issues:case_list")
    return {"late": f"{cases}?due=late&sort=due", "due_soon": f"{cases}?due=soon&sort=due"}


def _ticking(user) -> QuerySet[Case]:
    cases = Case.objects.visible_to(user).filter(closed_at__isnull=True)
    return with_light_facts(cases).order_by("due_at", "id")
