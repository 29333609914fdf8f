"""Preparing a session: whom it is for, what they ask, and what the departments say beforehand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.audit import record
from core.errors import NotSo, Overtaken
from enterprises.models import Enterprise
from notices.services import notice_post
from organizations.models import Organization, Position, User
from visits.models import Session, SessionEnterprise, SessionQuestion
from visits.workflow import SESSION_WORKFLOW, SessionState

MANAGE = "visits.session_manage"
ANSWER = "visits.session_answer"


@dataclass(frozen=True, kw_only=True)
class SessionEntry:
    """A session as it was entered; ``resolve_days`` are working days."""

    theme: str
    kind: str
    held_at: datetime
    ends_on: date | None = None
    place: str
    town: Organization | None = None
    leader: User
    answers_due_on: date
    resolve_days: int


def session_save(*, actor, session: Session | None = None, **facts) -> Session:
    """Plan a session or change one before its meeting; ``facts`` as SessionEntry."""
    require(actor, MANAGE)
    entry = SessionEntry(**facts)
    _check(entry)
    with transaction.atomic():
        target = session_locked(session, "prepare") if session else Session(created_by=actor)
        for field in fields(entry):
            setattr(target, field.name, getattr(entry, field.name))
        target.save()
        action = "session_change" if session else "session_add"
        record(actor=actor, subject=target, action=action, held_at=entry.held_at.isoformat())
    return target


def _check(entry: SessionEntry) -> None:
    faults = {}
    if entry.answers_due_on > timezone.localdate(entry.held_at):
        faults["answers_due_on"] = _("The answers are needed before the session, not after it.")
    if entry.ends_on and entry.ends_on < timezone.localdate(entry.held_at):
        faults["ends_on"] = _("It cannot end before it begins.")
    if not entry.leader.positions.exclude(kind=Position.Kind.HEAD).exists():
        faults["leader"] = _("Only a district leader can lead a session.")
    if faults:
        raise NotSo(_("Not saved yet; please look at what is marked."), fields=faults)


def session_locked(session: Session, move: str) -> Session:
    """The session under a lock, once the move is possible as it stands; NotNow if it is not."""
    locked = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    SESSION_WORKFLOW.check(locked, move)
    return locked


def session_enterprise_add(
    *, actor, session: Session, enterprise: Enterprise, reason: str
) -> SessionEnterprise:
    """Choose an enterprise for the session, and say why."""
    require(actor, MANAGE, session)
    if not reason.strip():
        raise NotSo(_("Say why this enterprise is chosen."), fields={"reason": ""})
    with transaction.atomic():
        session = session_locked(session, "prepare")
        if session.chosen.filter(enterprise=enterprise).exists():
            raise NotSo(_("%s is chosen already.") % enterprise, fields={"enterprise": ""})
        chosen = session.chosen.create(enterprise=enterprise, reason=reason.strip())
        record(actor=actor, subject=session, action="session_choose", enterprise=str(enterprise))
    return chosen


def session_enterprise_remove(*, actor, chosen: SessionEnterprise) -> None:
    """Take an enterprise off again; one that has asked something stays."""
    require(actor, MANAGE, chosen.session)
    with transaction.atomic():
        session = session_locked(chosen.session, "prepare")
        if chosen.questions.exists():
            raise NotSo(_("%s has asked something; it stays in the session.") % chosen.enterprise)
        record(
            actor=actor,
            subject=session,
            action="session_unchoose",
            enterprise=str(chosen.enterprise),
        )
        chosen.delete()


def session_question_add(
    *,
    actor,
    chosen: SessionEnterprise,
    title: str,
    text: str = "",
    department: Organization | None = None,
    move: str = "prepare",
) -> SessionQuestion:
    """Note what an enterprise asks: beforehand, or on the spot with the move ``decide``."""
    require(actor, SESSION_WORKFLOW.move(move).permission, chosen.session)
    if not title.strip():
        raise NotSo(_("Say in a few words what it is about."), fields={"title": ""})
    with transaction.atomic():
        session = session_locked(chosen.session, move)
        question = SessionQuestion.objects.create(
            session=session,
            chosen=chosen,
            title=title.strip(),
            text=text.strip(),
            department=department,
        )
        record(actor=actor, subject=session, action="session_question", question=question.title)
    return question


def session_send(*, actor, session: Session) -> int:
    """Send the questions not sent yet to the units asked; returns to how many units."""
    require(actor, MANAGE, session)
    with transaction.atomic():
        session = session_locked(session, "send")
        waiting = session.questions.filter(asked_at__isnull=True)
        if not waiting.exists():
            raise NotSo(_("There is no question that was not sent yet."))
        nobody = waiting.filter(department__isnull=True).first()
        if nobody:
            raise NotSo(_("Say first which unit is asked: “%s”.") % nobody)
        units = list(
            Organization.objects.filter(pk__in=waiting.values("department")).order_by("id")
        )
        at = timezone.now()
        waiting.update(asked_at=at)
        session.state = SessionState.ASKED
        session.save(update_fields=["state"])
        for unit in units:
            _tell(session, unit, at)
        record(actor=actor, subject=session, action="session_send", units=[str(u) for u in units])
    return len(units)


def _tell(session: Session, unit: Organization, at: datetime) -> None:
    """Tell the unit's head that it is asked, once for each sending."""
    posts = Position.objects.filter(organization=unit, kind=Position.Kind.HEAD)
    heads = (
        post.answers_on(timezone.localdate()) for post in posts.select_related("holder", "delegate")
    )
    for person in filter(None, heads):
        notice_post(
            recipient=person,
            template="visits.session_asks",
            label=session.theme,
            url=reverse("visits:session_detail", args=[session.pk]),
            subject_type="visits.session",
            subject_id=session.pk,
            dedupe_key=f"session:{session.pk}:unit:{unit.pk}:{at.isoformat()}:user:{person.pk}",
        )


