"""Move → its form and its service, in the order in which a page offers them."""

from issues.services.handling import case_assign
from issues.services.meetings import case_task_reply
from safety import forms
from safety.services.acceptance import hazard_accept, hazard_fail, hazard_look
from safety.services.assessment import hazard_assess
from safety.services.finding import hazard_fix_on_the_spot, hazard_name_lead
from safety.services.listing import hazard_report_progress, listing_end, listing_supervise
from safety.services.loop import hazard_file, hazard_order, hazard_submit
from safety.services.requests import hazard_ask_extension, hazard_ask_regrade, hazard_decide
from safety.services.suspension import resumption_check, suspension_order

MOVES = {
    "file": (forms.FileForm, hazard_file),
    "assess": (forms.AssessForm, hazard_assess),
    "order": (forms.OrderForm, hazard_order),
    "submit": (forms.RectifiedForm, hazard_submit),
    "pass_acceptance": (forms.AcceptForm, hazard_accept),
    "fix_on_the_spot": (forms.FixForm, hazard_fix_on_the_spot),
    "name_lead": (forms.NameLeadForm, hazard_name_lead),
    "assign": (forms.AssignForm, case_assign),
    "fail_acceptance": (forms.FailForm, hazard_fail),
    "fail_acceptance_unled": (forms.FailForm, hazard_fail),
    "look_after_date": (forms.LookForm, hazard_look),
    "task_reply": (forms.TaskReplyForm, case_task_reply),
    "unlist": (forms.UnlistForm, listing_end),
    "approve_regrade": (forms.ApproveRegradeForm, hazard_decide),
    "refuse_regrade": (forms.RefuseRegradeForm, hazard_decide),
    "approve_extension": (forms.ApproveExtensionForm, hazard_decide),
    "refuse_extension": (forms.RefuseExtensionForm, hazard_decide),
    "report_progress": (forms.ProgressForm, hazard_report_progress),
    "check_resumption": (forms.ResumptionForm, resumption_check),
    "ask_extension": (forms.AskExtensionForm, hazard_ask_extension),
    "ask_regrade": (forms.AskRegradeForm, hazard_ask_regrade),
    "supervise": (forms.SuperviseForm, listing_supervise),
    "order_suspension": (forms.SuspensionForm, suspension_order),
}
"""The first that is allowed, and is one of ``MAIN``, is the page's main action."""

MAIN = frozenset(list(MOVES)[: list(MOVES).index("refuse_regrade")]) | {"approve_extension"}
