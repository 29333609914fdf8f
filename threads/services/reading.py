from collections.abc import Iterable

from django.utils import timezone

from threads.models import ReadMark, Thread


def people_join(*, thread: Thread, people: Iterable) -> None:
    """Let people take part: the thread stands in their list from now on."""
    marks = [ReadMark(thread=thread, person=person, takes_part=True) for person in people]
    ReadMark.objects.bulk_create(
        marks,
        update_conflicts=True,
        unique_fields=["thread", "person"],
        update_fields=["takes_part"],
    )


def thread_read(*, actor, thread: Thread, up_to: int) -> None:
    """Move the person's mark on to a post they were shown; it never goes back."""
    if not up_to:
        return
    marks, at = ReadMark.objects.filter(thread=thread, person=actor), timezone.now()
    if marks.filter(up_to__lt=up_to).update(up_to=up_to, read_at=at):
        return
    mark = ReadMark(thread=thread, person=actor, up_to=up_to, read_at=at)
    ReadMark.objects.bulk_create([mark], ignore_conflicts=True)
