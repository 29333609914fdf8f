"""The thread of an enterprise goes along when it is merged: two become one, with nothing lost."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from enterprises.belongings import Belonging, belongings_add
from enterprises.models import Enterprise
from threads.models import Post, ReadMark, Thread


def _thread_moved(rows: QuerySet, field: str, kept: Enterprise, at: datetime) -> int:
    """The posts of both stand in the kept one's thread, in the order in which they were written."""
    gone, stays = rows.first(), Thread.objects.filter(enterprise=kept).first()
    if gone is None or stays is None:
        return rows.update(**{field: kept})
    marks = _marks_of_both(gone, stays)
    Post.objects.filter(thread=gone).update(thread=stays)
    ReadMark.objects.filter(thread__in=(gone, stays)).delete()
    ReadMark.objects.bulk_create(marks)
    stays.opened_at = min(gone.opened_at, stays.opened_at)
    stays.last_posted_at = max(gone.last_posted_at, stays.last_posted_at)
    stays.save()
    gone.delete()
    return 1


def _marks_of_both(gone: Thread, stays: Thread) -> list[ReadMark]:
    """How far each had read in the two together: up to the first post they have not read."""
    posts = {
        thread.pk: list(thread.posts.order_by("id").values_list("pk", flat=True))
        for thread in (gone, stays)
    }
    whole = sorted(posts[gone.pk] + posts[stays.pk])
    marks: dict[int, dict[int, ReadMark]] = {}
    for mark in ReadMark.objects.filter(thread__in=(gone, stays)):
        marks.setdefault(mark.person_id, {})[mark.thread_id] = mark
    return [_joined(person, its, posts, whole, stays) for person, its in sorted(marks.items())]


def _joined(person: int, its: dict, posts: dict, whole: list[int], stays: Thread) -> ReadMark:
    read = {thread: its[thread].up_to if thread in its else 0 for thread in posts}
    unread = [pk for thread, keys in posts.items() for pk in keys if pk > read[thread]]
    first = min(unread, default=whole[-1] + 1)
    times = [mark.read_at for mark in its.values() if mark.read_at]
    up_to = max((pk for pk in whole if pk < first), default=0)
    return ReadMark(
        thread=stays,
        person_id=person,
        up_to=up_to,
        read_at=max(times) if up_to else None,
        takes_part=any(mark.takes_part for mark in its.values()),
    )


belongings_add(Belonging("threads.thread", _("threads"), move=_thread_moved))