def session_answer(
    *, actor, question: SessionQuestion, text: str, seen_version: int | None = None
) -> None:
    """The unit asked says beforehand what it will answer; it may change that until the meeting."""
    require(actor, ANSWER, question)
    if not text.strip():
        raise NotSo(_("Say what the answer is."), fields={"text": ""})
    with question_changed(question, "answer", seen_version) as locked:
        locked.preliminary = text.strip()
        locked.preliminary_by, locked.preliminary_at = actor, timezone.now()
        record(actor=actor, subject=locked.session, action="session_answer", question=locked.title)


@contextmanager
def question_changed(
    question: SessionQuestion, move: str, seen_version: int | None
) -> Iterator[SessionQuestion]:
    """The question under a lock, saved as the next version; Overtaken if another was quicker."""
    with transaction.atomic():
        session = session_locked(question.session, move)
        rows = SessionQuestion.objects.select_for_update(of=("self",))
        locked = rows.select_related("unit", "decided_by", "preliminary_by").get(pk=question.pk)
        locked.session = session
        if seen_version is not None and seen_version != locked.version:
            raise _overtaken(locked)
        yield locked
        locked.version += 1
        locked.save()


def _overtaken(question: SessionQuestion) -> Overtaken:
    """Says who was quicker, when, and what they made of the question."""
    if question.decision:
        name, at = question.decided_by, question.decided_at
        what = f"{question.get_decision_display()} {question.unit or ''}".strip()
    else:
        name, at = question.preliminary_by, question.preliminary_at
        what = _("preliminary answer")
    return Overtaken(
        _(
            "%(name)s was quicker at %(time)s: %(what)s. What you wrote is still here; look at how it stands now, and send yours once more if it should stand instead."
        )
        % {"name": name, "time": timezone.localtime(at).strftime("%H:%M"), "what": what}
    )
