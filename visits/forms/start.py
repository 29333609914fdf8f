"""From what the page of a visit begins, and what it takes over from there."""

from dataclasses import dataclass

from enterprises.models import Enterprise
from visits.models import PlannedVisit, Visit


@dataclass(frozen=True, kw_only=True)
class Start:
    """``is_shell``: to be kept on a phone, so it names no enterprise."""

    enterprise: Enterprise | None = None
    planned: PlannedVisit | None = None
    follows: Visit | None = None
    is_shell: bool = False

    @property
    def is_begun(self) -> bool:
        """How it was visited follows from here, not from what was chosen last time."""
        return self.follows is not None

    def initial(self) -> dict:
        if self.follows:
            return {"mode": Visit.Mode.FOLLOW_UP, "follows": self.follows.pk}
        return {}
