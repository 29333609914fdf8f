from visits.selectors.enterprises import (
    Brief,
    cases_to_check,
    enterprise_brief,
    enterprises_at_hand,
    enterprises_to_choose,
    my_enterprises_not_visited,
    visits_of_enterprise,
)
from visits.selectors.on_the_spot import handlings_offered
from visits.selectors.teams import served_by, team_enterprises, teams_listed
from visits.selectors.visits import (
    findings_counted,
    findings_of,
    my_recent_visits,
    visit_of_case,
    visits_found_by,
    visits_listed,
    visits_mine,
)

__all__ = [
    "Brief",
    "cases_to_check",
    "enterprise_brief",
    "enterprises_at_hand",
    "enterprises_to_choose",
    "findings_counted",
    "findings_of",
    "handlings_offered",
    "my_enterprises_not_visited",
    "my_recent_visits",
    "served_by",
    "team_enterprises",
    "teams_listed",
    "visit_of_case",
    "visits_found_by",
    "visits_listed",
    "visits_mine",
    "visits_of_enterprise",
]
