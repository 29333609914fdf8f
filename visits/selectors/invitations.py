from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from visits.access_online import own_invitations
from visits.models import Invitation, InvitationLink

State = Invitation.State


def invitations_listed(*, user) -> QuerySet[Invitation]:
    """The invitations this person may see, with what their state is told by."""
    found = Invitation.objects.visible_to(user).select_related(
        "enterprise__town", "invited_by", "unit", "visit"
    )
    return found.prefetch_related("links", "people").defer(
        "enterprise__search", "enterprise__scope", "visit__search"
    )


def in_state(state: str) -> Q:
    """The invitations in this state now, as ``Invitation.state_at`` tells it."""
    links = InvitationLink.objects.filter(invitation=OuterRef("pk"), superseded_at__isnull=True)
    used, now = Exists(links.filter(used_at__isnull=False)), timezone.now()
    is_open = Q(visit__isnull=True, withdrawn_at__isnull=True)
    return {
        State.VISITED: Q(visit__isnull=False),
        State.WITHDRAWN: Q(withdrawn_at__isnull=False),
        State.ANSWERED: is_open & Q(used),
        State.EXPIRED: is_open & ~Q(used) & ~Q(Exists(links.filter(expires_at__gt=now))),
        State.WAITING: is_open & ~Q(used) & Q(Exists(links.filter(expires_at__gt=now))),
    }[state]


def invitations_mine(user) -> Q:
    return own_invitations(user, frozenset())


def invitations_to_log(*, user) -> QuerySet[Invitation]:
    """What enterprises have filled in for visits of this person that are not logged yet."""
    mine = invitations_listed(user=user).filter(invitations_mine(user))
    return mine.filter(in_state(State.ANSWERED)).order_by("meets_at", "pk")


def invitation_by_token(token: str) -> InvitationLink | None:
    """The link with what its page needs, or None for a wrong token."""
    links = InvitationLink.objects.by_token(token).select_related(
        "invitation__enterprise", "invitation__unit", "invitation__invited_by"
    )
    return links.defer("invitation__enterprise__search").first()
