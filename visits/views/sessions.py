"""A session before its meeting."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import retarget

from core.access import has_permission, require
from core.errors import DomainError, Overtaken
from core.paging import KeysetPage, capped_count
from core.refusals import refused_beside
from visits import selectors, services
from visits.filters import SessionFilter
from visits.forms import ChooseForm, PreliminaryForm, QuestionForm, SessionForm
from visits.models import Session, SessionEnterprise, SessionQuestion
from visits.views.meetings import agenda_renewed
from visits.workflow import SESSION_WORKFLOW, SessionState

MANAGE = "visits.session_manage"
ANSWER = "visits.session_answer"
ORDERS = {
    "held": ("held_at", "id"),
    "-held": ("-held_at", "-id"),
    "answers": ("answers_due_on", "id"),
    "-answers": ("-answers_due_on", "-id"),
}


@require_GET
def session_list(request):
    require(request.user, Session.view_permission)
    sessions = selectors.sessions_listed(user=request.user)
    found = SessionFilter(request.GET, queryset=sessions, request=request)
    order = ORDERS.get(request.GET.get("sort"), ORDERS["-held"])
    context = {
        "filter": found,
        "page": KeysetPage.of(request, found.qs, order=order),
        "count": capped_count(found.qs),
        "may_manage": has_permission(request.user, MANAGE),
    }
    return render(request, "visits/session_list.html", context)


@require_GET
def session_detail(request, pk: int):
    session = get_object_or_404(selectors.sessions_listed(user=request.user), pk=pk)
    moves = {
        move.name
        for move in SESSION_WORKFLOW.moves_open(session)
        if has_permission(request.user, move.permission)
    }
    chosen = selectors.session_chosen(session=session, user=request.user)
    answers = SessionQuestion.objects.allowing(request.user, ANSWER).filter(session=session)
    asked = [question for one in chosen for question in one.asked]
    context = {
        "session": session,
        "chosen": chosen,
        "moves": moves,
        "answers": list(answers) if "answer" in moves else [],
    }
    context["waits"] = [one for one in asked if one in context["answers"] and not one.preliminary]
    context["main"], context["others"] = _steps(session, moves, asked, context["waits"])
    return render(request, "visits/session_detail.html", context)


def _steps(session: Session, moves: set[str], asked: list, waits: list) -> tuple[str, list[str]]:
    """The one thing to be done next by whoever looks, if any, and what else they can do."""
    is_sent = all(question.asked_at for question in asked)
    may_open = "open" in moves and bool(asked)
    steps = (
        ("handling", session.is_closed),
        ("decide", "decide" in moves),
        ("answer", bool(waits)),
        ("send", "send" in moves and not is_sent),
        ("open", may_open and is_sent),
        ("choose", "prepare" in moves),
    )
    main, *others = [name for name, is_due in steps if is_due] or [""]
    return main, others + ["open"] * (may_open and not is_sent)


@require_http_methods(["GET", "POST"])
def session_create(request):
    require(request.user, MANAGE)
    return _edited(request, None)


@require_http_methods(["GET", "POST"])
def session_change(request, pk: int):
    session = _visible(request, pk)
    require(request.user, MANAGE, session)
    return _edited(request, session)


def _visible(request, pk: int) -> Session:
    return get_object_or_404(Session.objects.visible_to(request.user), pk=pk)


def _edited(request, session: Session | None):
    form = SessionForm(request.POST or None, instance=session)
    if form.is_valid():
        try:
            saved = services.session_save(actor=request.user, session=session, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(request, _("“%s” is saved.") % saved)
            return redirect("visits:session_detail", saved.pk)
    back = reverse("visits:session_detail", args=[session.pk]) if session else None
    context = {"form": form, "session": session}
    context["cancel_url"] = back or reverse("visits:session_list")
    return render(request, "visits/session_form.html", context)


@require_http_methods(["GET", "POST"])
def session_enterprise_add(request, pk: int):
    session = _visible(request, pk)
    require(request.user, MANAGE, session)
    form = ChooseForm(request.POST or None)
    return _filled_in(
        request,
        form,
        session,
        title=_("Choose an enterprise"),
        do=lambda facts: services.session_enterprise_add(
            actor=request.user, session=session, **facts
        ),
    )


@require_http_methods(["GET", "POST"])
def question_add(request, pk: int):
    visible = SessionEnterprise.objects.visible_to(request.user)
    chosen = get_object_or_404(visible.select_related("session", "enterprise"), pk=pk)
    is_meeting = chosen.session.state == SessionState.MEETING
    move = SESSION_WORKFLOW.move("decide" if is_meeting else "prepare")
    require(request.user, move.permission, chosen.session)

    def add(facts):
        services.session_question_add(actor=request.user, chosen=chosen, move=move.name, **facts)

    form = QuestionForm(request.POST or None)
    if is_meeting and request.htmx:
        return _added_in_place(request, form, chosen, do=add)
    page = reverse(
        f"visits:session_{'meeting' if is_meeting else 'detail'}", args=[chosen.session_id]
    )
    title = _("Question of %s") % chosen.enterprise
    back = f"{page}#chosen-{chosen.pk}"
    return _filled_in(request, form, chosen.session, do=add, back=back, title=title)


def _added_in_place(request, form, chosen: SessionEnterprise, *, do):
    """The form within the live page; once done, the agenda anew, which brings the question."""
    if form.is_valid() and _done(form, do):
        return agenda_renewed(request, chosen.session, added_to=chosen.pk)
    answer = render(request, "visits/session_add_form.html", {"form": form, "chosen": chosen})
    return retarget(answer, f"#add-{chosen.pk}") if form.is_bound else answer


def _done(form, do) -> bool:
    """Whether it was done; a refusal stands beside what was filled in."""
    try:
        do(form.cleaned_data)
    except DomainError as refusal:
        refused_beside(form, refusal)
        return False
    return True


@require_http_methods(["GET", "POST"])
def question_answer(request, pk: int):
    visible = SessionQuestion.objects.visible_to(request.user)
    question = get_object_or_404(visible.select_related("session", "chosen__enterprise"), pk=pk)
    require(request.user, ANSWER, question)
    initial = {"text": question.preliminary, "seen_version": question.version}
    form = PreliminaryForm(request.POST or None, initial=initial)

    def answer(facts):
        try:
            services.session_answer(actor=request.user, question=question, **facts)
        except Overtaken:
            question.refresh_from_db(fields=["version", "preliminary"])
            form.sees(question)
            raise

    return _filled_in(
        request,
        form,
        question.session,
        title=_("Preliminary answer"),
        question=question,
        back=f"{reverse('visits:session_detail', args=[question.session_id])}#question-{pk}",
        do=answer,
    )


def _filled_in(request, form, session: Session, *, do, back: str = "", **context):
    """Show the form, or do what it asks and go back to the session; a refusal stays beside it."""
    back = back or reverse("visits:session_detail", args=[session.pk])
    if form.is_valid() and _done(form, do):
        return redirect(back)
    context |= {"form": form, "session": session, "cancel_url": back}
    return render(request, "visits/session_part.html", context)


@require_POST
def session_enterprise_remove(request, pk: int):
    visible = SessionEnterprise.objects.visible_to(request.user)
    chosen = get_object_or_404(visible.select_related("session", "enterprise"), pk=pk)
    services.session_enterprise_remove(actor=request.user, chosen=chosen)
    return redirect("visits:session_detail", chosen.session_id)


@require_POST
def session_send(request, pk: int):
    number = services.session_send(actor=request.user, session=_visible(request, pk))
    messages.success(
        request,
        ngettext("Sent to %(n)d unit.", "Sent to %(n)d units.", number) % {"n": number},
    )
    return redirect("visits:session_detail", pk)
