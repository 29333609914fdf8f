from visits.views.assigning import team_assign
from visits.views.draws import draw_detail, draw_list, draw_make, drawn_answer
from visits.views.industries import industry_list, industry_remove
from visits.views.logging import brief, visit_log
from visits.views.meetings import (
    question_decide,
    session_close,
    session_handling,
    session_meeting,
    session_open,
    session_workbook,
)
from visits.views.phone import manifest, phone, phone_hello, phone_register, worker
from visits.views.plans import (
    plan_approve,
    plan_create,
    plan_detail,
    plan_list,
    plan_progress,
    plan_row,
    plan_workbook,
)
from visits.views.reading import visit_detail, visit_list, visit_photo
from visits.views.sessions import (
    question_add,
    question_answer,
    session_change,
    session_create,
    session_detail,
    session_enterprise_add,
    session_enterprise_remove,
    session_list,
    session_send,
)
from visits.views.teams import team_change, team_create, team_detail, team_hand_over, team_list

__all__ = [
    "brief",
    "draw_detail",
    "draw_list",
    "draw_make",
    "drawn_answer",
    "industry_list",
    "industry_remove",
    "manifest",
    "phone",
    "phone_hello",
    "phone_register",
    "plan_approve",
    "plan_create",
    "plan_detail",
    "plan_list",
    "plan_progress",
    "plan_row",
    "plan_workbook",
    "question_add",
    "question_answer",
    "question_decide",
    "session_change",
    "session_close",
    "session_create",
    "session_detail",
    "session_enterprise_add",
    "session_enterprise_remove",
    "session_handling",
    "session_list",
    "session_meeting",
    "session_open",
    "session_send",
    "session_workbook",
    "team_assign",
    "team_change",
    "team_create",
    "team_detail",
    "team_hand_over",
    "team_list",
    "visit_detail",
    "visit_list",
    "visit_log",
    "visit_photo",
    "worker",
]
