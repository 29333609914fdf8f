"""Who is told what about a planned visit; the texts stand in visits/texts.py."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from core.templatetags.times import time_in_words
from notices.services import notice_post
from organizations.models import Organization, Position, User
from organizations.selectors import visit_office
from visits.models import OverCap, PlannedVisit


def planned_tell(
    planned: PlannedVisit, what: str, *, besides: User, to: Iterable[User] | None = None
) -> None:
    """Tell those who go (or ``to``) what became of the plan, but not who did it."""
    people = {row.person for row in planned.rows.select_related("person")} | {planned.planned_by}
    at = timezone.now().isoformat()
    for person in sorted(people if to is None else set(to), key=lambda one: one.pk):
        if person != besides and person.is_active:
            notice_post(
                recipient=person,
                template=f"visits.planned_{what}",
                label=planned.enterprise.name,
                params={"day": day_said(planned), "who": str(besides)},
                url=reverse("visits:planned_detail", args=[planned.pk]),
                subject_type="visits.plannedvisit",
                subject_id=planned.pk,
                dedupe_key=f"planned:{planned.pk}:{what}:{at}:user:{person.pk}",
            )


def day_said(planned: PlannedVisit) -> str:
    time = f" {planned.planned_time:%H:%M}" if planned.planned_time else ""
    return time_in_words(planned.planned_on) + time


def over_cap_tell_deciders(over_cap: OverCap) -> None:
    """Tell the head of the visit office, and the leader who answers for the unit."""
    unit = (over_cap.planned or over_cap.visit).unit
    for person in _deciders(unit) - {over_cap.asked_by}:
        _over_cap_post(over_cap, person, "asked", reverse("visits:over_cap", args=[over_cap.pk]))


def over_cap_tell_asker(over_cap: OverCap) -> None:
    if over_cap.planned:
        url = reverse("visits:planned_detail", args=[over_cap.planned_id])
    else:
        url = reverse("visits:detail", args=[over_cap.visit.number])
    what = "approved" if over_cap.is_approved else "refused"
    _over_cap_post(over_cap, over_cap.asked_by, what, url)


def _over_cap_post(over_cap: OverCap, person: User, what: str, url: str) -> None:
    notice_post(
        recipient=person,
        template=f"visits.over_cap_{what}",
        label=over_cap.enterprise.name,
        params={"who": str(over_cap.asked_by), "reason": over_cap.reason[:200]}
        | {"number": over_cap.counted + 1, "most": over_cap.most, "words": over_cap.decision},
        url=url,
        subject_type="visits.overcap",
        subject_id=over_cap.pk,
        dedupe_key=f"over_cap:{over_cap.pk}:{what}:user:{person.pk}",
    )


def _deciders(unit: Organization) -> set[User]:
    today = timezone.localdate()
    office = visit_office()
    heads = Position.objects.filter(organization=office, kind=Position.Kind.HEAD) if office else ()
    posts = [*heads, *([unit.leader] if unit.leader else [])]
    return {person for post in posts if (person := post.answers_on(today))}
