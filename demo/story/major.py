"""Two major hazards: one that was rectified and taken off the list, one under a suspension order."""

from datetime import timedelta
from random import Random

from calendars.counting import local_date
from core.uploads import photo_store
from demo.photos import photo_draw
from demo.story.tale import Life, Tale
from demo.world import World
from enterprises.models import Enterprise
from issues.models import Case
from issues.services.handling import case_assign
from organizations.models import Organization, User
from safety.models import MajorCriterion, SuspensionOrder
from safety.services.acceptance import hazard_accept
from safety.services.assessment import hazard_assess
from safety.services.finding import hazard_register
from safety.services.listing import hazard_report_progress, listing_end
from safety.services.loop import hazard_file, hazard_order, hazard_submit
from safety.services.requests import hazard_ask_regrade, hazard_decide
from safety.services.suspension import Found, resumption_check, suspension_order
from safety.workflow import Grade

LAW = "《中华人民共和国安全生产法》第七十条、第一百零二条"
DUST = {
    "title": "打磨车间除尘系统与喷漆废气共用风管", "field": "dust", "place": "二号厂房打磨车间",
    "description": "铝镁粉尘与喷漆有机废气混入同一套除尘管道，未设隔爆阀，管道积尘明显。",
}  # fmt: skip
SPRAY = {
    "title": "危险化学品仓库禁配物质混放，超量储存", "field": "chemicals", "place": "厂区东侧危化品仓库",
    "description": "稀释剂与氧化剂同库混放，实存量为核定量的两倍，无泄漏报警和防爆通风。",
}  # fmt: skip


class MajorLife:
    """One hazard of a firm, with whoever acts on it."""

    def __init__(self, tale: Tale, world: World, firm: Enterprise, matter: dict):
        self.tale, self.world, self.firm, self.matter = tale, world, firm, matter
        self.rng = Random(matter["field"])
        self.case: Case | None = None

    @property
    def inspector(self) -> User:
        return self.world.inspectors[self.case.oversight_unit_id]

    @property
    def other(self) -> User:
        """The town's inspector, who has neither issued the order nor rectified."""
        return self.world.inspectors[self.firm.town_id]

    def photo(self, actor: User, mood: str):
        return photo_store(actor=actor, upload=photo_draw(self.rng, mood))

    def found(self) -> None:
        finder = self.world.inspectors[self.firm.town_id]
        self.case = hazard_register(
            actor=finder, enterprise=self.firm, source=Case.Source.SURVEY, **self.matter,
            photos=[self.photo(finder, "before")],
        )  # fmt: skip
        facts = {name: self.matter[name] for name in ("field", "place")}
        hazard_file(actor=self.inspector, case=self.case, **facts)

    def assessed(self, likelihood: int, severity: int, grade: str) -> None:
        met = MajorCriterion.objects.filter(field=self.matter["field"])
        hazard_assess(
            actor=self.inspector, case=self.case, grade=grade, likelihood=likelihood,
            severity=severity, criteria=[met.last()] if grade == Grade.MAJOR else [],
            basis="现场核查并对照重大事故隐患判定标准",
        )  # fmt: skip

    def ordered(self, lead: Organization, days: int) -> None:
        due_on = self.tale.calendar.working_day(self.tale.day, days).date
        hazard_order(
            actor=self.inspector, case=self.case, lead=lead, due_on=due_on,
            plan={
                "measures": "停用相关设备，委托有资质单位设计改造，改造后检测验收",
                "person": self.firm.contact_name or "主要负责人", "funds": "38万元，企业自筹",
                "contingency": "停用期间断电上锁，专人值守，清理积尘并配备应急器材",
            },
        )  # fmt: skip
        handler = self.world.handlers[lead.pk][0]
        case_assign(actor=self._head(), case=self.case, handler=handler)

    def _head(self) -> User:
        return self.world.head(self.case.lead_unit_id, self.tale.day)

    def reported(self, done: int, text: str) -> None:
        handler = self.world.handlers[self.case.lead_unit_id][0]
        hazard_report_progress(actor=handler, case=self.case, done=done, text=text)

    def suspended(self, part: str) -> SuspensionOrder:
        return suspension_order(
            actor=self.inspector, case=self.case, extent="part", part=part, basis=LAW,
            reason="重大事故隐患排除过程中无法保证安全，责令停产停业整顿。",
            starts_on=self.tale.day, conditions=["改造后的系统经第三方检测合格"],
        )  # fmt: skip

    def checked(self, order: SuspensionOrder, failed: dict[int, str], words: str) -> None:
        found = [
            Found(place not in failed, failed.get(place, "")) for place in range(len(order.items))
        ]
        resumption_check(actor=self.other, case=self.case, order=order, found=found, words=words)

    def rectified(self) -> None:
        handler = self.world.handlers[self.case.lead_unit_id][0]
        hazard_submit(
            actor=handler, case=self.case, how="已分开设置除尘和废气系统并加装隔爆阀，检测合格。",
            after=[self.photo(handler, "after")],
        )  # fmt: skip


