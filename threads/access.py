"""Who may write into a thread: whoever sees what it is about, and has the permission there."""

from collections.abc import Iterable

from core.access import is_allowed, require
from enterprises.models import Enterprise
from issues.models import Case
from organizations.models import User

POST = "threads.post_add"
REGISTER = "issues.case_register"


def can_read(user, subject: Enterprise | Case) -> bool:
    return type(subject).objects.visible_to(user).filter(pk=subject.pk).exists()


def can_post(user, subject: Enterprise | Case) -> bool:
    return can_read(user, subject) and is_allowed(user, POST, subject)


def require_post(user, subject: Enterprise | Case) -> None:
    """Raise NotYou unless the person sees the subject and may write about it."""
    require(user, subject.view_permission, subject)
    require(user, POST, subject)


def unable_to(can, people: Iterable[User], subject: Enterprise | Case) -> list[User]:
    """Those of ``people`` who may not do it; few are asked, each by their own scopes."""
    return [person for person in people if not can(person, subject)]
