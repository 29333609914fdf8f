from visits.services.answers import AnswerEntry
from visits.services.campaign_faults import campaign_of_fault
from visits.services.campaign_questions import question_remove, question_save
from visits.services.campaigns import (
    campaign_end,
    campaign_open,
    campaign_rescope,
    campaign_save,
    campaign_taken_away,
)
from visits.services.draws import draw_make
from visits.services.entries import CheckEntry, FindingEntry, finding_faults
from visits.services.meetings import question_decide, session_close, session_open
from visits.services.seats import seat_hand_over
from visits.services.second_visits import METHODS as SECOND_VISIT_METHODS
from visits.services.second_visits import drawn_answer
from visits.services.serving import enterprises_assign
from visits.services.sessions import (
    session_answer,
    session_enterprise_add,
    session_enterprise_remove,
    session_question_add,
    session_save,
    session_send,
)
from visits.services.taken_away import teams_export
from visits.services.teams import team_save
from visits.services.visits import visit_log

__all__ = [
    "SECOND_VISIT_METHODS",
    "AnswerEntry",
    "CheckEntry",
    "FindingEntry",
    "campaign_end",
    "campaign_of_fault",
    "campaign_open",
    "campaign_rescope",
    "campaign_save",
    "campaign_taken_away",
    "draw_make",
    "drawn_answer",
    "enterprises_assign",
    "finding_faults",
    "question_decide",
    "question_remove",
    "question_save",
    "seat_hand_over",
    "session_answer",
    "session_close",
    "session_enterprise_add",
    "session_enterprise_remove",
    "session_open",
    "session_question_add",
    "session_save",
    "session_send",
    "team_save",
    "teams_export",
    "visit_log",
]
