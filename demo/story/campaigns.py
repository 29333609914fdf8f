"""Two campaigns: one that ended well, and one at its half, with questions and a time limit of its own."""

import random
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from calendars.counting import local_date
from demo.photos import photo_draw
from demo.story.tale import Life, Tale
from demo.world import World
from enterprises.models import Enterprise
from enterprises.services.segments import segment_save
from issues.models import Case, Category
from issues.models.deadline import Conditions
from issues.services.handling import case_accept, case_assign, case_contact
from issues.services.policies import policy_replace
from issues.workflow import Kind, Stage
from organizations.models import User
from visits.models import Campaign, CampaignQuestion, TeamEnterprise, VisitTeam
from visits.services import (
    AnswerEntry,
    FindingEntry,
    campaign_end,
    campaign_open,
    campaign_save,
    question_save,
    visit_log,
)
from visits.workflow import Handling

SEED = 20260426
MOST = 40
"""Targets of a campaign, about: towns are taken in until there are as many."""
ENDED = (
    "企业服务月",
    "带着政策上门，逐户了解订单、用工和融资情况，能办的当场办。",
    "重点镇街规上企业",
)
RUNNING = (
    "“三服务”大走访大排查",
    "对重点企业逐户走访、逐户排查，问题不解决不放过；领导干部带头走访。",
    "大走访重点企业",
)
ASKED = (
    ("当前最需要解决的问题", "choice", ("用工", "融资", "用地用能", "市场订单", "暂无"), True),
    ("预计年内新增用工（人）", "number", (), False),
    ("其他意见建议", "text", (), False),
    ("车间现场照片", "photo", (), False),
)
ENDED_ASKED = (("惠企政策是否知晓", "choice", ("知晓", "部分知晓", "不知晓"), True),)
SAID = ("希望多组织专场招聘", "建议政策申报进一步精简材料", "园区班车班次偏少", "对服务表示满意")
SEEN = (
    "企业生产经营平稳，订单饱满，技能工人仍有缺口。",
    "新产线已投产，正在申报技改补贴。",
    "出口订单有所回升，企业关注汇率和运费。",
    "现场秩序良好，应急预案和台账齐全。",
)
BROUGHT = (
    ("夜班技能工人招工难", "talent", "人社局"),
    ("技改贷款贴息申报进度慢", "finance", "金融局"),
    ("厂区门口道路破损影响货运", "land", "交通局"),
    ("新厂房用电增容", "environment", "发改局"),
)


def campaigns(tale: Tale, world: World) -> Iterator[Life]:
    """Each as a life of its own."""
    yield _ended(tale, world)
    yield _running(tale, world)


def _ended(tale: Tale, world: World) -> Life:
    calendar, today = tale.calendar, local_date(tale.until)
    first, last = (calendar.working_day(today, -days).date for days in (34, 20))
    yield calendar.working_day(first).opens_at + timedelta(minutes=20)
    teller = _Teller(tale, world, random.Random(SEED))
    campaign = teller.begin(ENDED, first, last, ENDED_ASKED, {"scale": ["large", "medium"]}, 85)
    yield from teller.visits(0.93, until=calendar.working_day(last, -1).opens_at)
    yield calendar.working_day(last).closes_at - timedelta(minutes=30)
    campaign_end(actor=teller.officer, campaign=campaign)


def _running(tale: Tale, world: World) -> Life:
    calendar, today = tale.calendar, local_date(tale.until)
    first, last = (calendar.working_day(today, days).date for days in (-12, 9))
    yield calendar.working_day(first).opens_at + timedelta(minutes=40)
    teller = _Teller(tale, world, random.Random(SEED + 1))
    campaign = teller.begin(RUNNING, first, last, ASKED, {"is_key": "yes"}, 100)
    policy_replace(
        actor=User.objects.get(username="admin"),
        conditions=Conditions(Stage.RESOLVE, Kind.DEMAND, campaign=campaign.mark),
        length=7,
        unit="working_day",
    )
    yield from teller.visits(0.6, until=tale.until - timedelta(hours=1), brings=BROUGHT)


