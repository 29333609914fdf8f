from django.db.models import QuerySet
from django.urls import reverse

from core.access import is_allowed
from points.models import Appeal, Entry, Viewing
from points.workflow import Cause


def entries_listed(*, user) -> QuerySet[Entry]:
    return Entry.objects.visible_to(user).select_related("unit", "case", "appeal", "countered_by")


def appeals_listed(*, user) -> QuerySet[Appeal]:
    """Those about entries this person sees, what waits first."""
    found = Appeal.objects.visible_to(user)
    return found.select_related("entry__unit", "made_by", "decided_by")


def cause_address(*, user, entry: Entry) -> str:
    """Where the cause is shown: its slip, viewing, or case; empty where this person sees none."""
    if entry.cause == Cause.VIEWING:
        seen = Viewing.objects.visible_to(user).filter(projects=entry.source_id).first()
        return seen.get_absolute_url() if seen else ""
    case = entry.case
    if case is None or not is_allowed(user, case.view_permission, case):
        return ""
    if entry.cause in (Cause.SLIP_BLUE, Cause.SLIP_ORANGE, Cause.SLIP_RED):
        return reverse("issues:slip_detail", args=[entry.label.split(" ")[0]])
    return case.get_absolute_url()


def files_of(entry: Entry, files) -> list[dict]:
    """As ``components/files.html`` takes them."""
    found = []
    for one in files.select_related("stored"):
        url = reverse("points:entry_file", args=[entry.pk, one.stored_id])
        facts = {"name": one.stored.name, "size": one.stored.size, "is_photo": one.stored.is_photo}
        found.append({"url": url, "thumb_url": f"{url}?size=small", **facts})
    return found
