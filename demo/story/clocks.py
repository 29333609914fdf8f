"""What changes the clock of a case: more time, rest until policy changes, or taking it back."""

from demo.story.tale import Life
from issues.selectors.requests import decider_of, resolving_deadline, waiting_request
from issues.services.cases import case_register
from issues.services.kin import case_merge
from issues.services.requests import (
    case_ask_extension,
    case_ask_suspension,
    case_ask_withdrawal,
    case_decide_request,
    case_resume,
)

SUSPENDED_BECAUSE = "现行政策没有相应条款，已报市级主管部门，待新政策出台后办理"


def withdrawn(life) -> Life:
    """Registered twice: one of the office asks, the leader in charge approves."""
    case, tale = life.case, life.tale
    case_ask_withdrawal(
        actor=life.world.officers[0], case=case, reason="与前次走访登记的事项重复，企业同意并入"
    )
    yield tale.soon(60, 200)
    _approve(case, "情况属实，同意撤回")


def doubled(life) -> Life:
    """The enterprise called about it once more; the office sees that it is the same matter."""
    case, officer = life.case, life.world.officers[0]
    twin = case_register(
        actor=officer, kind=case.kind, enterprise=case.enterprise, title=case.title,
        description="企业再次来电反映同一事项", source=case.Source.ENTERPRISE,
    )  # fmt: skip
    yield life.tale.soon(20, 90)
    case_merge(actor=officer, case=twin, into=case, reason="与在办案件为同一事项")


def suspended(life, *, days: int, resumes: bool) -> Life:
    """At rest until a review ``days`` working days ahead, or taken up again before it."""
    case, tale = life.case, life.tale
    review_at = tale.calendar.working_day(tale.day, days).closes_at
    case_ask_suspension(actor=life.head(), case=case, review_at=review_at, reason=SUSPENDED_BECAUSE)
    yield tale.soon(60, 300)
    _approve(case, "同意挂账，届时复核")
    if resumes:
        yield tale.in_days(max(1, days // 2))
        case_resume(actor=life.head(), case=case, note="市级新政策已出台，可以办理")


def extended(life, *, days: int, is_decided: bool = True) -> Life:
    """Asked for in time, and decided a little later."""
    case, tale = life.case, life.tale
    row = resolving_deadline(case)
    last_at = tale.calendar.working_day(row.due_on, -1).closes_at
    if tale.at > last_at or life.head() is None:
        return
    case_ask_extension(
        actor=life.head(), case=case,
        due_at=tale.calendar.working_day(row.due_on, days).closes_at,
        reason="设备供货和审批周期较长，需分步落实",
        told="已电话告知企业分步安排和新的完成时间，企业表示理解",
    )  # fmt: skip
    if is_decided:
        yield tale.soon(60, 300)
        _approve(case, "情况属实，同意延期")


def _approve(case, decision: str) -> None:
    request = waiting_request(case)
    case_decide_request(
        actor=decider_of(request), case=case, kind=request.kind, approve=True, decision=decision
    )
