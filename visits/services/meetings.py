"""The meeting of a session, and its closing: what was not answered becomes a case with its rule."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.units import LengthUnit
from core.access import require
from core.audit import record
from core.errors import NotSo
from issues.models import Case
from issues.services.cases import case_register
from issues.services.deadlines import OwnRule
from issues.services.dispatch import case_dispatch, case_triage
from issues.workflow import Kind, Tier
from organizations.models import Organization
from visits.models import Session, SessionQuestion
from visits.services.sessions import MANAGE, question_changed, session_locked
from visits.workflow import Decision, SessionState

RUN = "visits.session_run"


def session_open(*, actor, session: Session) -> None:
    """The meeting begins; from here on nothing is prepared any more."""
    require(actor, RUN, session)
    with transaction.atomic():
        session = session_locked(session, "open")
        if not session.chosen.exists():
            raise NotSo(_("Choose the enterprises first."))
        session.state = SessionState.MEETING
        session.save(update_fields=["state"])
        record(actor=actor, subject=session, action="session_open")


def question_decide(
    *,
    actor,
    question: SessionQuestion,
    decision: str,
    text: str = "",
    unit: Organization | None = None,
    seen_version: int | None = None,
) -> None:
    """What the meeting makes of a question; Overtaken if another decided it meanwhile."""
    require(actor, RUN, question)
    _check(decision, text, unit)
    with question_changed(question, "decide", seen_version) as locked:
        locked.decision, locked.decision_text = decision, text.strip()
        locked.unit = None if decision == Decision.ANSWERED else unit
        locked.decided_by, locked.decided_at = actor, timezone.now()
        record(
            actor=actor,
            subject=locked.session,
            action="session_decide",
            question=locked.title,
            decision=decision,
            unit=str(unit or ""),
        )


def _check(decision: str, text: str, unit: Organization | None) -> None:
    faults = {}
    if decision not in Decision.values:
        faults["decision"] = _("Choose what becomes of the question.")
    if decision == Decision.PLAN and not text.strip():
        faults["text"] = _("Write down the plan and the route.")
    if decision in (Decision.PLAN, Decision.DISPATCH) and unit is None:
        faults["unit"] = _("Choose the lead unit.")
    if faults:
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)


def session_close(*, actor, session: Session) -> list[Case]:
    """Close the session; each question not answered becomes a case under the session's rule.

    A second closing is refused with NotNow, so no question becomes two cases.
    """
    require(actor, MANAGE, session)
    with transaction.atomic():
        session = session_locked(session, "close")
        open_one = session.questions.filter(decision="").first()
        if open_one:
            raise NotSo(_("Decide first what becomes of “%s”.") % open_one)
        rule = OwnRule(
            length=session.resolve_days,
            length_unit=LengthUnit.WORKING_DAY,
            name=_("the session “%s”") % session,
        )
        left = session.questions.exclude(decision=Decision.ANSWERED)
        cases = [
            _case_of(actor, question, rule)
            for question in left.select_related("session", "chosen__enterprise", "unit")
        ]
        session.state, session.closed_at = SessionState.CLOSED, timezone.now()
        session.save(update_fields=["state", "closed_at"])
        numbers = [case.number for case in cases]
        record(actor=actor, subject=session, action="session_close", cases=numbers)
    return cases


def _case_of(actor, question: SessionQuestion, rule: OwnRule) -> Case:
    case = case_register(
        actor=actor,
        kind=Kind.DEMAND,
        source=Case.Source.SESSION,
        enterprise=question.chosen.enterprise,
        title=question.title,
        description="\n".join(filter(None, (question.text, question.decision_text))),
    )
    case_triage(actor=actor, case=case, tier=Tier.TIME_LIMITED)
    note = _("From the session “%s”.") % question.session
    case_dispatch(actor=actor, case=case, lead=question.unit, resolve_rule=rule, note=note)
    question.case = case
    question.save(update_fields=["case"])
    return case
