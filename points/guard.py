"""What of points the database itself never lets be changed: the ledger, and closed months."""

TABLES = {
    "points_entry": "id = NEW.id OR cause = NEW.cause AND source_id = NEW.source_id "
    "OR counters_id = NEW.counters_id",
    "points_closedmonth": "id = NEW.id OR month = NEW.month",
    "points_frozenpoints": "id = NEW.id OR closed_id = NEW.closed_id AND unit_id = NEW.unit_id",
    "points_frozenrate": "id = NEW.id OR closed_id = NEW.closed_id AND unit_id = NEW.unit_id "
    "AND rate = NEW.rate",
}
