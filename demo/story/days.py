"""The calendar of the story: so many visits and hazards, and today every state."""

from datetime import datetime

from django.utils import timezone

from demo.photos import photo_draw
from demo.story.cases import CaseLife
from demo.story.hazards import HazardLife
from demo.story.plans import plan_make
from demo.story.tale import Life, Tale
from demo.story.visits import Visitors
from demo.texts import Matter, matter_choose
from demo.world import World
from issues.models import Case
from issues.workflow import Kind, State
from safety.workflow import HazardState
from visits.models import Visit
from visits.workflow import Handling

REOPENED_EACH, STUCK_EACH = 16, 30
SEEN_THERE = ("demand", "demand", "demand", "issue", "issue", "hazard")
"""What visitors bring back from where they were; from afar nobody sees a hazard."""
TOWNS_OWN = ("执法局", "住建局", "企服中心")
"""Whose matters a town settles itself, if they are issues."""
SHOWN_DAYS = {
    State.REGISTERED: 1, State.TRIAGED: 1, State.DISPATCHED: 2, State.RETURNED: 2,
    State.ACCEPTED: 3, State.HANDLING: 5, HazardState.FOUND: 1, HazardState.FILED: 2,
    HazardState.ASSESSED: 3, HazardState.RECTIFYING: 6, HazardState.ACCEPTING: 7,
}  # fmt: skip
"""How many working days ago a case must begin to stand in a state today."""


class Days:
    """Plans so many visits and hazards evenly over the working days up to today."""

    def __init__(self, tale: Tale, world: World, visits: int, cases: int):
        self.tale, self.world, self.rng = tale, world, tale.rng
        self.visitors = Visitors(tale, world)
        self.visits, self.cases, self.count, self.given = visits, cases, 0, 0
        self.firms = [firm for firms in world.firms.values() for firm in firms]

    def plan(self) -> None:
        """Begin a life for each visit and each hazard; the newest must show every state."""
        hazards = self.cases // 10
        matters = self.cases - hazards
        for place in range(self.visits):
            share = matters * (place + 1) // self.visits - matters * place // self.visits
            self.tale.begin(self._visit(self._some_day(), share + self.rng.choice((-1, 0, 0, 1))))
        for _place in range(hazards):
            self.tale.begin(self._hazard(self._some_day()))
        self._show_every_state()

    def _some_day(self) -> int:
        """How many working days after the start: later ones a little likelier, as a campaign grows."""
        length = self.tale.calendar.working_days_between(self.tale.day, _day_of(self.tale.until))
        return max(1, int(length * self.rng.random() ** 0.85))

    def _visit(self, days: int, many: int, firm=None, stop: str = "", lead=None) -> Life:
        yield self.tale.in_days(days, "morning" if stop else "day")
        firm = firm or self._firm()
        mode = self.visitors.mode(firm)
        sees = ("demand", "issue") if stop or mode == Visit.Mode.ONLINE else SEEN_THERE
        sees = ("issue",) if lead in self.world.towns else sees
        chosen = [
            self._matter(self.rng.choice(sees), firm, lead, stop)
            for _place in range(max(0 if not stop else 1, min(many, 4)))
        ]
        visit = self.visitors.visit(firm, [(matter, done) for matter, done, _stop in chosen], mode)
        findings = visit.findings.select_related("case").order_by("position")
        for finding, (matter, _done, wanted) in zip(findings, chosen, strict=True):
            self.tale.begin(self._life(finding.case, matter, wanted, lead).tell())

    def _life(self, case: Case, matter: Matter, stop: str, lead) -> CaseLife | HazardLife:
        if case.kind == Kind.HAZARD:
            return HazardLife(self.tale, self.world, matter, case.enterprise, case=case)
        plan = plan_make(self.rng, self.world, matter, stop=stop, lead=lead)
        self.count += 1
        plan.reopens |= not stop and self.count % REOPENED_EACH == 3
        if not stop and case.state != State.REPLIED:
            self.given += 1
            plan.is_stuck = self.given % STUCK_EACH == 5
        return CaseLife(self.tale, self.visitors, case, plan)

    def _matter(self, kind: str, firm, lead, stop: str) -> tuple:
        """A matter, what is done about it on the spot, and where it is to stop."""
        units = () if lead is None else TOWNS_OWN if lead in self.world.towns else (str(lead),)
        matter = matter_choose(self.rng, kind, units=units)
        if kind == Kind.HAZARD:
            return matter, self._hazard_done(matter, firm), ""
        unit = lead or self.world.units[matter.unit]
        chance = 1.0 if stop in (State.REGISTERED, State.TRIAGED) else self.rng.random()
        if chance < 0.12 and not stop:
            return matter, {"handling": Handling.SOLVED, "how": matter.reply[:60]}, ""
        if chance < 0.22:
            return matter, {"handling": Handling.DISPATCH, "unit": unit}, stop
        return matter, {}, stop

    def _hazard_done(self, matter: Matter, firm) -> dict:
        """Photographed always; put right at once, given to the town, or left to the authority."""
        done = {"photos": [photo_draw(self.rng, "before")]}
        chance = self.rng.random()
        if chance < 0.2:
            after = [photo_draw(self.rng, "after")]
            return {**done, "handling": Handling.SOLVED, "how": matter.reply, "after": after}
        if chance < 0.5:
            return {**done, "handling": Handling.DISPATCH, "unit": firm.town}
        return done

    def _firm(self):
        if self.visitors.last and self.rng.random() < 0.15:
            return self.rng.choice(list(self.visitors.last.values())).enterprise
        return self.rng.choice(self.firms)

    def _hazard(self, days: int, firm=None, stop: str = "", field: str = "") -> Life:
        yield self.tale.in_days(days)
        matter = matter_choose(self.rng, "hazard", category=field)
        life = HazardLife(self.tale, self.world, matter, firm or self.rng.choice(self.firms), stop)
        yield from life.tell()

    def _show_every_state(self) -> None:
        """In the last week: each state, at the unit and in the town of those who can log in."""
        last = self.tale.calendar.working_days_between(self.tale.day, _day_of(self.tale.until))
        bureau, town = self.world.units["人社局"], self.world.units["柳河镇"]
        served = [
            firm
            for firm in self.world.firms[town.pk]
            if self.visitors.team_of[firm.pk] == self.world.teams[0].pk
        ]
        for place, state in enumerate([*State.values] * 2):
            lead = bureau if place < len(State.values) else town
            firm = served[place % len(served)]
            days = last - SHOWN_DAYS.get(state, 10)
            self.tale.begin(self._visit(days, 1, firm, state, lead))
        for place, state in enumerate(HazardState.values):
            firm, days = served[place % len(served)], last - SHOWN_DAYS.get(state, 10)
            self.tale.begin(self._hazard(days, firm, state, "electricity"))


def _day_of(at: datetime):
    return timezone.localdate(at)
