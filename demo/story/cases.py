"""The life of an issue or a demand, from the office's desk to the return visit."""

from demo.story import clocks, coordination
from demo.story.plans import Plan
from demo.story.tale import Life, Tale
from demo.story.visits import Visitors, return_visit_log
from issues.models import Case
from issues.selectors.links import link_of_round
from issues.services.dispatch import case_dispatch, case_triage
from issues.services.handling import (
    case_accept,
    case_approve_reply,
    case_assign,
    case_contact,
    case_send_back_reply,
    case_submit_reply,
    case_support_reply,
)
from issues.services.returns import case_decide_return, case_return
from issues.services.verification import (
    case_close,
    case_reopen,
    case_return_visit,
    case_verify,
    word_give,
)
from issues.workflow import Outcome, State, Tier
from organizations.models import Organization

WORDS = {
    True: (
        "问题解决了，感谢跟进",
        "办得快，很满意",
        "已经落实，谢谢",
        "情况属实，认可处理结果",
        "",
    ),
    False: ("说是办了，现场没有变化", "只解决了一部分", "答复很快，但问题还在"),
    None: ("电话未接通", "联系人出差，未答复"),
}
PROGRESS = (
    "已电话联系企业，约定上门时间", "已到现场核实情况", "已召集相关科室研究方案", "正在走内部审批流程",
    "已向上级部门请示政策口径",
)  # fmt: skip


