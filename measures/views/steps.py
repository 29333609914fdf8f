"""One step of a problem or a measure: a page with its form."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core.access import require
from core.errors import DomainError
from core.refusals import refused_beside
from core.workflow import Workflow
from letters.models import Letter
from measures import services
from measures.forms import (
    CaseForm,
    IssueForm,
    MeasureChangeForm,
    MeasureForm,
    NameForm,
    ReasonForm,
    TellForm,
    WordsForm,
)
from measures.models import CommonProblem, Measure
from measures.workflow import MEASURE_WORKFLOW, PROBLEM_WORKFLOW


@dataclass(frozen=True)
class Step:
    """What a step asks for, what it does, and what is said after it."""

    form: type[forms.Form]
    act: Callable
    told: object
    takes: tuple[str, ...] = ()
    """What the form wants to know besides: ``user``, ``thing``."""


PROBLEM_STEPS = {
    "confirm": Step(
        NameForm,
        services.problem_confirm,
        gettext_lazy("Confirmed. Later cases like these join by themselves."),
        ("thing",),
    ),
    "rename": Step(NameForm, services.problem_rename, gettext_lazy("Saved."), ("thing",)),
    "add_case": Step(CaseForm, services.problem_add_case, gettext_lazy("Added.")),
    "dismiss": Step(
        ReasonForm,
        services.problem_dismiss,
        gettext_lazy("Dismissed. These cases are not proposed together again."),
    ),
    "take_up": Step(
        MeasureForm,
        services.measure_take_up,
        gettext_lazy("Taken up. The head of the owner has been told."),
        ("user", "thing"),
    ),
}
MEASURE_STEPS = {
    "change": Step(
        MeasureChangeForm, services.measure_change, gettext_lazy("Saved."), ("user", "thing")
    ),
    "report": Step(WordsForm, services.measure_report, gettext_lazy("Written down.")),
    "issue": Step(
        IssueForm,
        services.measure_issue,
        gettext_lazy("It is in force. Now write to those it fits."),
    ),
    "tell": Step(
        TellForm,
        services.measure_tell,
        gettext_lazy("The letter is drafted. Look through it, and send it."),
    ),
    "drop": Step(ReasonForm, services.measure_drop, gettext_lazy("Dropped.")),
    "end": Step(ReasonForm, services.measure_end, gettext_lazy("Ended.")),
}


@require_http_methods(["GET", "POST"])
def problem_step(request, pk: int, move: str):
    problem = get_object_or_404(CommonProblem.objects.visible_to(request.user), pk=pk)
    return _step(request, "problem", problem, move, PROBLEM_STEPS, PROBLEM_WORKFLOW)


@require_http_methods(["GET", "POST"])
def measure_step(request, number: str, move: str):
    measures = Measure.objects.visible_to(request.user).select_related("owner", "segment")
    measure = get_object_or_404(measures, number=number)
    return _step(request, "measure", measure, move, MEASURE_STEPS, MEASURE_WORKFLOW)


def _step(request, name: str, thing, move: str, steps: dict[str, Step], workflow: Workflow):
    step = steps.get(move)
    if step is None:
        raise Http404
    require(request.user, workflow.move(move).permission, thing)
    if request.method == "GET":
        workflow.check(thing, move)
    facts = {"user": request.user, "thing": thing}
    form = step.form(request.POST or None, **{key: facts[key] for key in step.takes})
    if form.is_valid():
        try:
            made = step.act(actor=request.user, **{name: thing}, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(request, str(step.told))
            return redirect(made if isinstance(made, Measure | Letter) else thing)
    context = {
        "form": form,
        "thing": thing,
        "move": workflow.move(move),
        "cancel_url": thing.get_absolute_url(),
    }
    return render(request, "measures/step.html", context)
