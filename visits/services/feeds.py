"""The secret address of a person's calendar: issued, issued anew, revoked, by themselves only."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotNow
from organizations.models import User
from visits.models import CalendarFeed, PlannedVisit


@transaction.atomic
def feed_issue(*, actor) -> CalendarFeed:
    """Give the person an address; one they have already opens nothing from now on."""
    require(actor, PlannedVisit.view_permission)
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    now = timezone.now()
    is_anew = bool(_revoke(actor, now))
    feed = CalendarFeed.objects.create(person=actor, issued_at=now)
    record(actor=actor, subject=actor, action="calendar_feed_issue", is_anew=is_anew)
    return feed


@transaction.atomic
def feed_revoke(*, actor) -> None:
    """Take the address back; NotNow if there is none."""
    if not _revoke(actor, timezone.now()):
        raise NotNow(_("You have no calendar address in force."))
    record(actor=actor, subject=actor, action="calendar_feed_revoke")


def _revoke(actor, at) -> int:
    in_force = CalendarFeed.objects.filter(person=actor, revoked_at__isnull=True)
    return in_force.update(revoked_at=at)