def major_hazards(tale: Tale, world: World) -> list[Life]:
    """At two firms of the town whose people can log in."""
    town = world.units["柳河镇"]
    firms = world.firms[town.pk]
    return [
        _taken_off(MajorLife(tale, world, firms[1], DUST), world.units["经信局"]),
        _under_order(MajorLife(tale, world, firms[2], SPRAY), town),
    ]


def at_day(tale: Tale, days: int, minutes: int):
    """So many working days from the end of the story, in the morning."""
    day = tale.calendar.working_day(local_date(tale.until), days)
    return day.opens_at + timedelta(minutes=minutes)


def _taken_off(life: MajorLife, bureau: Organization) -> Life:
    tale = life.tale
    yield at_day(tale, -32, 40)
    life.found()
    yield at_day(tale, -31, 30)
    life.assessed(4, 5, Grade.MAJOR)
    yield at_day(tale, -30, 65)
    life.ordered(bureau, 25)
    order = life.suspended("打磨车间")
    yield at_day(tale, -25, 90)
    life.reported(40, "已委托设计单位出具分开设置方案，旧管道完成清灰并拆除。")
    yield at_day(tale, -19, 50)
    life.reported(90, "新除尘系统安装完毕，正在调试，等待第三方检测。")
    yield at_day(tale, -17, 80)
    life.checked(order, {5: "检测报告未出具"}, "现场核查，系统已安装，缺检测报告。")
    yield at_day(tale, -14, 45)
    life.checked(order, {}, "检测报告齐全，逐项合格，同意恢复生产。")
    life.rectified()
    yield at_day(tale, -12, 60)
    hazard_accept(actor=life.inspector, case=life.case, words="现场核查整改到位，同意销号")
    yield at_day(tale, -10, 35)
    listing_end(
        actor=life.inspector, case=life.case,
        words="该重大隐患已整改完毕，经应急管理部门现场验收合格，予以摘牌。",
    )  # fmt: skip


def _under_order(life: MajorLife, town: Organization) -> Life:
    """First judged ordinary; raised to major on application, and suspended."""
    tale = life.tale
    yield at_day(tale, -14, 45)
    life.found()
    yield at_day(tale, -13, 40)
    life.assessed(3, 4, Grade.ORDINARY)
    yield at_day(tale, -12, 50)
    hazard_ask_regrade(
        actor=life.inspector, case=life.case, grade=Grade.MAJOR,
        reason="复核发现实际储存量为核定量两倍，后果明显加重。",
        basis="化工和危险化学品生产经营单位重大生产安全事故隐患判定标准（试行）",
    )  # fmt: skip
    yield at_day(tale, -11, 70)
    hazard_decide(
        actor=life.world.officers[0], case=life.case, kind="regrade", approve=True,
        decision="情况属实，同意调整为重大隐患并挂牌督办。",
    )  # fmt: skip
    yield at_day(tale, -10, 30)
    life.ordered(town, 40)
    life.suspended("危化品仓库及喷漆线")
    yield at_day(tale, -5, 55)
    life.reported(35, "禁配物质已分库，超量部分已转移至有资质仓库，正在加装报警和通风。")
