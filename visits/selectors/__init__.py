from visits.selectors.draws import drawn_cases_of, drawn_for, draws_listed, population
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
from visits.selectors.phone import phone_register
from visits.selectors.sessions import (
    heads_of_units,
    session_chosen,
    session_questions,
    sessions_listed,
)
from visits.selectors.shell import is_pinned, shell_files, shell_version
from visits.selectors.teams import (
    heads_on,
    period_begins_on,
    seat_history,
    served_by,
    team_enterprises,
    teams_listed,
    teams_serving,
    teams_to_serve,
    unserved,
)
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
    "drawn_cases_of",
    "drawn_for",
    "draws_listed",
    "enterprise_brief",
    "enterprises_at_hand",
    "enterprises_to_choose",
    "findings_counted",
    "findings_of",
    "handlings_offered",
    "heads_of_units",
    "heads_on",
    "is_pinned",
    "my_enterprises_not_visited",
    "my_recent_visits",
    "period_begins_on",
    "phone_register",
    "population",
    "seat_history",
    "served_by",
    "session_chosen",
    "session_questions",
    "sessions_listed",
    "shell_files",
    "shell_version",
    "team_enterprises",
    "teams_listed",
    "teams_serving",
    "teams_to_serve",
    "unserved",
    "visit_of_case",
    "visits_found_by",
    "visits_listed",
    "visits_mine",
    "visits_of_enterprise",
]
