"""Which pages are taken, as whom, and what is filled in first."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import Page

from demo.accounts import PASSWORD as PASSWORD
from enterprises.models import Enterprise, EnterpriseCode, ImportJob, Segment
from enterprises.selectors import doubles_proposed
from enterprises.services import import_run
from issues.models import Case, LadderPolicy, RaisedDemand, Slip, WordLink
from issues.workflow import Kind, State, Tier
from organizations.models import User
from safety.workflow import HazardState
from visits.models import TeamPlan, Visit, VisitTeam


class Shot(NamedTuple):
    """A page's name, who looks at it (nobody, if empty), where it is, and what is done there."""

    name: str
    who: str
    address: str | Callable[[], str]
    prepare: Callable[[Page], None] | None = None


def _case(who: str, state: str, move: str = "", **facts) -> Callable[[], str]:
    """The newest case in the state that the person may see; or the form of a move on it."""

    def address() -> str:
        user = User.objects.get(username=who)
        cases = Case.objects.visible_to(user).filter(state=state, **facts)
        case = cases.annotate(files=Count("attachments")).order_by("-files", "-pk").first()
        return f"/{'hazards' if case.kind == Kind.HAZARD else 'cases'}/{case.number}/{move}"

    return address


def _case_with(**facts) -> Callable[[], str]:
    """The newest case of which these facts hold."""
    return lambda: Case.objects.filter(**facts).order_by("-pk").first().get_absolute_url()


def _slip(page: str = "", **facts) -> Callable[[], str]:
    """The newest slip of which these facts hold, or a page of it."""
    return lambda: (
        f"{Slip.objects.filter(**facts).order_by('-pk').first().get_absolute_url()}{page}"
    )


def _ladder() -> int:
    return LadderPolicy.objects.filter(is_current=True).first().pk


def _selection() -> str:
    """Three cases that wait to be dispatched, chosen in the list."""
    waiting = Case.objects.filter(state__in=(State.REGISTERED, State.TRIAGED)).exclude(
        tier=Tier.LEADER_LED
    )
    numbers = waiting.order_by("-pk").values_list("number", flat=True)[:3]
    return "/cases/dispatch/?" + "&".join(f"number={number}" for number in numbers)


def _visit() -> str:
    visits = Visit.objects.annotate(found=Count("findings")).order_by("-found", "-pk")
    return f"/visits/{visits.first().number}/"


def _enterprise() -> str:
    firms = Enterprise.objects.annotate(visited=Count("visits")).order_by("-visited", "pk")
    return f"/enterprises/{firms.first().pk}/"


def _double() -> str:
    """The pair that the register proposes first."""
    pair = doubles_proposed(user=User.objects.get(username="office"))[0]
    return f"/enterprises/doubles/{pair.first.pk}/{pair.second.pk}/"


def _word() -> str:
    """The newest link by which an enterprise can give its word now."""
    links = WordLink.objects.filter(case__state=State.REPLIED, used_at__isnull=True)
    link = links.filter(expires_at__gt=timezone.now(), superseded_at__isnull=True).first()
    return f"/public/word/{link.token}/"


def _code(page: str = "") -> Callable[[], str]:
    """A page behind the code of the enterprise that raised the most."""

    def address() -> str:
        firms = Enterprise.objects.annotate(raised=Count("raised_demands")).order_by(
            "-raised", "pk"
        )
        code = EnterpriseCode.objects.get(enterprise=firms.first(), revoked_at__isnull=True)
        return f"/public/enterprise/{code.token}/{page}"

    return address


def _sheet() -> str:
    return f"/enterprises/{EnterpriseCode.objects.first().enterprise_id}/code/"