class CaseLife:
    """One case and its plan. Each part ends early, with False, where the plan wants it to stop."""

    def __init__(self, tale: Tale, visitors: Visitors, case: Case, plan: Plan):
        self.tale, self.visitors, self.case, self.plan = tale, visitors, case, plan
        self.world = visitors.world
        self.rng = tale.rng

    def tell(self) -> Life:
        for part in (self._to_a_unit, self._handled, self._verified, self._visited_again):
            goes_on = yield from part()
            if not goes_on:
                return

    def _stops(self) -> bool:
        return self.case.state == self.plan.stop

    def _officer(self):
        return self.rng.choice(self.world.officers)

    def head(self):
        return self.world.head(self.case.lead_unit_id, self.tale.day)

    def _handler(self):
        """The same object each time: it knows its roles already."""
        mine = self.world.handlers[self.case.lead_unit_id]
        return next(person for person in mine if person.pk == self.case.handler_id)

    def _to_a_unit(self):
        if self._stops():
            return False
        if self.case.state == State.REPLIED:
            return True
        if self.case.state == State.DISPATCHED:
            self.plan.support = None
        if self.case.state == State.REGISTERED:
            yield self.tale.soon(20, 240)
            yield from self._dispatched(self.plan.lead)
            if self._stops() or self.case.state == State.TRIAGED:
                return False
        return (yield from self._taken_up())

    def _dispatched(self, lead: Organization):
        case, plan = self.case, self.plan
        if case.state == State.REGISTERED:
            case_triage(actor=self._officer(), case=case, tier=plan.tier)
        if plan.stop == State.TRIAGED:
            return
        yield self.tale.soon(10, 150)
        facts = {}
        if plan.tier == Tier.LEADER_LED:
            days = self.rng.randrange(18, 35)
            closes = self.tale.calendar.working_day(self.tale.day, days).closes_at
            facts = {"sponsor": self.rng.choice(self.world.leaders), "resolve_due_at": closes}
        supports = []
        if plan.support and plan.support.pk != lead.pk:
            supports = [(plan.support, "请就职责范围内的事项提出意见")]
        case_dispatch(actor=self._officer(), case=case, lead=lead, supports=supports, **facts)

    def _taken_up(self):
        """Accepted by the unit it goes to in the end, or refused on the way."""
        plan = self.plan
        if plan.stop == State.RETURNED or (plan.returns and not plan.is_stuck):
            yield self.tale.soon(30, 300)
            yield from self._returned()
            if self.case.state not in (State.DISPATCHED,) or self._stops():
                return False
        yield self.tale.in_days(plan.accept_days) if plan.accept_days else self.tale.soon(30, 240)
        head = self.head()
        if head is None:
            return False
        case_accept(actor=head, case=self.case)
        if self.case.tier == Tier.LEADER_LED:
            coordination.milestones_planned(self)
        return not self._stops()

    def _returned(self):
        head = self.head()
        if head is None:
            return
        other = self.world.units[self.plan.matter.support or "企服中心"]
        case_return(
            actor=head, case=self.case, suggested_unit=other,
            reason=f"经核，该事项主要职责在{other.name}，建议由其主办，我单位配合",
        )  # fmt: skip
        if self._stops():
            return
        yield self.tale.soon(40, 300)
        upheld = self.plan.returns == "upheld" and self.world.posts[other.pk].holder is not None
        decision = "情况属实，同意退单，改派" if upheld else "按三定方案属你单位职责，请办理"
        case_decide_return(actor=self._officer(), case=self.case, uphold=upheld, decision=decision)
        if upheld:
            self.plan.support = None
            yield from self._dispatched(other)

    def _handled(self):
        while self.case.state in (State.ACCEPTED, State.HANDLING):
            if self.case.state == State.ACCEPTED:
                yield self.tale.soon(15, 200)
                unit = self.world.handlers[self.case.lead_unit_id]
                handler = unit[0] if self.plan.stop else self.rng.choice(unit)
                case_assign(actor=self.head(), case=self.case, handler=handler)
                if self._stops() and not self.plan.is_stuck:
                    yield from clocks.extended(self, days=5, is_decided=False)
                    return False
            yield from self._worked_on()
            if self.plan.is_stuck or self._stops():
                return False
            yield from self._answered()
            if self._stops():
                return False
        return self.case.state == State.REPLIED

    def _worked_on(self):
        plan = self.plan
        first = self.rng.choice((0, 1, 1, 2))
        yield self.tale.in_days(first) if first else self.tale.soon(60, 200)
        case_contact(actor=self._handler(), case=self.case, note=self.rng.choice(PROGRESS))
        yield from self._clock_changed()
        if self._stops():
            return
        if self.case.tier == Tier.LEADER_LED:
            yield from coordination.meeting_held(self)
            coordination.milestone_met(self)
        if plan.support:
            yield self.tale.in_days(self.rng.choice((1, 1, 2, 3)))
            head = self.world.head(plan.support, self.tale.day)
            if head is not None:
                case_support_reply(
                    actor=head, case=self.case, text="已提出意见并派员配合主办单位现场办理"
                )
            plan.support = None
        yield self.tale.in_days(max(1, plan.resolve_days - first))

    def _clock_changed(self):
        plan = self.plan
        if self.case.number.endswith("7"):
            yield from clocks.doubled(self)
        if plan.stop == State.WITHDRAWN:
            yield from clocks.withdrawn(self)
        elif plan.stop == State.SUSPENDED:
            yield from clocks.suspended(self, days=20, resumes=False)
        elif plan.rests:
            yield from clocks.suspended(self, days=8, resumes=True)
        elif plan.extends:
            yield from clocks.extended(self, days=self.rng.choice((3, 5, 10)))
        plan.rests = plan.extends = False

    def _answered(self):
        case_submit_reply(
            actor=self._handler(), case=self.case, text=self.plan.matter.reply,
            without_supports="协办意见已电话沟通",
        )  # fmt: skip
        if self._stops():
            return
        yield self.tale.soon(30, 300)
        if self.plan.sends_back:
            self.plan.sends_back = False
            case_send_back_reply(
                actor=self.head(), case=self.case, reason="请补充企业意见和办理照片"
            )
            self.plan.resolve_days = 2
            return
        case_approve_reply(actor=self.head(), case=self.case)

    def _verified(self):
        yield self.tale.in_days(self.rng.choices((1, 2, 3, 6), weights=(40, 35, 20, 5))[0])
        while self.plan.reopens:
            self.plan.reopens = False
            self._ask(False)
            self.plan.resolve_days = self.rng.choice((3, 5, 9))
            answered = yield from (
                self._handled() if self.case.lead_unit_id else self._to_a_unit_again()
            )
            if not answered:
                return False
            yield self.tale.in_days(2)
        self._ask(True if self.rng.random() < 0.95 else None)
        if self._stops():
            return False
        yield self.tale.soon(30, 400)
        self._close()
        return not self._stops()

    def _to_a_unit_again(self):
        goes_on = yield from self._to_a_unit()
        return (yield from self._handled()) if goes_on else False

    def _ask(self, is_solved: bool | None) -> None:
        liked = None
        if is_solved is not None and self.rng.random() < 0.93:
            weights = (46, 38, 10, 4, 2) if is_solved else (0, 2, 30, 45, 23)
            liked = self.rng.choices((5, 4, 3, 2, 1), weights=weights)[0]
        method, said = self.rng.choice(("call", "call", "visit")), self.rng.choice(WORDS[is_solved])
        link = link_of_round(self.case)
        if is_solved is not None and method == "visit" and link.awaits_word_at(self.tale.at):
            word_give(link=link, is_solved=is_solved, satisfaction=liked, words=said)
            return
        case_verify(
            actor=self._officer(), case=self.case, method=method,
            is_solved=is_solved, satisfaction=liked, words=said,
        )  # fmt: skip

    def _close(self) -> None:
        outcomes = (Outcome.SOLVED, Outcome.EXPLAINED, Outcome.LONG_TERM, Outcome.CANNOT)
        outcome = self.rng.choices(outcomes, weights=(82, 11, 5, 2))[0]
        last = self.case.verifications.filter(round=self.case.round).first()
        if last.is_solved is None:
            outcome = Outcome.EXPLAINED if last.satisfaction else Outcome.LONG_TERM
        case_close(actor=self._officer(), case=self.case, outcome=outcome)

    def _visited_again(self):
        yield self.tale.in_days(self.rng.randrange(4, 17))
        if self.rng.random() < 0.05:
            return False
        again = self.rng.random() < 0.02
        words = "回访发现问题反弹" if again else "回访确认已解决"
        word = {
            "is_solved": not again,
            "satisfaction": 2 if again else self.rng.choice((4, 5, 5)),
            "words": words,
        }
        came_of_visit = self.case.source == Case.Source.VISIT
        if came_of_visit and self.visitors.goes_back():
            return_visit_log(self.visitors, self.case, word)
        else:
            case_return_visit(actor=self._officer(), case=self.case, **word)
        if again:
            self.case.refresh_from_db()
            yield self.tale.soon()
            if self.case.state == State.CLOSED:
                case_reopen(actor=self._officer(), case=self.case, reason=f"{words}，重新办理")
            yield from self._handled()
        return True
