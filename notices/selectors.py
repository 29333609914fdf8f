from typing import NamedTuple

from django.db.models import Case, Count, Min, Q, QuerySet, When

from core.access import has_permission
from notices.channels import channels_offered
from notices.models import Channel, Delivery, Notice, Preference, Route

COUNTED_UP_TO = 100
ORDER = ("is_read", "-id")
FAILED_ORDER = ("-id",)


class Offered(NamedTuple):
    """A channel that this installation is set up for, and one's own route by it."""

    channel: Channel
    route: Route | None


class Flow(NamedTuple):
    """How a channel stands: what waits for its time, what is held up, what was given up."""

    channel: Channel
    waiting: int
    held_up: int
    failed: int
    oldest: object


def notice_list(*, user) -> QuerySet[Notice]:
    """My notices, unread first, then the newest."""
    is_read = Case(When(read_at__isnull=True, then=0), default=1)
    return Notice.objects.visible_to(user).annotate(is_read=is_read).order_by(*ORDER)


def unread_count(*, user) -> int:
    """How many of my notices are unread; counts no further than 100."""
    return Notice.objects.visible_to(user).unread().order_by()[:COUNTED_UP_TO].count()


def routes_offered(*, user) -> list[Offered]:
    """Each channel there is, with my route by it."""
    mine = {route.channel: route for route in Route.objects.filter(user=user)}
    return [Offered(channel, mine.get(channel)) for channel in channels_offered()]


def route_of(*, user, channel: str) -> Route | None:
    return Route.objects.filter(user=user, channel=channel).first()


def preference_of(*, user) -> Preference:
    """What I chose, or what is usual."""
    return Preference.objects.filter(user=user).first() or Preference(user=user)


def outbox_flows(*, user) -> list[Flow]:
    """How each channel stands, in one query over what is not done."""
    if not has_permission(user, "notices.outbox_manage"):
        return []
    waiting = Q(state=Delivery.State.WAITING)
    tried = waiting & Q(attempts__gt=0)
    undone = Delivery.objects.filter(waiting | Q(state=Delivery.State.FAILED)).order_by()
    found = {
        row.pop("channel"): row
        for row in undone.values("channel").annotate(
            waiting=Count("id", filter=waiting & Q(attempts=0)),
            held_up=Count("id", filter=tried),
            failed=Count("id", filter=Q(state=Delivery.State.FAILED)),
            oldest=Min("created_at", filter=tried),
        )
    }
    none = {"waiting": 0, "held_up": 0, "failed": 0, "oldest": None}
    shown = {*channels_offered(), *found}
    return [Flow(channel, **found.get(channel, none)) for channel in Channel if channel in shown]


def deliveries_failed(*, user) -> QuerySet[Delivery]:
    """What was given up and what is held up, the newest first; no contents, only to whom and why."""
    if not has_permission(user, "notices.outbox_manage"):
        return Delivery.objects.none()
    return (
        Delivery.objects.filter(state=Delivery.State.FAILED)
        .select_related("recipient", "notice")
        .only(
            "channel", "attempts", "created_at", "failure", "state",
            "recipient__full_name", "recipient__username", "notice__level",
        )
        .order_by(*FAILED_ORDER)
    )  # fmt: skip