def _photo() -> dict:
    """A picture to send with a form."""
    image, out = Image.new("RGB", (800, 600), "#8fa3ad"), io.BytesIO()
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 380, 800, 600), fill="#5d6b70")
    draw.rectangle((180, 200, 420, 460), fill="#b5651d")
    draw.rectangle((460, 260, 640, 460), fill="#c98b4b")
    image.save(out, "JPEG")
    return {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def _foresee(page: Page) -> None:
    """What a shorter time limit for demands would mean."""
    page.select_option("#id_stage", "resolve")
    page.select_option("#id_about", "demand")
    page.fill("#id_length", "5")
    page.click("form.form-page .btn-primary")


def _try_shorter(page: Page) -> None:
    """These last months, had there been half the time for solving."""
    page.fill("#id_since", f"{timezone.localdate() - timedelta(days=92):%Y-%m-%d}")
    page.fill("#id_until", f"{timezone.localdate():%Y-%m-%d}")
    page.get_by_role("group", name="办理 · 全部事项").get_by_role("spinbutton").fill("5")
    page.click("form.form-page .btn-primary")


def _choose(page: Page, field: str, typed: str) -> None:
    """Find by typing in the select with the id ``field``, and take the first row found."""
    box = page.locator(f"#{field} + .ts-wrapper")
    box.locator(".ts-control").click()
    page.keyboard.type(typed, delay=40)
    box.locator(".option").first.click()


def _fill_visit(page: Page) -> None:
    """A visit as it is logged in the workshop: a demand dispatched on the spot, and a hazard."""
    team = VisitTeam.objects.filter(district_leader__username="leader").first()
    _choose(page, "id_enterprise", team.served.first().enterprise.name[:4])
    page.fill("#id_situation", "订单较去年增加两成，二期厂房已经封顶，夜班缺焊工二十余人。")
    page.fill("#id_root_cause", "职校毕业生不足，外地工人无处租房。")
    page.click("[data-finding-add] [data-kind=demand]")
    page.fill("[name=findings-0-title]", "缺焊工二十名")
    page.locator("label:has([name=findings-0-handling][value=dispatch])").click()
    _choose(page, "id_findings-0-unit", "rsj")
    page.click("[data-finding-add] [data-kind=hazard]")
    page.fill("[name=findings-1-title]", "消防通道堆放杂物")
    camera = page.locator("[data-camera=findings-1-photos]")
    camera.locator("input[type=file]").last.set_input_files(_photo())
    camera.locator("[data-photos] li").wait_for()
    page.locator("[name=findings-0-title]").scroll_into_view_if_needed()
    page.evaluate("document.activeElement.blur(); window.scrollBy(0, -160)")


def _choose_file(page: Page) -> None:
    """A register with a line to add, one to change and some to refuse."""
    lines = (
        "企业名称,统一社会信用代码,所属镇街,行业,从业人数",
        "临江新材料科技有限公司,,柳河镇,制造业,120",
        "江南精密机械有限公司,91310000MA1FL0000A,柳河镇,制造业,80",
        ",,柳河镇,制造业,12",
    )
    data = ("\n".join(lines)).encode("utf-8-sig")
    register = {"name": "企业名录.csv", "mimeType": "text/csv", "buffer": data}
    page.set_input_files("input[type=file]", register)
    page.click("form .btn-primary")
    page.wait_for_url("**/imports/*/")
    import_run(pk=ImportJob.objects.latest("pk").pk)
    page.reload()


def _strike_a_day(page: Page) -> None:
    """What a storm day next week would move, before it is decided."""
    day = timezone.localdate() + timedelta(days=7)
    page.fill("[name=first_on]", day.isoformat())
    page.fill("[name=reason]", "台风停工")
    page.click(".form-actions .btn-primary")
    page.wait_for_load_state("networkidle")


def _put_aside(page: Page) -> None:
    """A visit put aside as a draft, before the list of what stands on the phone."""
    page.goto("/visits/log/")
    page.fill("#id_situation", "二号车间正在试产，夜班缺焊工，希望街道帮助招工")
    page.click("[data-set-aside] button")
    page.wait_for_url("**/visits/log/")
    page.goto("/visits/phone/")
    page.wait_for_selector("[data-items] article")


SINCE = (timezone.localdate() - timedelta(days=92)).isoformat()

SHOTS = (
    Shot("login", "", "/login/"),
    *(
        Shot(f"home-{who}", who, "/")
        for who in ("visitor", "handler", "head", "office", "safety", "leader")
    ),
    Shot("visit-log", "visitor", "/visits/log/"),
    Shot("visit-log-filled", "leader", "/visits/log/", _fill_visit),
    Shot("visits-on-phone", "visitor", "/visits/phone/", _put_aside),
    Shot("visits", "office", "/visits/"),
    Shot("visit", "office", _visit),
    Shot("teams", "office", "/visits/teams/"),
    Shot("team", "office", lambda: f"/visits/teams/{VisitTeam.objects.all()[1].pk}/"),
    Shot("team-plan", "office", lambda: f"/visits/plans/{TeamPlan.objects.latest('pk').pk}/"),
    Shot("cases", "office", "/cases/"),
    Shot("list-issues", "office", "/cases/issues/"),
    Shot("list-demands", "office", "/cases/demands/"),
    Shot("list-responsibilities", "office", "/cases/responsibilities/"),
    Shot("list-deadlines", "office", "/cases/deadlines/"),
    Shot("case-registered", "office", _case("office", State.REGISTERED)),
    Shot("case-dispatched", "head", _case("head", State.DISPATCHED)),
    Shot("case-handling", "handler", _case("handler", State.HANDLING)),
    Shot("case-submitted", "head", _case("head", State.SUBMITTED)),
    Shot("case-closed", "office", _case("office", State.CLOSED, kind="demand")),
    Shot(
        "case-verify", "office", _case("office", State.REPLIED, "verify/", lead_unit__isnull=False)
    ),
    Shot("case-replied", "office", _case("office", State.REPLIED, lead_unit__isnull=False)),
    Shot("case-rounds", "office", _case_with(round__gt=1)),
    Shot("case-returned", "office", _case("office", State.RETURNED)),
    Shot("case-return-decided", "office", _case("office", State.RETURNED, "uphold_return/")),
    Shot("case-requested", "office", _case_with(asked="extension")),
    Shot("case-suspended", "office", _case("office", State.SUSPENDED)),
    Shot("case-relapse", "office", _case_with(relapse_of__isnull=False)),
    Shot("case-merged", "office", _case("office", State.MERGED)),
    Shot("case-extension", "head", _case("head", State.HANDLING, "ask_extension/", asked="")),
    Shot("case-suspension", "head", _case("head", State.HANDLING, "ask_suspension/", asked="")),
    Shot("bulk-dispatch", "office", _selection),
    Shot("dispatch-rules", "office", "/cases/rules/"),
    Shot("dispatch-rule", "office", "/cases/rules/new/"),
    Shot("returns", "office", "/cases/returns/"),
    Shot("wall", "leader", "/cases/wall/"),
    Shot("key-tasks", "office", "/cases/key-tasks/"),
    Shot("raised", "office", "/cases/raised/"),
    Shot(
        "raised-demand",
        "office",
        lambda: f"/cases/raised/{RaisedDemand.objects.order_by('-pk').first().number}/",
    ),
    Shot("public-word", "", _word),
    Shot("public-enterprise", "", _code()),
    Shot("public-demand", "", _code("demand/")),
    Shot("enterprise-code", "office", _sheet),
    Shot("case-triage", "office", _case("office", State.REGISTERED, "triage/")),
    Shot("case-dispatch", "office", _case("office", State.TRIAGED, "dispatch/")),
    Shot("hazards", "safety", "/hazards/"),
    Shot("hazard-ledger", "safety", "/hazards/ledger/"),
    Shot("hazard-rectifying", "safety", _case("safety", HazardState.RECTIFYING)),
    Shot("hazard-accepting", "safety", _case("safety", HazardState.ACCEPTING)),
    Shot("hazard-written-off", "safety", _case("safety", HazardState.WRITTEN_OFF)),
    Shot("enterprises", "office", "/enterprises/"),
    Shot("doubles", "office", "/enterprises/doubles/"),
    Shot("double", "office", _double),
    Shot("segments", "office", "/enterprises/segments/"),
    Shot("segment", "office", lambda: f"/enterprises/segments/{Segment.objects.last().pk}/"),
    Shot("enterprise", "office", _enterprise),
    Shot("import-preview", "office", "/enterprises/imports/", _choose_file),
    Shot("figures", "leader", f"/figures/?since={SINCE}"),
    Shot("slips", "office", "/cases/slips/"),
    Shot("slip", "principal", _slip(colour="red")),
    Shot(
        "slip-reply",
        "head",
        _slip("reply/", organization__memberships__user__username="head", replied_at__isnull=True),
    ),
    Shot("ladders", "admin", lambda: reverse("issues:ladder_list")),
    Shot("ladder", "admin", lambda: reverse("issues:ladder_change", args=[_ladder()])),
    Shot("search", "office", "/search/?q=用工"),
    Shot("notices", "head", "/notices/"),
    Shot("notices-preferences", "head", "/notices/preferences/"),
    Shot("policies", "admin", "/cases/policies/"),
    Shot("what-if", "admin", "/cases/policies/what-if/", _try_shorter),
    Shot("policy-preview", "admin", "/cases/policies/new/", _foresee),
    Shot("outbox", "admin", "/notices/outbox/"),
    Shot("trail", "auditor", "/trail/"),
    Shot("calendar", "admin", "/calendar/"),
    Shot("calendar-days", "admin", "/calendar/days/", _strike_a_day),
    Shot("calendar-hours", "admin", "/calendar/hours/"),
    Shot("calendar-schedule", "admin", "/calendar/schedule/"),
    Shot("units", "visitor", "/units/"),
    Shot("account", "visitor", "/account/"),
    Shot("admin", "admin", "/admin/"),
    Shot("admin-people", "admin", "/admin/organizations/user/"),
    Shot("admin-unit", "admin", "/admin/organizations/organization/1/change/"),
)
