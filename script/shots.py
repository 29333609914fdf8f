"""Which pages are taken, as whom, and what is filled in first."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from shot_places import (
    burdened,
    campaign,
    campaign_visit,
    case,
    case_with,
    check_in,
    code,
    deed,
    double,
    draw,
    enterprise,
    key_task,
    ladder,
    online,
    online_link,
    online_log,
    over_cap,
    planned,
    post,
    selection,
    session,
    sheet,
    slip,
    thread,
    visit,
    wish,
    word,
)
from shot_steps import choose_file, fill_visit, foresee, put_aside, strike_a_day, try_shorter

from demo.accounts import PASSWORD as PASSWORD
from enterprises.models import Segment
from issues.models import RaisedDemand
from issues.workflow import State
from safety.workflow import HazardState
from visits.models import TeamPlan, VisitTeam


class Shot(NamedTuple):
    """A page's name, who looks at it (nobody, if empty), where it is, and what is done there."""

    name: str
    who: str
    address: str | Callable[[], str]
    prepare: Callable[[Page], None] | None = None


SINCE = (timezone.localdate() - timedelta(days=92)).isoformat()

SHOTS = (
    Shot("login", "", "/login/"),
    *(
        Shot(f"home-{who}", who, "/")
        for who in ("visitor", "handler", "head", "office", "safety", "leader")
    ),
    Shot("visit-log", "visitor", "/visits/log/"),
    Shot("visit-log-filled", "leader", "/visits/log/", fill_visit),
    Shot("visits-on-phone", "visitor", "/visits/phone/", put_aside),
    Shot("visits", "office", "/visits/"),
    Shot("visit", "office", visit),
    Shot("teams", "office", "/visits/teams/"),
    Shot("team", "office", lambda: f"/visits/teams/{VisitTeam.objects.all()[1].pk}/"),
    Shot("team-plan", "office", lambda: f"/visits/plans/{TeamPlan.objects.latest('pk').pk}/"),
    Shot("plans", "office", "/visits/plans/"),
    Shot("team-assign", "office", "/visits/teams/assign/"),
    Shot("visit-calendar", "office", "/visits/calendar/"),
    Shot("visit-calendar-week", "visitor", "/visits/calendar/?view=week&who=mine"),
    Shot("calendar-feed", "visitor", "/visits/calendar/feed/"),
    Shot("planned", "office", "/visits/planned/"),
    Shot("planned-new", "office", burdened),
    Shot("planned-visit", "visitor", planned(rows__joined_at__isnull=False)),
    Shot("check-in", "visitor", check_in),
    Shot("over-caps", "office", "/visits/over-cap/"),
    Shot("over-cap", "office", over_cap),
    Shot("caps", "admin", "/visits/caps/"),
    Shot("campaigns", "office", "/visits/campaigns/"),
    Shot("campaign", "office", campaign(is_ended=False)),
    Shot("campaign-wall", "office", campaign("wall/", is_ended=False)),
    Shot("campaign-left", "office", campaign("targets/?visited=no", is_ended=False)),
    Shot("campaign-visitors", "office", campaign("visitors/", is_ended=False)),
    Shot("campaign-ended", "leader", campaign(is_ended=True)),
    Shot("campaign-new", "office", "/visits/campaigns/new/"),
    Shot("visit-of-campaign", "office", campaign_visit),
    Shot("sessions", "office", "/visits/sessions/"),
    Shot("session", "office", session(state="asked")),
    Shot("session-new", "office", "/visits/sessions/new/"),
    Shot("session-meeting", "office", session("meeting/", state="meeting")),
    Shot("session-handling", "office", session("handling/", state="closed")),
    Shot("draws", "office", "/visits/draws/"),
    Shot("draw", "office", draw),
    Shot("draw-new", "office", "/visits/draws/new/"),
    Shot("figures-second-visits", "office", "/figures/drawn/?part=drawn&period=year"),
    Shot("online-visits", "visitor", "/visits/online/"),
    Shot("online-visit", "visitor", online("waiting")),
    Shot("online-visit-filled-in", "visitor", online("answered")),
    Shot("online-visit-new", "visitor", "/visits/online/new/"),
    Shot("online-visit-log", "visitor", online_log),
    Shot("public-online-visit", "", online_link),
    Shot("deeds", "office", "/deeds/register/"),
    Shot("deeds-by-town", "office", "/deeds/overview/"),
    Shot("deeds-branches", "office", "/deeds/branches/"),
    Shot("deed", "branch", deed(state="under_way")),
    Shot("deed-accepted", "office", deed(who="office", state="accepted")),
    Shot("deed-accept", "visitor", deed("accept/", who="visitor", state="to_accept")),
    Shot("wish-wall", "visitor", "/deeds/wishes/wall/"),
    Shot("wishes", "office", "/deeds/wishes/"),
    Shot("wish", "office", wish(state="thanked")),
    Shot("wish-new", "visitor", "/deeds/wishes/new/"),
    Shot("threads", "office", "/threads/?whose=all"),
    Shot("thread-enterprise", "office", thread(enterprise__isnull=False)),
    Shot("thread-case", "head", thread(case__isnull=False)),
    Shot("thread-promise", "office", post("case/")),
    Shot("cases", "office", "/cases/"),
    Shot("list-issues", "office", "/cases/issues/"),
    Shot("list-demands", "office", "/cases/demands/"),
    Shot("list-responsibilities", "office", "/cases/responsibilities/"),
    Shot("list-deadlines", "office", "/cases/deadlines/"),
    Shot("case-registered", "office", case("office", State.REGISTERED)),
    Shot("case-dispatched", "head", case("head", State.DISPATCHED)),
    Shot("case-handling", "handler", case("handler", State.HANDLING)),
    Shot("case-submitted", "head", case("head", State.SUBMITTED)),
    Shot("case-closed", "office", case("office", State.CLOSED, kind="demand")),
    Shot(
        "case-verify", "office", case("office", State.REPLIED, "verify/", lead_unit__isnull=False)
    ),
    Shot("case-replied", "office", case("office", State.REPLIED, lead_unit__isnull=False)),
    Shot("case-rounds", "office", case_with(round__gt=1)),
    Shot("case-returned", "office", case("office", State.RETURNED)),
    Shot("case-return-decided", "office", case("office", State.RETURNED, "uphold_return/")),
    Shot("case-requested", "office", case_with(asked="extension")),
    Shot("case-suspended", "office", case("office", State.SUSPENDED)),
    Shot("case-relapse", "office", case_with(relapse_of__isnull=False)),
    Shot("case-merged", "office", case("office", State.MERGED)),
    Shot("case-extension", "head", case("head", State.HANDLING, "ask_extension/", asked="")),
    Shot("case-suspension", "head", case("head", State.HANDLING, "ask_suspension/", asked="")),
    Shot("bulk-dispatch", "office", selection),
    Shot("dispatch-rules", "office", "/cases/rules/"),
    Shot("dispatch-rule", "office", "/cases/rules/new/"),
    Shot("returns", "office", "/cases/returns/"),
    Shot("wall", "leader", "/cases/wall/"),
    Shot("key-tasks", "office", "/cases/key-tasks/"),
    Shot("key-task", "office", key_task),
    Shot("case-meeting", "office", case_with(meetings__isnull=False)),
    Shot("raised", "office", "/cases/raised/"),
    Shot(
        "raised-demand",
        "office",
        lambda: f"/cases/raised/{RaisedDemand.objects.order_by('-pk').first().number}/",
    ),
    Shot("public-word", "", word),
    Shot("public-enterprise", "", code()),
    Shot("public-demand", "", code("demand/")),
    Shot("enterprise-code", "office", sheet),
    Shot("case-triage", "office", case("office", State.REGISTERED, "triage/")),
    Shot("case-dispatch", "office", case("office", State.TRIAGED, "dispatch/")),
    Shot("hazards", "safety", "/hazards/"),
    Shot("hazard-ledger", "safety", "/hazards/ledger/"),
    Shot("hazard-rectifying", "safety", case("safety", HazardState.RECTIFYING)),
    Shot("hazard-accepting", "safety", case("safety", HazardState.ACCEPTING)),
    Shot("hazard-written-off", "safety", case("safety", HazardState.WRITTEN_OFF)),
    Shot("enterprises", "office", "/enterprises/"),
    Shot("doubles", "office", "/enterprises/doubles/"),
    Shot("double", "office", double),
    Shot("segments", "office", "/enterprises/segments/"),
    Shot("segment", "office", lambda: f"/enterprises/segments/{Segment.objects.last().pk}/"),
    Shot("enterprise", "office", enterprise),
    Shot("import-preview", "office", "/enterprises/imports/", choose_file),
    Shot("figures", "leader", f"/figures/?since={SINCE}"),
    Shot("slips", "office", "/cases/slips/"),
    Shot("slip", "principal", slip(colour="red")),
    Shot(
        "slip-reply",
        "head",
        slip("reply/", organization__memberships__user__username="head", replied_at__isnull=True),
    ),
    Shot("ladders", "admin", lambda: reverse("issues:ladder_list")),
    Shot("ladder", "admin", lambda: reverse("issues:ladder_change", args=[ladder()])),
    Shot("search", "office", "/search/?q=用工"),
    Shot("notices", "head", "/notices/"),
    Shot("notices-preferences", "head", "/notices/preferences/"),
    Shot("policies", "admin", "/cases/policies/"),
    Shot("what-if", "admin", "/cases/policies/what-if/", try_shorter),
    Shot("policy-preview", "admin", "/cases/policies/new/", foresee),
    Shot("outbox", "admin", "/notices/outbox/"),
    Shot("trail", "auditor", "/trail/"),
    Shot("calendar", "admin", "/calendar/"),
    Shot("calendar-days", "admin", "/calendar/days/", strike_a_day),
    Shot("calendar-hours", "admin", "/calendar/hours/"),
    Shot("calendar-schedule", "admin", "/calendar/schedule/"),
    Shot("units", "visitor", "/units/"),
    Shot("account", "visitor", "/account/"),
    Shot("admin", "admin", "/admin/"),
    Shot("admin-people", "admin", "/admin/organizations/user/"),
    Shot("admin-unit", "admin", "/admin/organizations/organization/1/change/"),
)
