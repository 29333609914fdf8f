"""What the actions of the trail are called, and what its lines say besides."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import TrailEntry
from deeds.workflow import DeedState, WishState
from issues.selectors.story import OTHER_ACTIONS
from issues.workflow import Kind, Outcome, Tier, all_state_labels, workflow_for
from letters.models import Receipt
from measures.texts import ACTIONS as MEASURES_ACTIONS
from measures.workflow import MeasureState, ProblemState
from points.texts import ACTIONS as POINTS_ACTIONS
from points.workflow import ViewingState

ACTIONS = {
    **OTHER_ACTIONS,
    **POINTS_ACTIONS,
    **MEASURES_ACTIONS,
    "read": _("read a file"),
    "key_task_create": _("wrote down a key task"),
    "key_task_change": _("changed a key task"),
    "key_task_withdraw": _("withdrew a key task"),
    "policy_replace": _("changed a rule"),
    "policy_withdraw": _("withdrew a rule"),
    "what_if_start": _("had a what-if played"),
    "ladder_replace": _("changed a ladder"),
    "ladder_withdraw": _("withdrew a ladder"),
    "dispatch_rule_save": _("changed a rule of dispatch"),
    "log": _("logged a visit"),
    "thread_post": _("posted in a thread"),
    "thread_withdraw": _("withdrew a post"),
    "thread_settle": _("settled a question in a thread"),
    "thread_promise": _("made a case of a post"),
    "deed_propose": _("proposed a practical deed"),
    "deed_change": _("changed a practical deed"),
    "deed_begin": _("began a practical deed"),
    "deed_report": _("wrote down the progress of a deed"),
    "deed_hand_in": _("handed a deed in for acceptance"),
    "deed_accept": _("accepted a practical deed"),
    "deed_send_back": _("sent a practical deed back"),
    "deed_put_aside": _("put a practical deed aside"),
    "wish_collect": _("collected a wish"),
    "wish_change": _("changed a wish"),
    "wish_publish": _("put a wish on the wall"),
    "wish_claim": _("claimed a wish"),
    "wish_give_back": _("gave a wish back"),
    "wish_fulfil": _("recorded that a wish is fulfilled"),
    "wish_thank": _("confirmed a wish and recorded the thanks"),
    "wish_not_yet": _("sent a wish back as not yet fulfilled"),
    "wish_withdraw": _("withdrew a wish"),
    "letter_write": _("wrote a letter"),
    "letter_change": _("changed a letter"),
    "letter_discard": _("threw the draft of a letter away"),
    "letter_send": _("sent a letter"),
    "letter_confirm": _("confirmed a letter"),
    "letter_correct": _("corrected the receipt of a letter"),
    "letter_link_renew": _("made a new link to a letter"),
    "letter_remind": _("reminded of missing receipts"),
    "letter_close": _("closed a letter"),
    "letter_workbook": _("took the workbook of a letter away"),
    "letter_sheets": _("printed letters with their receipts"),
    "check_list_add": _("began a check-list"),
    "check_list_draft": _("began a new version of a check-list"),
    "check_list_change": _("changed the draft of a check-list"),
    "check_list_publish": _("published a check-list"),
    "check_list_withdraw": _("took a check-list out of use"),
    "check_list_discard": _("threw the draft of a check-list away"),
    "inspection_plan": _("planned an inspection"),
    "inspection_record": _("recorded an inspection"),
    "report_link": _("made a link to the report of an inspection"),
    "report_sign": _("signed the report of an inspection"),
    "team_add": _("made a visit team"),
    "team_change": _("changed a visit team"),
    "team_hand_over": _("handed over a seat of a team"),
    "session_add": _("planned a session"),
    "session_change": _("changed a session"),
    "session_choose": _("chose an enterprise for a session"),
    "session_unchoose": _("left an enterprise out of a session"),
    "session_question": _("added a question of a session"),
    "session_send": _("sent the questions of a session"),
    "session_answer": _("gave a preliminary answer"),
    "session_open": _("opened the meeting of a session"),
    "session_decide": _("decided a question of a session"),
    "session_close": _("closed a session"),
    "campaign_add": _("prepared a campaign"),
    "campaign_change": _("changed a campaign"),
    "campaign_open": _("began a campaign"),
    "campaign_rescope": _("brought the scope of a campaign in step"),
    "campaign_end": _("ended a campaign"),
    "campaign_of_fault": _("prepared a campaign because of a fault of a trade"),
    "campaign_workbook": _("took the workbook of a campaign away"),
    "campaign_question_add": _("added a question of a campaign"),
    "campaign_question_change": _("changed a question of a campaign"),
    "campaign_question_end": _("ended a question of a campaign"),
    "campaign_question_remove": _("took a question off a campaign"),
    "invitation_make": _("invited to an online visit"),
    "invitation_renew": _("made a new link for an online visit"),
    "invitation_withdraw": _("called off an online visit"),
    "visits.invitation_answer": _("filled in its side of an online visit"),
    "invitation_visit": _("logged an online visit"),
    "draw_make": _("drew cases for a second visit"),
    "drawn_answer": _("recorded a second visit"),
    "teams_export": _("took the teams away"),
    "team_serve": _("assigned enterprises to a team"),
    "plan_propose": _("proposed a plan of teams"),
    "plan_adjust": _("adjusted a plan of teams"),
    "plan_approve": _("approved a plan of teams"),
    "industry_department_add": _("named a department for an industry"),
    "industry_department_remove": _("took out a department for an industry"),
    "planned_add": _("planned a visit"),
    "planned_change": _("changed a planned visit"),
    "planned_join": _("joined a planned visit"),
    "planned_check_in": _("checked in for a planned visit"),
    "planned_keep": _("logged a visit that was planned"),
    "planned_withdraw": _("withdrew a planned visit"),
    "cap_set": _("set a cap of visits"),
    "cap_remove": _("took out a cap of visits"),
    "calendar_feed_issue": _("made a calendar address"),
    "calendar_feed_revoke": _("revoked a calendar address"),
    "over_cap_ask": _("asked for a visit over the cap"),
    "over_cap_approve": _("approved a visit over the cap"),
    "over_cap_refuse": _("refused a visit over the cap"),
    "lists_export": _("took lists away"),
    "figures_export": _("took figures away"),
    "report_start": _("asked for a report"),
    "report_again": _("had the file of a report made again"),
    "report_take": _("took a report away"),
    "brief_template_set": _("put a template of a brief into use"),
    "brief_template_drop": _("went back to the default template of a brief"),
    "brief_schedule_set": _("set when a brief is made by itself"),
    "columns_set": _("chose the columns of a list"),
    "columns_reset": _("went back to all columns of a list"),
    "trail_check": _("asked for a check of the trail"),
    "password_change": _("changed their password"),
    "administrator_add": _("made an administrator"),
    "account_unlock": _("let in again after a lock-out"),
    "admin_add": _("added in the settings"),
    "admin_change": _("changed in the settings"),
    "admin_delete": _("deleted in the settings"),
    "delivery_retry": _("let a message be sent again"),
    "notice_preference_set": _("chose when to be told"),
    "notice_route_set": _("chose how to be told"),
    "issues.demand_raise": _("raised a demand"),
    "issues.raised_demand_review": _("decided about a raised demand"),
    "calendars.district_day_set": _("decided a day"),
    "calendars.district_day_withdraw": _("withdrew the decision about a day"),
    "calendars.office_hours_set": _("changed the office hours"),
    "calendars.schedule_import": _("read in a year's schedule"),
    "calendars.calendar_seed": _("filled the calendar"),
    "enterprises.code_issue": _("gave an enterprise a code"),
    "enterprises.code_revoke": _("revoked an enterprise's code"),
    "enterprises.enterprise_add": _("added an enterprise"),
    "enterprises.enterprise_change": _("changed an enterprise"),
    "enterprises.enterprise_merge": _("merged an enterprise into another"),
    "enterprises.enterprise_merged_away": _("had an enterprise become part of another"),
    "enterprises.double_dismiss": _("said that two enterprises are two"),
    "enterprises.segment_add": _("made a segment"),
    "enterprises.segment_change": _("changed a segment"),
    "enterprises.segment_delete": _("deleted a segment"),
    "enterprises.import_start": _("began an import"),
    "enterprises.import_confirm": _("confirmed an import"),
    "enterprises.register_import": _("imported the register"),
    "enterprises.register_export": _("took the register away"),
    "safety.ledger_start": _("began the import of a ledger"),
    "safety.ledger_confirm": _("confirmed the import of a ledger"),
    "safety.ledger_import": _("took a ledger over"),
    "safety.ledger_record": _("recorded a line of a ledger"),
    "acceptance_due": _("let the time to look at a hazard begin"),
    "joint_meeting_convene": _("called a joint meeting"),
    "joint_meeting_minute": _("recorded the minutes of a joint meeting"),
    "agenda_add": _("put a hazard on an agenda"),
    "agenda_remove": _("took a hazard off an agenda"),
    "agenda_move": _("moved an item of an agenda"),
    "agenda_put_off": _("put an item of an agenda off"),
    "inquiry_open": _("opened a safety-responsibility inspection"),
    "inquiry_record": _("wrote down what an inspection found"),
    "inquiry_decide": _("gave the outcome of an inspection"),
    "inquiry_measure": _("reported a measure after an inspection"),
    "safety.ledger_export": _("took the ledger of hazards away"),
}
FACTS = {
    "state": _("State"),
    "round": _("Round"),
    "tier": _("Way of solving"),
    "outcome": _("Outcome"),
    "lead": _("Lead unit"),
    "supports": _("Supports"),
    "sponsor": _("Sponsor"),
    "handler": _("Handler"),
    "unit": _("Unit"),
    "suggested_unit": _("Whose it should be"),
    "oversight_unit": _("Unit that oversees"),
    "person": _("Person"),
    "field": _("Field"),
    "grade": _("Grade"),
    "grade_asked": _("Level asked for"),
    "likelihood": _("Likelihood"),
    "severity": _("Severity"),
    "score": _("Score of the matrix"),
    "listing": _("Put on the list as"),
    "unlisted": _("Taken off the list"),
    "supervision": _("Who supervises"),
    "done": _("Done, in percent"),
    "suspension": _("Suspension order"),
    "scope": _("What is suspended"),
    "lifted": _("Order lifted"),
    "is_solved": _("Solved"),
    "satisfaction": _("Satisfaction"),
    "passed": _("Passed"),
    "on_site": _("On site"),
    "stored": _("File"),
    "channel": _("Channel"),
    "seed": _("Seed"),
    "population": _("Drawn from"),
    "result": _("Found"),
    "is_on": _("In use"),
    "post": _("Number of the post"),
    "people": _("People mentioned"),
    "needs_answer": _("Needs an answer"),
    "answers": _("Answers a question"),
    "files": _("Files"),
    "ends_on": _("To be done by"),
    "claimed_for": _("Claimed for"),
    "segment": _("Segment"),
    "reply_by_on": _("Receipt wanted by"),
    "remind_days": _("Reminds so many working days before"),
    "recipients": _("Recipients"),
    "missing": _("Receipts missing"),
    "told": _("People told"),
    "way": _("Way"),
    "signer_name": _("Signed by"),
    "signed_on": _("Signed on"),
    "photos": _("Photos"),
    "lists": _("Check-lists"),
    "version": _("Version"),
    "items": _("Items"),
    "failed": _("Not passed"),
    "sheets": _("Sheets"),
    "points": _("Points"),
    "cap": _("At most a month"),
    "upheld": _("Upheld"),
}
"""The names of what is kept; what is not named here is shown as it is written."""

_STATES = {
    "deeds.deed": DeedState.choices,
    "deeds.wish": WishState.choices,
    "measures.commonproblem": ProblemState.choices,
    "measures.measure": MeasureState.choices,
    "points.viewing": ViewingState.choices,
}
"""What is no case has states of its own, some under the same names."""

_MOST_SAID = 8
_LONGEST = 120


def actions_known() -> list[tuple[str, str]]:
    """Every action there can be, with its words: those above, and the moves of all kinds of case."""
    moves = {move.name: move.label for kind in Kind.values for move in workflow_for(kind).moves}
    return sorted(((code, str(label)) for code, label in (moves | ACTIONS).items()), key=_by_words)


def _by_words(pair: tuple[str, str]) -> str:
    return pair[1]


def facts_of(entry: TrailEntry) -> list[tuple[str, str]]:
    """What was kept of the change, as names and values; ``[a, b]`` means from a to b."""
    labels = all_state_labels() | dict(Tier.choices) | dict(Outcome.choices)
    labels |= dict(Receipt.Way.choices)
    labels |= dict(_STATES.get(entry.subject_type, ()))
    kept = list(entry.changes.items())[:_MOST_SAID]
    return [(str(FACTS.get(name, name)), _told(value, labels)) for name, value in kept]


def _told(value, labels: dict) -> str:
    if isinstance(value, list) and len(value) == 2:
        return " → ".join(_told(one, labels) for one in value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, str):
        value = labels.get(value, value)
    text = "—" if value in (None, "") else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def address_of(entry: TrailEntry) -> str:
    """Where the thing itself is shown, if it is a case or the file of one."""
    number = entry.subject_label.partition(" ")[0]
    is_case = entry.subject_type in ("issues.case", "issues.case.file")
    return reverse("issues:case_detail", args=[number]) if is_case and number.isalnum() else ""
