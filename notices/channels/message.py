"""What is told outside the application, and the mistake of not having told it."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notices.models import Notice
from notices.texts import title_of


class NotSentError(Exception):
    """The message is not known to have arrived. ``is_down``: nobody would have been reached."""

    def __init__(self, reason: str, *, is_down: bool = False):
        super().__init__(reason)
        self.reason, self.is_down = reason[:200], is_down


@dataclass(frozen=True, slots=True)
class Line:
    """One notice: in full for one's own mailbox, in brief for a group that others read."""

    title: str
    body: str
    brief: str
    level: str
    address: str


@dataclass(frozen=True, slots=True)
class Message:
    """One or several lines for one person. ``id`` stays the same however often it is sent."""

    id: UUID
    account: str
    name: str
    lines: tuple[Line, ...]

    @property
    def subject(self) -> str:
        count = len(self.lines)
        many = ngettext("%(count)s notice", "%(count)s notices", count) % {"count": count}
        what = self.lines[0].title if count == 1 else many
        return _("[%(district)s visits] %(what)s") % {
            "district": settings.DISTRICT_NAME,
            "what": " ".join(what.split()),
        }

    @property
    def text(self) -> str:
        """In full, with an address under each line."""
        parts = ["\n".join(filter(None, [x.title, x.body, x.address])) for x in self.lines]
        return "\n\n".join(parts) + "\n"

    def brief(self, most_bytes: int) -> str:
        """For a chat: numbers and kinds only, cut at whole lines to ``most_bytes`` of UTF-8."""
        head, foot = f"{self.subject_in_brief}\n", f"\n{absolute(reverse('notices:list'))}"
        left = most_bytes - len((head + foot).encode()) - 40
        shown: list[str] = []
        for line in self.lines:
            left -= len(line.brief.encode()) + 1
            if left < 0:
                shown.append(_("and %(count)s more") % {"count": len(self.lines) - len(shown)})
                break
            shown.append(line.brief)
        return head + "\n".join(shown) + foot

    @property
    def subject_in_brief(self) -> str:
        who = {"district": settings.DISTRICT_NAME, "who": self.name}
        return _("[%(district)s visits] For %(who)s") % who


def line_of(notice: Notice) -> Line:
    brief = title_of(notice.template, notice.reference, {})
    address = absolute(notice.url or reverse("notices:list"))
    return Line(notice.title, notice.body, brief, notice.level, address)


def absolute(path: str) -> str:
    """The path as an address that can be opened from anywhere."""
    return settings.SITE_URL + path
