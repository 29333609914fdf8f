from django.db.models import Case, QuerySet, When

from notices.models import Notice

COUNTED_UP_TO = 100
ORDER = ("is_read", "-id")


def notice_list(*, user) -> QuerySet[Notice]:
    """My notices, unread first, then the newest."""
    is_read = Case(When(read_at__isnull=True, then=0), default=1)
    return Notice.objects.visible_to(user).annotate(is_read=is_read).order_by(*ORDER)


def unread_count(*, user) -> int:
    """How many of my notices are unread; counts no further than 100."""
    return Notice.objects.visible_to(user).unread().order_by()[:COUNTED_UP_TO].count()
