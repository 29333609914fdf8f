from django.db.models import F, QuerySet

from notices.models import Notice

COUNTED_UP_TO = 100


def notice_list(*, user) -> QuerySet[Notice]:
    """My notices, unread first, then the newest."""
    return Notice.objects.visible_to(user).order_by(F("read_at").asc(nulls_first=True), "-id")


def unread_count(*, user) -> int:
    """How many of my notices are unread; counts no further than 100."""
    return Notice.objects.visible_to(user).unread().order_by()[:COUNTED_UP_TO].count()
