"""Pieces that the pages of deeds and wishes share: buttons of the next steps, and photos."""

from collections.abc import Iterable

from django.urls import reverse

from core.access import is_allowed
from core.workflow import Workflow

AT_ONCE = {"begin", "publish"}
"""What needs no form: one press."""
QUIET = {"change", "report", "put_aside", "withdraw", "give_back"}


def buttons_of(
    user, thing, workflow: Workflow, url_name: str, besides: Iterable[str] = ()
) -> list[dict]:
    """The moves that this person may make with the thing now, as buttons."""
    return [
        {
            "name": move.name,
            "label": move.label,
            "url": reverse(url_name, args=[thing.pk, move.name]),
            "at_once": move.name in AT_ONCE,
            "is_quiet": move.name in QUIET,
        }
        for move in workflow.moves_open(thing)
        if move.name not in besides and is_allowed(user, move.permission, thing)
    ]


def files_of(photos, url_name: str, thing) -> list[dict]:
    """As ``components/files.html`` takes them."""
    return [
        _file(photo.stored, reverse(url_name, args=[thing.pk, photo.stored_id])) for photo in photos
    ]


def _file(stored, url: str) -> dict:
    return {
        "url": url,
        "thumb_url": f"{url}?size=small",
        "name": stored.name,
        "size": stored.size,
        "is_photo": stored.is_photo,
    }
