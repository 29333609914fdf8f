"""What is filled in before a page is taken."""

import io
from datetime import timedelta

from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import Page

from enterprises.models import ImportJob
from enterprises.services import import_run
from visits.models import VisitTeam


def _photo() -> dict:
    """A picture to send with a form."""
    image, out = Image.new("RGB", (800, 600), "#8fa3ad"), io.BytesIO()
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 380, 800, 600), fill="#5d6b70")
    draw.rectangle((180, 200, 420, 460), fill="#b5651d")
    draw.rectangle((460, 260, 640, 460), fill="#c98b4b")
    image.save(out, "JPEG")
    return {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def foresee(page: Page) -> None:
    """What a shorter time limit for demands would mean."""
    page.select_option("#id_stage", "resolve")
    page.select_option("#id_about", "demand")
    page.fill("#id_length", "5")
    page.click("form.form-page .btn-primary")


def try_shorter(page: Page) -> None:
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


def fill_visit(page: Page) -> None:
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


def choose_file(page: Page) -> None:
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


def strike_a_day(page: Page) -> None:
    """What a storm day next week would move, before it is decided."""
    day = timezone.localdate() + timedelta(days=7)
    page.fill("[name=first_on]", day.isoformat())
    page.fill("[name=reason]", "台风停工")
    page.click(".form-actions .btn-primary")
    page.wait_for_load_state("networkidle")


def put_aside(page: Page) -> None:
    """A visit put aside as a draft, before the list of what stands on the phone."""
    page.goto("/visits/log/")
    page.fill("#id_situation", "二号车间正在试产，夜班缺焊工，希望街道帮助招工")
    page.click("[data-set-aside] button")
    page.wait_for_url("**/visits/log/")
    page.goto("/visits/phone/")
    page.wait_for_selector("[data-items] article")
