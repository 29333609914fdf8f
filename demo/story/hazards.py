"""The closed loop of a hazard, from its finding to the write-off."""

from core.uploads import photo_store
from demo.photos import photo_draw
from demo.story.tale import Life, Tale
from demo.texts import Matter
from demo.world import World
from enterprises.models import Enterprise
from issues.models import Case
from issues.services.handling import case_assign
from safety.models import FieldAuthority
from safety.services.acceptance import hazard_accept, hazard_fail
from safety.services.assessment import hazard_assess
from safety.services.finding import hazard_fix_on_the_spot, hazard_register
from safety.services.loop import hazard_file, hazard_order, hazard_submit
from safety.workflow import Grade, HazardState

AUTHORITIES = {
    "应急局": ("chemicals", "dust", "spaces", "electricity", "forest", "other"),
    "消防大队": ("fire", "crowds"),
    "住建局": ("construction", "gas"),
    "市监局": ("equipment",),
    "交通局": ("road",),
    "卫健局": ("epidemic",),
    "人社局": ("arrears",),
    "教育局": ("training",),
}
BASIS = {
    Grade.ORDINARY: "危害和整改难度较小，发现后能够立即整改排除",
    Grade.MAJOR: "依据重大事故隐患判定标准，危害和整改难度较大，应当局部停产整改",
}

JUDGED = {Grade.ORDINARY: (3, 3), Grade.MAJOR: (4, 5)}
"""Likelihood and severity."""


def authorities_name(world: World) -> None:
    FieldAuthority.objects.bulk_create(
        FieldAuthority(field=field, organization=world.units[short])
        for short, fields in AUTHORITIES.items()
        for field in fields
    )


class HazardLife:
    """One hazard; ``stop`` names the state in which it is to be found today.

    ``case`` is that which a visit brought; without it an inspection finds the hazard.
    """

    def __init__(
        self, tale: Tale, world: World, matter: Matter, firm: Enterprise, stop: str = "",
        case: Case | None = None,
    ):  # fmt: skip
        self.tale, self.world, self.matter, self.firm = tale, world, matter, firm
        self.rng, self.stop, self.case = tale.rng, stop, case
        self.grade = Grade.MAJOR if self.rng.random() < 0.12 else Grade.ORDINARY

    def tell(self) -> Life:
        if self.case is None:
            self._found()
            if not self.stop and self.rng.random() < 0.15:
                self._fixed()
        for part in (self._ordered, self._rectified):
            if self.case.state == HazardState.ACCEPTING:
                break
            goes_on = yield from part()
            if not goes_on:
                return
        yield from self._accepted()

    def _stops(self) -> bool:
        return self.case.state == self.stop

    def _inspector(self):
        """Of the authority that oversees; every authority has one."""
        return self.world.inspectors[self.case.oversight_unit_id]

    def _photo(self, actor, mood: str):
        return photo_store(actor=actor, upload=photo_draw(self.rng, mood))

    def _found(self) -> None:
        """Of the town's inspector, on a round of their own."""
        finder = self.world.inspectors[self.firm.town_id]
        self.case = hazard_register(
            actor=finder, enterprise=self.firm, title=self.matter.title, field=self.matter.category,
            place=self.matter.place, description=self.matter.situation, root_cause=self.matter.cause,
            source=Case.Source.SURVEY,
            photos=[self._photo(finder, "before")],
        )  # fmt: skip

    def _fixed(self) -> None:
        finder = self.world.inspectors[self.firm.town_id]
        hazard_fix_on_the_spot(
            actor=finder, case=self.case, how="现场督促立即整改到位",
            after=[self._photo(finder, "after")],
        )  # fmt: skip

    def _ordered(self):
        if self._stops():
            return False
        yield self.tale.in_days(0 if self.stop else self.rng.choices((0, 1, 3), (60, 35, 5))[0])
        hazard_file(
            actor=self._inspector(), case=self.case, field=self.matter.category,
            place=self.matter.place,
        )  # fmt: skip
        if self._stops():
            return False
        yield self.tale.in_days(1 if self.stop else self.rng.choices((1, 2, 4), (60, 33, 7))[0])
        likelihood, severity = JUDGED[self.grade]
        hazard_assess(
            actor=self._inspector(), case=self.case, grade=self.grade, basis=BASIS[self.grade],
            likelihood=likelihood, severity=severity,
        )  # fmt: skip
        if self._stops():
            return False
        yield self.tale.soon(30, 300)
        due_on = self.tale.calendar.working_day(self.tale.day, self.rng.randrange(15, 26)).date
        hazard_order(
            actor=self._inspector(), case=self.case, lead=self.firm.town,
            plan={
                "measures": self.matter.reply, "person": self.firm.contact_name,
                "funds": "企业自筹", "contingency": "整改期间停用相关设备，专人值守，配备应急器材",
            },
            due_on=due_on if self.grade == Grade.MAJOR else None,
        )  # fmt: skip
        return not self._stops()

    def _rectified(self):
        yield self.tale.soon(60, 300)
        town = self.case.lead_unit_id
        head = self.world.head(town, self.tale.day)
        handler = self.rng.choice(self.world.handlers[town])
        case_assign(actor=head, case=self.case, handler=handler)
        if not self.stop and self.rng.random() < 0.04:
            return False
        days = self.rng.choices((3, 6, 9, 14, 19), weights=(25, 35, 25, 9, 6))[0]
        yield from self._submitted(2 if self.stop else days)
        return not self._stops()

    def _submitted(self, days: int):
        yield self.tale.in_days(days)
        mine = self.world.handlers[self.case.lead_unit_id]
        handler = next(person for person in mine if person.pk == self.case.handler_id)
        hazard_submit(
            actor=handler, case=self.case, how=self.matter.reply,
            after=[self._photo(handler, "after")],
        )  # fmt: skip

    def _accepted(self):
        if self._stops():
            return
        days = self.rng.choices((1, 2, 4, 12), weights=(35, 35, 25, 5))[0]
        yield self.tale.in_days(1 if self.stop else days)
        if self.case.lead_unit_id and not self.stop and self.rng.random() < 0.12:
            due_on = self.tale.calendar.working_day(self.tale.day, 8).date
            hazard_fail(
                actor=self._inspector(), case=self.case, reason="现场复查整改不到位，照片与实际不符",
                due_on=due_on if self.grade == Grade.MAJOR else None,
            )  # fmt: skip
            yield from self._submitted(4)
            yield self.tale.in_days(2)
        hazard_accept(actor=self._inspector(), case=self.case, words="现场核查整改到位，同意销号")
