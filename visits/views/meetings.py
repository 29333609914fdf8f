"""The meeting of a session as a live page, and the handling list after it."""

from collections import Counter

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.access import is_allowed, require
from core.errors import DomainError
from visits import selectors, services, workbooks
from visits.forms import DecisionForm
from visits.models import Session, SessionQuestion
from visits.views.refusals import refused_beside
from visits.workflow import Decision

RUN = "visits.session_run"
MANAGE = "visits.session_manage"


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
    questions = list(selectors.session_questions(session=session, user=request.user))
    DecisionForm.all_of(questions)
    context = {
        "session": session,
        "questions": questions,
        "may_close": is_allowed(request.user, MANAGE, session),
    }
    return render(request, "visits/session_meeting.html", context)


@require_POST
def question_decide(request, pk: int):
    """One question of the live page; the answer is its part of the page as it stands now."""
    visible = SessionQuestion.objects.visible_to(request.user)
    question = get_object_or_404(visible.select_related("session"), pk=pk)
    require(request.user, RUN, question)
    form = DecisionForm(request.POST, prefix=f"q{pk}")
    saved = form.is_valid() and _decided(request, question, form)
    rows = selectors.session_questions(session=question.session, user=request.user)
    question = rows.get(pk=pk)
    question.form = DecisionForm.of(question) if saved else form
    if request.htmx:
        context = {"question": question, "session": question.session, "saved": saved}
        return render(request, "visits/session_decide.html", context)
    return redirect("visits:session_meeting", question.session_id)


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
    name = f"{_('Handling list')} {session.theme}.xlsx"
    return HttpResponse(
        workbooks.session_workbook(**_handling(request, session)),
        content_type=workbooks.CONTENT_TYPE,
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


def _handling(request, session: Session) -> dict:
    questions = selectors.questions_handled(session=session, user=request.user)
    units = {one.unit_id for one in questions if one.unit_id}
    return {
        "session": session,
        "questions": questions,
        "heads": selectors.heads_of_units(units, on=timezone.localdate()),
    }
