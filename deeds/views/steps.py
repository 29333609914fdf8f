"""One step of a deed or a wish: a page with its form, or one press."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core.access import require
from core.errors import DomainError, NotYou
from core.refusals import refused_beside
from core.workflow import Workflow
from deeds import services
from deeds.access import can_confirm, has_claimed, near_to
from deeds.forms import (
    AcceptForm,
    ClaimForm,
    DeedForm,
    FulfilForm,
    HandInForm,
    ReasonForm,
    ReportForm,
    ThankForm,
    WishForm,
)
from deeds.models import Deed, Wish
from deeds.selectors import deeds as deed_selectors
from deeds.selectors import wishes as wish_selectors
from deeds.workflow import CLAIM, DEED_WORKFLOW, WISH_WORKFLOW


@dataclass(frozen=True)
class Step:
    """What a step asks for, what it does, and what is said after it."""

    form: type[forms.Form]
    act: Callable
    told: object
    takes: tuple[str, ...] = ()
    """What the form wants to know besides: ``user``, ``deed``, ``wish``."""
    may: Callable | None = None
    """Whether this person's part in it allows the step; NotYou with ``refusal`` if not."""
    refusal: object = ""


def _has_claimed(user, wish: Wish) -> bool:
    return "all" in user.grants(CLAIM) or has_claimed(user, wish.claim)


_NEAR = gettext_lazy("You are of the unit of this deed, or had a part in it: somebody else looks.")
_NOT_MINE = gettext_lazy("Who claimed this wish says what becomes of it.")
_COLLECTED = gettext_lazy("You collected this wish: somebody else fulfils it.")
_CLAIMED = gettext_lazy("Who claimed or fulfilled a wish does not confirm it: another asks.")

DEED_STEPS = {
    "change": Step(DeedForm, services.deed_change, gettext_lazy("Saved."), ("user", "deed")),
    "begin": Step(forms.Form, services.deed_begin, gettext_lazy("The deed is under way.")),
    "report": Step(ReportForm, services.deed_report, gettext_lazy("Written down."), ("user",)),
    "hand_in": Step(
        HandInForm,
        services.deed_hand_in,
        gettext_lazy("Handed in. Somebody of another unit will look."),
        ("user", "deed"),
    ),
    "accept": Step(
        AcceptForm,
        services.deed_accept,
        gettext_lazy("Recorded. The branch has been told."),
        ("user", "deed"),
        may=lambda user, deed: not near_to(user, deed),
        refusal=_NEAR,
    ),
    "put_aside": Step(ReasonForm, services.deed_put_aside, gettext_lazy("Put aside.")),
}
WISH_STEPS = {
    "change": Step(WishForm, services.wish_change, gettext_lazy("Saved."), ("user", "wish")),
    "publish": Step(forms.Form, services.wish_publish, gettext_lazy("It is on the wish wall.")),
    "claim": Step(
        ClaimForm,
        services.wish_claim,
        gettext_lazy("Claimed. Whose wish it is, and how to reach them, stands below."),
        ("user",),
        may=lambda user, wish: wish.collected_by_id != user.pk,
        refusal=_COLLECTED,
    ),
    "give_back": Step(
        ReasonForm,
        services.wish_give_back,
        gettext_lazy("Given back. It is on the wish wall again."),
        may=_has_claimed,
        refusal=_NOT_MINE,
    ),
    "fulfil": Step(
        FulfilForm,
        services.wish_fulfil,
        gettext_lazy("Recorded. The collector will ask whose wish it was."),
        ("user",),
        may=_has_claimed,
        refusal=_NOT_MINE,
    ),
    "thank": Step(
        ThankForm,
        services.wish_thank,
        gettext_lazy("Recorded. Who fulfilled it has been told."),
        may=can_confirm,
        refusal=_CLAIMED,
    ),
    "withdraw": Step(ReasonForm, services.wish_withdraw, gettext_lazy("Withdrawn.")),
}


@require_http_methods(["GET", "POST"])
def deed_step(request, pk: int, move: str):
    deeds = deed_selectors.with_facts(Deed.objects.visible_to(request.user))
    deed = get_object_or_404(deeds.select_related("handed_in_by"), pk=pk)
    return _step(request, "deed", deed, move, DEED_STEPS, DEED_WORKFLOW)


@require_http_methods(["GET", "POST"])
def wish_step(request, pk: int, move: str):
    wish = get_object_or_404(
        wish_selectors.with_facts(Wish.objects.visible_to(request.user)), pk=pk
    )
    return _step(request, "wish", wish, move, WISH_STEPS, WISH_WORKFLOW)


def _step(request, name: str, thing, move: str, steps: dict[str, Step], workflow: Workflow):
    step = steps.get(move)
    if step is None:
        raise Http404
    require(request.user, workflow.move(move).permission, thing)
    if request.method == "GET":
        workflow.check(thing, move)
    if (
        step.may
        and thing.state in workflow.move(move).sources
        and not step.may(request.user, thing)
    ):
        raise NotYou(str(step.refusal))
    form = _form(request, name, thing, move, step)
    if form.is_valid():
        try:
            step.act(actor=request.user, **{name: thing}, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(request, str(step.told))
            return redirect(thing)
    context = {
        "form": form,
        name: thing,
        "thing": thing,
        "move": workflow.move(move),
        "cancel_url": thing.get_absolute_url(),
    }
    return render(request, f"deeds/{name}_step.html", context)


def _form(request, name: str, thing, move: str, step: Step) -> forms.Form:
    facts = {"user": request.user, name: thing}
    wanted = {key: facts[key] for key in step.takes}
    if request.method == "POST":
        return step.form(request.POST, request.FILES, **wanted)
    initial = _initial(step.form, thing) if move == "change" else {}
    return step.form(initial=initial, **wanted)


def _initial(form: type[forms.Form], thing) -> dict:
    names = form.base_fields.keys() - {"organization", "unit"}
    return {key: getattr(thing, key) for key in names}