class _Teller:
    """One campaign: how it is begun, and the visits its teams make. By dice of its own."""

    def __init__(self, tale: Tale, world: World, rng: random.Random):
        self.tale, self.world, self.rng = tale, world, rng
        self.officer = world.officers[0]

    def begin(self, named, first, last, asked, conditions: dict, goal: int) -> Campaign:
        name, purpose, segment = named
        self.campaign = campaign_save(
            actor=self.officer,
            name=name,
            purpose=purpose,
            starts_on=first,
            ends_on=last,
            coverage_goal=goal,
            visits_per_team=2,
            segments=[
                segment_save(
                    actor=self.officer, name=segment, conditions=self._narrowed(conditions)
                )
            ],
        )
        for text, kind, choices, is_required in asked:
            question_save(
                actor=self.officer,
                campaign=self.campaign,
                text=text,
                kind=kind,
                choices=choices,
                is_required=is_required,
            )
        campaign_open(actor=self.officer, campaign=self.campaign)
        self.campaign.refresh_from_db()
        return self.campaign

    def _narrowed(self, conditions: dict) -> dict:
        """Served enterprises, town by town until there are enough."""
        asked = {name.replace("scale", "scale__in"): value for name, value in conditions.items()}
        if "is_key" in asked:
            asked["is_key"] = True
        towns, number = [], 0
        for town in self.world.towns:
            towns.append(str(town.pk))
            number += Enterprise.objects.filter(**asked, town=town, kind="enterprise").count()
            if number >= MOST:
                break
        return {**conditions, "kind": ["enterprise"], "is_served": "yes", "town": towns}

    def visits(self, share: float, *, until, brings=()) -> Life:
        """So many of the targets are visited until then, evenly; a few visits bring a demand."""
        targets = list(self.campaign.targets.select_related("enterprise"))
        self.rng.shuffle(targets)
        chosen = targets[: round(share * len(targets))]
        teams = dict(TeamEnterprise.objects.in_force().values_list("enterprise", "team"))
        people = {
            team.pk: [*team.members.all(), team.town_head, team.district_leader]
            for team in VisitTeam.objects.filter(pk__in=teams.values())
            .select_related("town_head", "district_leader")
            .prefetch_related("members")
        }
        begun, step = self.tale.at, (until - self.tale.at) / max(1, len(chosen))
        for place, target in enumerate(chosen):
            yield self._in_hours(begun + step * (place + 1))
            brought = brings[place // 4] if place % 4 == 1 and place // 4 < len(brings) else None
            self._visit(target.enterprise, people[teams[target.enterprise_id]], brought)

    def _in_hours(self, at):
        """That instant, or the next opening of the office."""
        day = self.tale.calendar.working_day(local_date(at), 0)
        return max(
            day.opens_at + timedelta(minutes=self.rng.randrange(10, 40)), min(at, day.closes_at)
        )

    def _visit(self, firm: Enterprise, people: list, brought) -> None:
        official, town_head, leader = people[0], people[-2], people[-1]
        went = [official]
        if self.rng.random() < 0.35:
            went.append(town_head)
        if self.rng.random() < 0.25:
            went.insert(0, leader)
        visit = visit_log(
            actor=official,
            enterprise=firm,
            submission_key=UUID(int=self.rng.getrandbits(128)),
            situation=self.rng.choice(SEEN),
            participants=went,
            campaign=self.campaign,
            answers=[self._answer(one) for one in self.campaign.questions.all()],
            findings=[self._finding(*brought)] if brought else [],
        )
        for finding in visit.findings.select_related("case__lead_unit"):
            head = self.world.head(finding.case.lead_unit, self.tale.day)
            if head is not None:
                self._taken_up(finding.case, head)

    def _taken_up(self, case: Case, head: User) -> None:
        """Accepted, put into a handler's hands, and the enterprise rung up the same hour."""
        handler = self.world.handlers[case.lead_unit_id][0]
        case_accept(actor=head, case=case)
        case_assign(actor=head, case=case, handler=handler)
        case_contact(actor=handler, case=case, note="已与企业联系人通话，约定上门时间。")

    def _answer(self, question: CampaignQuestion) -> AnswerEntry:
        if question.kind == CampaignQuestion.Kind.CHOICE:
            return AnswerEntry(question=question, text=self.rng.choice(question.choices))
        if question.kind == CampaignQuestion.Kind.NUMBER:
            return AnswerEntry(question=question, number=Decimal(self.rng.randrange(0, 60, 5)))
        if question.kind == CampaignQuestion.Kind.PHOTO:
            photos = [photo_draw(self.rng, "after")] if self.rng.random() < 0.2 else []
            return AnswerEntry(question=question, photos=photos)
        return AnswerEntry(
            question=question, text=self.rng.choice(SAID) if self.rng.random() < 0.5 else ""
        )

    def _finding(self, title: str, category: str, short: str) -> FindingEntry:
        return FindingEntry(
            kind=Kind.DEMAND,
            title=title,
            description="企业在专项走访中提出，请有关部门上门对接。",
            category=Category.objects.filter(code=category).first(),
            handling=Handling.DISPATCH,
            unit=self.world.units[short],
        )
