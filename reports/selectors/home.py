"""My work: what waits for this person, what is due soon and what is late, in few statements."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import has_permission
from core.paging import Count, capped_count
from issues.models import Case
from issues.selectors import work
from issues.selectors.lights import with_light_facts
from issues.selectors.raised import raised_waiting
from issues.selectors.slips import slips_addressed
from issues.services.raised import REVIEW
from letters.selectors import letters_missing
from letters.workflow import RECORD
from reports.periods import THIS_MONTH, period_called
from reports.rates import MAIN, Figure
from reports.selectors.figures import figures_total
from reports.selectors.frames import PERMISSION, Frame
from threads.selectors import asks_of_me
from visits.models.planned import DECIDE
from visits.selectors.draws import drawn_for
from visits.selectors.enterprises import my_enterprises_not_visited
from visits.selectors.invitations import invitations_to_log
from visits.selectors.planned import my_planned, over_caps_waiting
from visits.selectors.sessions import ANSWER, questions_waiting

VISIT = "visits.visit_log"
LOOK = "visits.drawn_answer"

SHOWN = 3
CAP = 1000


@dataclass(frozen=True)
class Group:
    """Some of what waits: how many, the most urgent few, and the list of all of them."""

    key: str
    label: object
    count: Count
    rows: list
    url: str


def few_of(key: str, label, found: QuerySet, url: str) -> Group:
    """One statement for the rows, and one more for the count only when not all are shown."""
    rows = list(found[: SHOWN + 1])
    count = capped_count(found, CAP) if len(rows) > SHOWN else Count(len(rows), False)
    return Group(key, label, count, rows[:SHOWN], url)


def few_or_none(key: str, label, found: QuerySet, url: str) -> Group | None:
    group = few_of(key, label, found, url)
    return group if group.rows else None


def waiting_groups(*, user) -> list[Group]:
    """What this person may do now, in the order of the process; without what is empty."""
    groups = [
        _group(one.key, one.label, one.queryset, one.url) for one in work.waiting_for(user=user)
    ]
    return [group for group in groups if group.rows]


def due_groups(*, user, now: datetime) -> list[Group]:
    """What is late, and what falls due within three working days."""
    urls = work.due_urls()
    groups = [
        _group("late", _("late"), work.late(user=user, now=now), urls["late"]),
        _group(
            "due_soon",
            _("due within three working days"),
            work.due_soon(user=user, now=now),
            urls["due_soon"],
        ),
    ]
    return [group for group in groups if group.rows]


def enterprises_unvisited(*, user) -> Group | None:
    """The enterprises my teams serve that nobody visited in this quarter; None: I serve none."""
    if not has_permission(user, VISIT):
        return None
    quarter = period_called("quarter", timezone.localdate())
    return few_of(
        "unvisited",
        _("not visited this quarter"),
        my_enterprises_not_visited(user=user, since=quarter.since_at),
        "",
    )


def demands_raised(*, user) -> Group | None:
    """What enterprises raised and the office has not looked at yet; None if there is nothing."""
    if not has_permission(user, REVIEW):
        return None
    return few_or_none(
        "raised",
        _("raised by enterprises, to look at"),
        raised_waiting(user=user, permission=REVIEW),
        reverse("issues:raised_list"),
    )


def online_visits(*, user) -> Group | None:
    """What enterprises filled in for my online visits that are not logged; None if nothing."""
    if not has_permission(user, VISIT):
        return None
    return few_or_none(
        "online",
        _("online visits, filled in by the enterprise"),
        invitations_to_log(user=user),
        f"{reverse('visits:invitation_list')}?state=answered&mine=yes",
    )


def second_visits(*, user) -> Group | None:
    """Closed cases at which I was drawn to look again; None if there is nothing."""
    if not has_permission(user, LOOK):
        return None
    return few_or_none("second", _("second visits I was drawn for"), drawn_for(user=user), "")


def questions_asked(*, user) -> Group | None:
    """Questions in threads that wait for my answer, the oldest first; None if there are none."""
    return few_or_none(
        "asked",
        _("questions to answer"),
        asks_of_me(user=user),
        f"{reverse('threads:list')}?stand=mine",
    )


def receipts_missing(*, user) -> Group | None:
    """Letters of which I may record receipts and some are missing; None if there are none."""
    if not has_permission(user, RECORD):
        return None
    return few_or_none(
        "letters",
        _("letters with missing receipts"),
        letters_missing(user=user, permission=RECORD),
        f"{reverse('letters:list')}?state=sent&missing=yes",
    )


def visits_planned(*, user) -> Group | None:
    """Where I go today and in the six days after, and what I still have to log; None if nothing."""
    if not has_permission(user, VISIT):
        return None
    return few_or_none(
        "planned",
        _("my visits in these seven days"),
        my_planned(user=user, until=timezone.localdate() + timedelta(days=6)),
        f"{reverse('visits:calendar')}?view=week&who=mine",
    )


def over_caps(*, user) -> Group | None:
    """Visits over the cap that wait for my decision; None if there is nothing."""
    if not has_permission(user, DECIDE):
        return None
    return few_or_none(
        "over_cap",
        _("visits over the cap, to decide"),
        over_caps_waiting(user=user),
        reverse("visits:over_cap_list"),
    )


def slips_to_sign(*, user) -> Group | None:
    """Supervision slips addressed to me that nobody has signed for yet, the newest first."""
    found = slips_addressed(user=user).filter(receipt_at__isnull=True)
    found = found.select_related("organization").order_by("-id")
    url = f"{reverse('issues:slip_list')}?receipt=mine"
    return few_or_none("slips", _("supervision slips to sign for"), found, url)


def preliminary_answers(*, user) -> Group | None:
    """Questions of sessions to which I am to give a preliminary answer; None if there is nothing."""
    if not has_permission(user, ANSWER):
        return None
    return few_or_none(
        "preliminary",
        _("preliminary answers for a session"),
        questions_waiting(user=user),
        reverse("visits:session_list"),
    )


def month_figures(*, user) -> tuple[Frame, list[Figure]] | None:
    """The main rates of this month, for whoever may see figures; None for the others."""
    if not has_permission(user, PERMISSION):
        return None
    frame = Frame(user, period_called(THIS_MONTH, timezone.localdate()), timezone.now())
    return frame, figures_total(frame, MAIN)


def _group(key: str, label, cases: QuerySet[Case], url: str) -> Group:
    urgent = with_light_facts(cases).select_related("enterprise", "lead_unit")
    urgent = urgent.defer("search", "enterprise__search", "description", "root_cause")
    return few_of(key, label, urgent.order_by(F("due_at").asc(nulls_last=True), "id"), url)
