"""The meeting of a session as a live page, and the handling list after it.

What is typed on the page is never drawn anew: the agenda is, and brings along what others decided
and asked since the page was loaded.
"""

from collections import Counter
from datetime import datetime, timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.access import is_allowed, require
from core.answers import workbook_answer
from core.errors import DomainError
from core.office import Maker
from core.refusals import refused_beside
from visits import selectors, services, workbooks
from visits.forms import DecisionForm
from visits.models import Session, SessionQuestion
from visits.workflow import Decision, SessionState

RUN = "visits.session_run"
MANAGE = "visits.session_manage"
OVERLAP = timedelta(seconds=10)
"""A decision is stamped a little before others can read it."""
STOP_POLLING = 286


def _visible(request, pk: int) -> Session:
    sessions = Session.objects.visible_to(request.user).select_related("leader")
    return get_object_or_404(sessions, pk=pk)


@require_POST
def session_open(request, pk: int):
    services.session_open(actor=request.user, session=_visible(request, pk))
    return redirect("visits:session_meeting", pk)


@require_GET
def session_meeting(request, pk: int):
    session = _visible(request, pk)
    require(request.user, RUN, session)
    return _meeting(request, session)


def _meeting(request, session: Session, refused: DecisionForm | None = None):
    """The whole page; ``refused`` takes the place of its question's form."""
    context = agenda_of(request, session)
    DecisionForm.all_of(context["questions"])
    for question in context["questions"]:
        if refused and refused.prefix == question.form.prefix:
            question.form = refused
    context["may_close"] = is_allowed(request.user, MANAGE, session)
    return render(request, "visits/session_meeting.html", context)


def agenda_of(request, session: Session) -> dict:
    """What the agenda shows: the enterprises, each with its questions as they stand."""
    chosen = selectors.session_chosen(session=session, user=request.user)
    questions = [question for one in chosen for question in one.asked]
    return {
        "session": session,
        "is_meeting": session.state == SessionState.MEETING,
        "chosen": chosen,
        "questions": questions,
        "decided_count": sum(bool(question.decision) for question in questions),
        "newest": max((question.pk for question in questions), default=0),
        "now": timezone.now(),
    }


@require_GET
def session_agenda(request, pk: int):
    """The agenda anew, with what is to be put into the page as well; stops once it is over."""
    session = _visible(request, pk)
    require(request.user, RUN, session)
    response = agenda_renewed(request, session)
    if session.is_closed:
        response.status_code = STOP_POLLING
    return response


def agenda_renewed(request, session: Session, *, added_to: int | None = None):
    """``added_to``: the enterprise whose form for a further question is done with."""
    context = agenda_of(request, session)
    sent = request.POST or request.GET
    after, since = _number(sent.get("after")), _instant(sent.get("since"))
    context["decided"] = [
        one for one in context["questions"] if one.decided_at and one.decided_at >= since - OVERLAP
    ]
    context["added"] = [one for one in context["questions"] if one.pk > after]
    DecisionForm.all_of(context["added"])
    context["added_to"] = added_to
    return render(request, "visits/session_agenda.html", context)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0


def _instant(text: str | None) -> datetime:
    """Without a moment one can read, nothing counts as news."""
    try:
        at = parse_datetime(text or "")
    except ValueError:
        at = None
    return at if at and timezone.is_aware(at) else timezone.now()


@require_POST
def question_decide(request, pk: int):
    """One question of the live page; the answer is its part of the page as it stands now."""
    visible = SessionQuestion.objects.visible_to(request.user)
    question = get_object_or_404(visible.select_related("session__leader"), pk=pk)
    require(request.user, RUN, question)
    form = DecisionForm(request.POST, prefix=f"q{pk}")
    saved = form.is_valid() and _decided(request, question, form)
    rows = selectors.session_questions(session=question.session, user=request.user)
    question = rows.get(pk=pk)
    if not saved:
        form.sees(question)
    question.form = DecisionForm.of(question) if saved else form
    if request.htmx:
        return render(request, "visits/session_decide.html", {"question": question})
    if not saved:
        return _meeting(request, question.session, refused=form)
    return redirect(
        f"{reverse('visits:session_meeting', args=[question.session_id])}#question-{pk}"
    )


def _decided(request, question: SessionQuestion, form: DecisionForm) -> bool:
    try:
        services.question_decide(actor=request.user, question=question, **form.cleaned_data)
    except DomainError as refusal:
        refused_beside(form, refusal)
        return False
    return True


@require_POST
def session_close(request, pk: int):
    cases = services.session_close(actor=request.user, session=_visible(request, pk))
    messages.success(request, _("The session is closed; %d cases are dispatched.") % len(cases))
    return redirect("visits:session_handling", pk)


@require_GET
def session_handling(request, pk: int):
    session = _visible(request, pk)
    context = _handling(request, session)
    counted = Counter(one.decision for one in context["questions"])
    context["sums"] = [(label, counted[code]) for code, label in Decision.choices if counted[code]]
    return render(request, "visits/session_handling.html", context)


@require_GET
def session_workbook(request, pk: int):
    """The handling list and the phone list, as far as this person sees them, as a workbook."""
    session = _visible(request, pk)
    handled = _handling(request, session) | {"maker": Maker.of(request.user)}
    content = workbooks.session_workbook(**handled)
    return workbook_answer(content, f"{_('Handling list')} {session.theme}")


def _handling(request, session: Session) -> dict:
    questions = selectors.questions_handled(session=session, user=request.user)
    units = {one.unit_id for one in questions if one.unit_id}
    return {
        "session": session,
        "questions": questions,
        "heads": selectors.heads_of_units(units, on=timezone.localdate()),
    }
