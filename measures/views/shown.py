"""The buttons of the next steps."""

from django.urls import reverse

from core.access import is_allowed
from core.workflow import Workflow

QUIET = {"rename", "add_case", "dismiss", "change", "report", "drop", "end"}


def buttons_of(user, thing, key, workflow: Workflow, url_name: str) -> list[dict]:
    """The moves that this person may make with the thing now."""
    return [
        {
            "name": move.name,
            "label": move.label,
            "url": reverse(url_name, args=[key, move.name]),
            "is_quiet": move.name in QUIET,
        }
        for move in workflow.moves_open(thing)
        if is_allowed(user, move.permission, thing)
    ]
