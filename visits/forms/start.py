"""From what the page of a visit begins, and what it takes over from there."""

from dataclasses import dataclass

from enterprises.models import Enterprise
from visits.forms.online_part import online_findings, online_initial
from visits.models import Invitation, PlannedVisit, Visit


@dataclass(frozen=True, kw_only=True)
class Start:
    """``is_shell``: to be kept on a phone, so it names no enterprise."""

    enterprise: Enterprise | None = None
    planned: PlannedVisit | None = None
    follows: Visit | None = None
    invitation: Invitation | None = None
    is_shell: bool = False

    @property
    def is_begun(self) -> bool:
        """How it was visited follows from here, not from what was chosen last time."""
        return bool(self.follows or self.invitation)

    @property
    def draft(self) -> str:
        """Under which name a phone keeps what is typed: what an enterprise wrote apart."""
        return f"visit-online-{self.invitation.pk}" if self.invitation else "visit"

    def initial(self) -> dict:
        if self.follows:
            return {"mode": Visit.Mode.FOLLOW_UP, "follows": self.follows.pk}
        return online_initial(self.invitation) if self.invitation else {}

    def findings(self) -> list[dict]:
        return online_findings(self.invitation) if self.invitation else []
