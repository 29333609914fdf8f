"""The access table: every address, and who gets which answer from it.

A new address needs a row (``test_access.py`` fails without one). One address may have several
rows: another method, somebody else's case. Whoever is not named in ``opens_for`` gets
``otherwise``: 403 where the permission is missing, 404 where the thing is out of reach.
"""

from issues.models import DeadlinePolicy, LadderPolicy
from organizations.roles import Role
from tests.access.campaigns import PAGES_OF_CAMPAIGNS
from tests.access.deeds import PAGES_OF_DEEDS
from tests.access.hazards import PAGES_OF_MAJOR
from tests.access.inspections import PAGES_OF_INSPECTIONS
from tests.access.ledger import PAGES_OF_THE_LEDGER
from tests.access.letters import PAGES_OF_LETTERS
from tests.access.measures import PAGES_OF_MEASURES
from tests.access.online import PAGES_OF_ONLINE
from tests.access.page import Page
from tests.access.people import PAGES_OF_PEOPLE
from tests.access.planned import PAGES_OF_PLANNED
from tests.access.plans import PLAN_PAGES
from tests.access.points import PAGES_OF_POINTS
from tests.access.register import REGISTER_PAGES, SEES_ENTERPRISES
from tests.access.reports import PAGES_OF_REPORTS, TAKES_LISTS
from tests.access.sessions import PAGES_OF_SESSIONS
from tests.access.teams import PAGES_OF_TEAMS
from tests.access.threads import PAGES_OF_THREADS
from tests.access.world import EVERYBODY, NOBODY
from tests.access.zero import PAGES_OF_ZERO

R = Role

SEES_FIGURES = {R.UNIT_HEAD, R.VISIT_OFFICE, R.DISTRICT_LEADER, R.REPORT_STAFF, R.AUDITOR}
SEES_VISITS = SEES_ENTERPRISES - {R.HANDLER}
LOGS_VISITS = SEES_VISITS - {R.REPORT_STAFF, R.AUDITOR}
SEES_THE_VISIT = {
    R.VISITING_OFFICIAL,
    R.VISIT_OFFICE,
    R.SAFETY_OFFICER,
    R.REPORT_STAFF,
    R.AUDITOR,
}
SEES_DRAWS = {R.VISIT_OFFICE, R.REPORT_STAFF, R.AUDITOR}
DRAWS_CASES = {R.VISIT_OFFICE, R.REPORT_STAFF}
SEES_HAZARDS = EVERYBODY - {R.ADMINISTRATOR, NOBODY}
SEES_THE_HAZARD = SEES_HAZARDS - {R.HANDLER}
SEES_CASES = SEES_HAZARDS
SEES_THE_CASE = {
    R.HANDLER,
    R.UNIT_HEAD,
    R.VISIT_OFFICE,
    R.DISTRICT_LEADER,
    R.REPORT_STAFF,
    R.AUDITOR,
}
SEES_RAISED = {R.VISIT_OFFICE, R.REPORT_STAFF, R.AUDITOR}

