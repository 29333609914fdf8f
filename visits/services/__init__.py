from visits.services.entries import CheckEntry, FindingEntry, finding_faults
from visits.services.teams import team_save
from visits.services.visits import visit_log

__all__ = ["CheckEntry", "FindingEntry", "finding_faults", "team_save", "visit_log"]
