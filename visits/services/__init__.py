from visits.services.entries import CheckEntry, FindingEntry, Handling
from visits.services.visits import visit_log

__all__ = ["CheckEntry", "FindingEntry", "Handling", "visit_log"]
