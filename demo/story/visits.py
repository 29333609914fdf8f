"""Visits in their four modes, by the team that serves the enterprise."""

import uuid

from demo.story.tale import Tale
from demo.texts import Matter
from demo.world import World
from issues.models import Case, Category
from issues.workflow import Kind
from visits.models import TeamEnterprise, Visit, VisitTeam
from visits.services import CheckEntry, FindingEntry, visit_log

SITUATIONS = (
    "生产经营总体平稳，在手订单可排至{months}个月后，现有员工{people}人。",
    "企业正在推进设备更新，{share}%产线已改造，计划年内投产。",
    "受市场影响订单减少约{share}%，企业正开拓新客户，用工保持稳定。",
    "新产品通过客户验证，预计明年产能提高{share}%，扩产意愿强。",
    "走访生产车间和员工宿舍，现场秩序较好，企业对近期政策较为关注。",
    "企业出口占比{share}%，汇率和运费波动带来一定压力，总体可控。",
)
DECISIONS = (
    "",
    "问题由走访组跟踪，按期反馈企业",
    "涉及部门事项转走访办派单",
    "一周内由属地再次上门对接",
)

ONLINE_EACH = 7


class Visitors:
    """Logs visits as the people of the teams; remembers the last visit to each enterprise."""

    def __init__(self, tale: Tale, world: World):
        self.tale, self.world, self.rng = tale, world, tale.rng
        self.categories = {category.code: category for category in Category.objects.all()}
        self.teams = {team.pk: team for team in world.teams}
        self.team_of = dict(TeamEnterprise.objects.values_list("enterprise_id", "team_id"))
        self.members = {team.pk: list(team.members.all()) for team in world.teams}
        self.last: dict[int, Visit] = {}
        self._returns = 0

    def visit(self, firm, matters: list[tuple[Matter, dict]], mode: str) -> Visit:
        """Log a visit that brought these matters; each with what was done about it on the spot."""
        team = self.teams[self.team_of[firm.pk]]
        people = self._people(team)
        words = self.rng.choice(SITUATIONS).format(
            months=self.rng.randrange(2, 9), people=firm.employees, share=self.rng.randrange(5, 45)
        )
        visit = visit_log(
            actor=people[0],
            enterprise=firm,
            submission_key=uuid.UUID(int=self.rng.getrandbits(128)),
            mode=mode,
            unannounced=mode == Visit.Mode.ON_SITE and self.rng.random() < 0.12,
            situation=words,
            root_cause=matters[0][0].cause if matters else "",
            decision=self.rng.choice(DECISIONS),
            follows=self.last.get(firm.pk) if mode == Visit.Mode.FOLLOW_UP else None,
            participants=people,
            findings=[self._finding(matter, done) for matter, done in matters],
        )
        self.last[firm.pk] = visit
        return visit

    def mode(self, firm) -> str:
        if firm.pk in self.last:
            return Visit.Mode.FOLLOW_UP
        return Visit.Mode.ONLINE if len(self.last) % ONLINE_EACH == 3 else Visit.Mode.ON_SITE

    def goes_back(self) -> bool:
        """Whether the team makes the next return visit itself: every third."""
        self._returns += 1
        return self._returns % 3 == 1

    def _people(self, team: VisitTeam) -> list:
        """Mostly an official logs; now and then a leader or the town's head goes along."""
        people = list(self.members[team.pk])
        if self.rng.random() < 0.25:
            people.append(team.town_head)
        if self.rng.random() < 0.15:
            people.append(team.district_leader)
        return people

    def _finding(self, matter: Matter, done: dict) -> FindingEntry:
        about = {"category": self.categories.get(matter.category)}
        if matter.kind == Kind.HAZARD:
            about = {"field": matter.category, "place": matter.place}
        return FindingEntry(
            kind=matter.kind, title=matter.title, description=matter.situation, **about, **done
        )


def return_visit_log(visitors: Visitors, case: Case, word: dict) -> None:
    """The team goes back and asks whether it is really solved; not those who handled it."""
    team = visitors.teams[visitors.team_of[case.enterprise_id]]
    people = [
        person
        for person in visitors.members[team.pk]
        if case.lead_unit_id not in person.home_unit_ids
    ]
    visit_log(
        actor=people[0],
        enterprise=case.enterprise,
        submission_key=uuid.UUID(int=visitors.rng.getrandbits(128)),
        mode=Visit.Mode.RETURN,
        situation="上门回访办结事项，核实办理结果，听取企业评价。",
        participants=people,
        checks=[CheckEntry(case=case, **word)],
    )
