"""Points: the rules from the story's first day, months closed as they end, an appeal or two."""

from datetime import datetime, time

from django.utils import timezone

from core.months import begins_at, month_of, month_on
from demo.story.tale import Life, Tale
from demo.world import World
from organizations.models import User
from points.models import Entry, PointsRule
from points.services.appeals import appeal_decide, appeal_make
from points.services.booking import entries_book
from points.services.ledger import entry_make
from points.services.months import month_close
from points.services.rules import points_rules_seed


def points(tale: Tale, world: World) -> Life:
    """On the first working morning of each month the one before is closed."""
    points_rules_seed()
    PointsRule.objects.update(since_at=tale.at)
    office, month = world.officers[0], month_of(tale.at)
    while True:
        first = timezone.localdate(begins_at(month_on(month, 1)))
        morning = datetime.combine(tale.calendar.working_day(first, 0).date, time(9, 30))
        yield timezone.make_aware(morning)
        _by_hand(office)
        month_close(actor=office, month=month)
        month = month_on(month, 1)


def _by_hand(office: User) -> None:
    head = User.objects.get(username="head")
    entry_make(
        actor=office,
        unit=head.memberships.first().organization,
        cause="good_practice",
        happened_on=timezone.localdate(),
        label="用工需求“一窗受理”",
        reason="做法在全区推广，各街镇已参照执行。",
    )


def points_appealed(world: World) -> None:
    """At the end of the story: what is left is booked; of the oldest losses two are appealed against."""
    entries_book()
    head, office = User.objects.get(username="head"), world.officers[0]
    lost = Entry.objects.visible_to(head).filter(points__lt=0).order_by("id")
    for place, entry in enumerate(lost[:2]):
        appeal = appeal_make(actor=head, entry=entry, reason="已电话答复企业，系统登记晚了半天。")
        if place == 0:
            appeal_decide(
                actor=office, appeal=appeal, upheld=True, decision="通话记录属实，予以冲正。"
            )