PAGES = (
    Page("healthz", EVERYBODY, public=True),
    *PAGES_OF_PEOPLE,
    *PAGES_OF_MEASURES,
    *PAGES_OF_SESSIONS,
    *PAGES_OF_DEEDS,
    *PAGES_OF_POINTS,
    *PAGES_OF_PLANNED,
    *PAGES_OF_CAMPAIGNS,
    Page("calendars:year_now", EVERYBODY, opens=302),
    Page("calendars:year", EVERYBODY, kwargs=lambda world: {"year": 2026}),
    Page("calendars:days_decide", {R.ADMINISTRATOR}),
    Page(
        "calendars:days_decide",
        {R.ADMINISTRATOR},
        method="post",
        situation="to see what it moves",
        query=lambda world: {"first_on": "2026-08-12", "kind": "off", "reason": "typhoon"},
    ),
    Page(
        "calendars:day_withdraw",
        {R.ADMINISTRATOR},
        opens=409,
        method="post",
        situation="when nothing was decided",
        query=lambda world: {"date": "2026-08-12"},
    ),
    Page("calendars:hours_set", {R.ADMINISTRATOR}),
    Page("calendars:schedule_import", {R.ADMINISTRATOR}),
    Page("calendars:schedule_template", {R.ADMINISTRATOR}),
    Page("reports:trail_list", {R.AUDITOR}),
    Page("reports:trail_check_start", {R.AUDITOR}, opens=302, method="post"),
    *(
        Page(
            f"reports:{name}",
            {R.AUDITOR},
            otherwise=404,
            kwargs=lambda world: {"pk": world.trail_check.pk},
        )
        for name in ("trail_check", "trail_check_progress")
    ),
    Page("notices:list", EVERYBODY),
    Page("notices:preferences", EVERYBODY),
    Page("notices:route", EVERYBODY, kwargs=lambda world: {"channel": "email"}),
    Page(
        "notices:route_test",
        EVERYBODY,
        opens=409,
        method="post",
        situation="before an address was given",
        kwargs=lambda world: {"channel": "email"},
    ),
    Page("notices:outbox", {R.ADMINISTRATOR}),
    Page("notices:outbox_retry", {R.ADMINISTRATOR}, opens=302, method="post"),
    Page("notices:mark_all_read", EVERYBODY, opens=302, method="post"),
    Page(
        "notices:open",
        {R.HANDLER},
        opens=302,
        otherwise=404,
        situation="to the handler",
        kwargs=lambda world: {"pk": world.notice.pk},
    ),
    *REGISTER_PAGES,
    *(
        Page(f"issues:{name}", SEES_CASES)
        for name in (
            "case_list",
            "issue_list",
            "demand_list",
            "responsibility_list",
            "deadline_list",
        )
    ),
    Page("issues:case_lookup", EVERYBODY),
    Page("issues:bulk_dispatch", {R.VISIT_OFFICE}),
    *(Page(f"issues:rule_{name}", {R.VISIT_OFFICE}) for name in ("list", "create")),
    Page("issues:rule_change", {R.VISIT_OFFICE}, kwargs=lambda world: {"pk": world.rule.pk}),
    Page("issues:return_list", {R.VISIT_OFFICE, R.REPORT_STAFF, R.AUDITOR}),
    Page("issues:slip_list", EVERYBODY),
    *(
        Page(
            f"issues:{name}",
            SEES_THE_CASE,
            otherwise=404,
            kwargs=lambda world: {"number": world.slip.number},
        )
        for name in ("slip_detail", "slip_pdf")
    ),
    *(
        Page(
            "issues:slip_reply",
            {R.HANDLER, R.UNIT_HEAD},
            opens=opens,
            otherwise=404,
            refused=SEES_THE_CASE - {R.HANDLER, R.UNIT_HEAD},
            method=method,
            kwargs=lambda world: {"number": world.slip.number},
            query=lambda world: {"text": "已办结"},
        )
        for method, opens in (("get", 200), ("post", 302))
    ),
    Page(
        "issues:slip_file",
        SEES_THE_CASE,
        otherwise=404,
        kwargs=lambda world: {
            "number": world.slip.number,
            "pk": world.slip_file.stored_id,
        },
    ),
    Page(
        "issues:slip_receipt",
        {R.HANDLER},
        opens=302,
        otherwise=404,
        method="post",
        situation="to the handler",
        kwargs=lambda world: {"number": world.slip.number},
    ),
    Page("issues:policy_list", {R.ADMINISTRATOR}),
    Page("issues:policy_create", {R.ADMINISTRATOR}),
    Page(
        "issues:policy_change",
        {R.ADMINISTRATOR},
        kwargs=lambda world: {"pk": DeadlinePolicy.objects.get(stage="rectify", grade="major").pk},
    ),
    Page(
        "issues:policy_withdraw",
        {R.ADMINISTRATOR},
        method="post",
        kwargs=lambda world: {"pk": DeadlinePolicy.objects.get(stage="rectify", grade="major").pk},
    ),
    Page("issues:what_if", {R.ADMINISTRATOR}),
    Page("issues:what_if_begin", {R.ADMINISTRATOR}, method="post"),
    Page("issues:what_if_run", {R.ADMINISTRATOR}, kwargs=lambda world: {"pk": world.what_if.pk}),
    Page(
        "issues:what_if_progress", {R.ADMINISTRATOR}, kwargs=lambda world: {"pk": world.what_if.pk}
    ),
    Page("issues:ladder_list", {R.ADMINISTRATOR}),
    Page("issues:ladder_create", {R.ADMINISTRATOR}),
    Page(
        "issues:ladder_change",
        {R.ADMINISTRATOR},
        kwargs=lambda world: {"pk": LadderPolicy.objects.get(grade="major").pk},
    ),
    Page(
        "issues:ladder_withdraw",
        {R.ADMINISTRATOR},
        opens=302,
        method="post",
        kwargs=lambda world: {"pk": LadderPolicy.objects.get(grade="major").pk},
    ),
    *PLAN_PAGES,
    Page("issues:case_create", {R.VISIT_OFFICE}),
    Page("issues:due_preview", EVERYBODY),
    Page(
        "issues:case_detail",
        SEES_THE_CASE,
        otherwise=404,
        kwargs=lambda world: {"number": world.case.number},
    ),
    Page(
        "issues:case_file",
        SEES_THE_CASE,
        otherwise=404,
        kwargs=lambda world: {
            "number": world.case.number,
            "pk": world.case.attachments.get().stored_id,
        },
    ),
    Page(
        "issues:file_add",
        {R.HANDLER, R.UNIT_HEAD},
        otherwise=404,
        refused=SEES_THE_CASE - {R.HANDLER, R.UNIT_HEAD},
        kwargs=lambda world: {"number": world.case.number},
    ),
    Page(
        "issues:case_step",
        {R.HANDLER, R.UNIT_HEAD},
        otherwise=404,
        refused=SEES_THE_CASE - {R.HANDLER, R.UNIT_HEAD},
        situation="to record progress",
        kwargs=lambda world: {"number": world.case.number, "move": "contact"},
    ),
    Page(
        "issues:case_step",
        {R.HANDLER, R.UNIT_HEAD},
        opens=302,
        otherwise=404,
        refused=SEES_THE_CASE - {R.HANDLER, R.UNIT_HEAD},
        method="post",
        situation="to record progress",
        kwargs=lambda world: {"number": world.case.number, "move": "contact"},
        query=lambda world: {"note": "done"},
    ),
    Page(
        "issues:link_renew",
        {R.VISIT_OFFICE},
        opens=302,
        otherwise=404,
        refused=SEES_THE_CASE - {R.VISIT_OFFICE},
        method="post",
        kwargs=lambda world: {"number": world.replied_case.number},
    ),
    Page("public:word", EVERYBODY, public=True, kwargs=lambda world: {"token": world.link.token}),
    Page(
        "public:word",
        frozenset(),
        method="post",
        situation="by somebody who is logged in",
        public=True,
        kwargs=lambda world: {"token": world.link.token},
        query=lambda world: {"is_solved": "yes"},
    ),
    Page(
        "public:word",
        frozenset(),
        otherwise=404,
        situation="with a wrong token",
        public=True,
        kwargs=lambda world: {"token": "wrong"},
    ),
    Page("issues:raised_list", SEES_RAISED),
    Page(
        "issues:raised_detail",
        SEES_RAISED,
        otherwise=404,
        kwargs=lambda world: {"number": world.raised.number},
    ),
    Page(
        "issues:raised_photo",
        SEES_RAISED,
        otherwise=404,
        kwargs=lambda world: {
            "number": world.raised.number,
            "pk": world.raised.photos.get().pk,
        },
    ),
    *(
        Page(
            f"issues:{name}",
            {R.VISIT_OFFICE},
            opens=302 if sent else 200,
            otherwise=404,
            refused=SEES_RAISED - {R.VISIT_OFFICE},
            method="post" if sent else "get",
            kwargs=lambda world: {"number": world.raised.number},
            query=lambda world, sent=sent: sent,
        )
        for name, facts in (
            ("raised_take_up", {"title": "缺焊工"}),
            ("raised_refuse", {"reason": "不属于本区"}),
        )
        for sent in ({}, facts)
    ),
    Page("public:demand", EVERYBODY, public=True, kwargs=lambda world: {"token": world.code.token}),
    Page(
        "public:demand",
        frozenset(),
        method="post",
        situation="by somebody who is logged in",
        public=True,
        kwargs=lambda world: {"token": world.code.token},
    ),
    Page(
        "public:enterprise",
        EVERYBODY,
        public=True,
        kwargs=lambda world: {"token": world.code.token},
    ),
    Page(
        "public:case",
        EVERYBODY,
        public=True,
        situation="of the enterprise",
        kwargs=lambda world: {"token": world.code.token, "number": world.case.number},
    ),
    Page(
        "public:case",
        frozenset(),
        otherwise=404,
        public=True,
        situation="that is a hazard",
        kwargs=lambda world: {"token": world.code.token, "number": world.hazard.number},
    ),
    *(
        Page(
            "issues:case_step",
            opens_for,
            otherwise=404,
            refused=SEES_THE_CASE - opens_for,
            situation=f"to {move}",
            kwargs=lambda world, move=move: {"number": world.case.number, "move": move},
        )
        for move, opens_for in (
            ("ask_extension", {R.UNIT_HEAD}),
            ("ask_suspension", {R.UNIT_HEAD}),
            ("ask_withdrawal", {R.VISIT_OFFICE}),
        )
    ),
    *(
        Page(
            "issues:case_step",
            opens_for,
            otherwise=404,
            refused=SEES_THE_CASE - opens_for,
            situation=f"to approve the {kind} asked for",
            kwargs=lambda world, kind=kind: {
                "number": world.asked(kind).number,
                "move": f"approve_{kind}",
            },
        )
        for kind, opens_for in (
            ("extension", {R.VISIT_OFFICE}),
            ("second_extension", {R.DISTRICT_LEADER}),
            ("suspension", {R.DISTRICT_LEADER}),
            ("withdrawal", {R.VISIT_OFFICE, R.DISTRICT_LEADER}),
        )
    ),
    Page("safety:board", SEES_HAZARDS),
    Page("safety:ledger", SEES_HAZARDS),
    Page("safety:zero", SEES_HAZARDS),
    Page("safety:create", {R.VISIT_OFFICE, R.SAFETY_OFFICER}),
    *PAGES_OF_MAJOR,
    *PAGES_OF_THE_LEDGER,
    *PAGES_OF_ZERO,
    Page(
        "safety:detail",
        SEES_THE_HAZARD,
        otherwise=404,
        kwargs=lambda world: {"number": world.hazard.number},
    ),
    *(
        Page(
            "safety:move",
            opens_for,
            otherwise=404,
            refused=SEES_THE_HAZARD - opens_for,
            situation=f"to {name}",
            kwargs=lambda world, name=name: {"number": world.hazard.number, "name": name},
        )
        for name, opens_for in (
            ("file", {R.VISIT_OFFICE, R.SAFETY_OFFICER}),
            (
                "fix_on_the_spot",
                {R.VISITING_OFFICIAL, R.VISIT_OFFICE, R.SAFETY_OFFICER, R.DISTRICT_LEADER},
            ),
        )
    ),
    Page("reports:home", EVERYBODY),
    Page("reports:figures", SEES_FIGURES),
    *(
        Page(f"reports:{name}", SEES_FIGURES)
        for name in (
            "dashboard",
            "leader_board",
            "screen",
            "screen_panels",
            "figure_enterprises",
        )
    ),
    Page("reports:team_boards", SEES_VISITS),
    Page("reports:search", SEES_CASES, query=lambda world: {"q": "招工"}),
    *PAGES_OF_REPORTS,
    Page(
        "reports:figure_cases",
        SEES_FIGURES,
        query=lambda world: {"rate": "closure", "part": "denominator"},
    ),
    *(
        Page(
            "reports:figure_drawn",
            opens_for,
            situation=situation,
            query=lambda world, part=part: {"part": part},
        )
        for part, opens_for, situation in (
            ("denominator", SEES_FIGURES, "those answered"),
            ("drawn", SEES_DRAWS, "also those that wait for a visit"),
        )
    ),
    Page("reports:figures_export", TAKES_LISTS & SEES_FIGURES),
    Page("reports:dashboard_export", TAKES_LISTS & SEES_FIGURES),
    Page("visits:list", SEES_VISITS),
    Page("visits:log", LOGS_VISITS),
    Page(
        "visits:log",
        LOGS_VISITS,
        opens=422,
        method="post",
        situation="with nothing filled in",
    ),
    Page("visits:phone", LOGS_VISITS),
    Page("visits:phone_hello", EVERYBODY),
    Page("visits:phone_register", LOGS_VISITS),
    Page("visits:worker", EVERYBODY, public=True),
    Page("visits:manifest", EVERYBODY, public=True),
    Page("visits:brief", EVERYBODY, situation="before one is chosen"),
    Page(
        "visits:brief",
        {R.VISITING_OFFICIAL, R.VISIT_OFFICE, R.SAFETY_OFFICER},
        otherwise=404,
        situation="of an enterprise of the town",
        query=lambda world: {"enterprise": world.enterprise.pk},
    ),
    Page(
        "visits:detail",
        SEES_THE_VISIT,
        otherwise=404,
        kwargs=lambda world: {"number": world.visit.number},
    ),
    Page(
        "visits:photo",
        SEES_THE_VISIT,
        otherwise=404,
        kwargs=lambda world: {
            "number": world.visit.number,
            "pk": world.visit.photos.get().stored_id,
        },
    ),
    Page("visits:draw_list", SEES_DRAWS),
    Page("visits:draw_make", DRAWS_CASES),
    Page(
        "visits:draw_make",
        DRAWS_CASES,
        method="post",
        situation="with nothing filled in",
    ),
    Page("visits:draw_detail", SEES_DRAWS, kwargs=lambda world: {"pk": world.drawn.draw_id}),
    *PAGES_OF_INSPECTIONS,
    *PAGES_OF_LETTERS,
    *PAGES_OF_TEAMS,
    *PAGES_OF_ONLINE,
    *PAGES_OF_THREADS,
    Page("admin:index", {R.ADMINISTRATOR}, otherwise=302),
)
