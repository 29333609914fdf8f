"""Campaigns: planned, begun, kept in step and ended by the visit office."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import has_permission, require
from core.errors import DomainError
from core.paging import KeysetPage
from core.refusals import refused_beside
from issues.models import Case
from issues.selectors.policies import policies_of_campaign
from visits import selectors, services
from visits.forms import CampaignForm, CampaignQuestionForm
from visits.models import Campaign, CampaignQuestion
from visits.selectors.campaign_faults import fault_behind
from visits.workflow import CAMPAIGN_WORKFLOW

MANAGE = "visits.campaign_manage"
SHOWN = 200


def campaign_or_404(request, pk: int) -> Campaign:
    return get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)


@require_GET
def campaign_list(request):
    require(request.user, Campaign.view_permission)
    campaigns = selectors.campaigns_listed(user=request.user)
    page = KeysetPage.of(request, campaigns, order=("-starts_on", "-id"))
    for campaign in page.rows:
        campaign.share = selectors.Share.of(campaign)
    context = {"page": page, "may_manage": has_permission(request.user, MANAGE)}
    return render(request, "visits/campaign_list.html", context)


@require_GET
def campaign_detail(request, pk: int):
    campaign = campaign_or_404(request, pk)
    user = request.user
    visitors = selectors.campaign_visitors(campaign=campaign, user=user)
    segments = selectors.segments_now(user=user, campaign=campaign)
    wall = selectors.campaign_wall(campaign=campaign, user=user)
    context = {
        "campaign": campaign,
        "fault": fault_behind(user=user, campaign=campaign),
        "share": selectors.campaign_coverage(campaign=campaign, user=user),
        "late_count": selectors.came_late(campaign=campaign),
        "seats": selectors.seats_counted(visitors),
        "gone_count": sum(one.has_gone for one in visitors),
        "visitor_count": len(visitors),
        "teams": selectors.campaign_teams(campaign=campaign, wall=wall),
        "case_counts": selectors.campaign_cases_counted(campaign=campaign, user=user),
        "segments": segments,
        "matched": selectors.scope_meant(user=user, segments=segments).count(),
        "overlapping": selectors.campaigns_overlapping(user=user, campaign=campaign),
        "questions": selectors.questions_listed(campaign=campaign),
        "policies": policies_of_campaign(campaign.mark_id),
        "may_set_policies": has_permission(user, "issues.policy_manage"),
        "visits_url": f"{reverse('visits:list')}?campaign={campaign.pk}",
        "cases_url": _cases_url(user, campaign),
        "moves": _moves_of(user, campaign),
    }
    return render(request, "visits/campaign_detail.html", context)


def _cases_url(user, campaign: Campaign) -> str:
    """The cases that its visits brought; empty for whoever sees no cases at all."""
    if not has_permission(user, Case.view_permission):
        return ""
    return f"{reverse('issues:case_list')}?campaign={campaign.mark_id}"


def _moves_of(user, campaign: Campaign) -> set[str]:
    moves = CAMPAIGN_WORKFLOW.moves_open(campaign)
    return {move.name for move in moves if has_permission(user, move.permission)}


@require_http_methods(["GET", "POST"])
def campaign_create(request):
    require(request.user, MANAGE)
    return _edited(request, None)


@require_http_methods(["GET", "POST"])
def campaign_change(request, pk: int):
    campaign = campaign_or_404(request, pk)
    require(request.user, MANAGE, campaign)
    return _edited(request, campaign)


def _edited(request, campaign: Campaign | None):
    form = CampaignForm(request.POST or None, instance=campaign, user=request.user)
    if form.is_valid():
        try:
            saved = services.campaign_save(
                actor=request.user, campaign=campaign, **form.cleaned_data
            )
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(request, _("“%s” is saved.") % saved)
            return redirect("visits:campaign_detail", saved.pk)
    context = {"form": form, "campaign": campaign, "cancel_url": reverse("visits:campaign_list")}
    if campaign:
        context["cancel_url"] = reverse("visits:campaign_detail", args=[campaign.pk])
    return render(request, "visits/campaign_form.html", context)


@require_POST
def campaign_open(request, pk: int):
    campaign = campaign_or_404(request, pk)
    number = services.campaign_open(actor=request.user, campaign=campaign)
    told = ngettext(
        "The campaign has begun with %(number)d enterprise.",
        "The campaign has begun with %(number)d enterprises.",
        number,
    )
    messages.success(request, told % {"number": number})
    return redirect("visits:campaign_detail", pk)


@require_http_methods(["GET", "POST"])
def campaign_scope(request, pk: int):
    """What would come in and go out is shown first; then the scope is brought in step."""
    campaign = campaign_or_404(request, pk)
    require(request.user, MANAGE, campaign)
    if request.method == "POST":
        came, went = services.campaign_rescope(actor=request.user, campaign=campaign)
        told = _("The scope is in step: %(came)d came in, %(went)d went out.")
        messages.success(request, told % {"came": came, "went": went})
        return redirect("visits:campaign_detail", pk)
    difference = selectors.scope_difference(user=request.user, campaign=campaign)
    context = {
        "campaign": campaign,
        "difference": difference,
        "shown": SHOWN,
        "moves": _moves_of(request.user, campaign),
    }
    return render(request, "visits/campaign_scope.html", context)


@require_http_methods(["GET", "POST"])
def campaign_end(request, pk: int):
    """What stands and what is missing, before nothing can be added any more."""
    campaign = campaign_or_404(request, pk)
    require(request.user, MANAGE, campaign)
    if request.method == "POST":
        services.campaign_end(actor=request.user, campaign=campaign)
        messages.success(request, _("“%s” has ended. Its results stand below.") % campaign)
        return redirect("visits:campaign_detail", pk)
    context = {
        "campaign": campaign,
        "share": selectors.campaign_coverage(campaign=campaign, user=request.user),
        "moves": _moves_of(request.user, campaign),
    }
    return render(request, "visits/campaign_end.html", context)


# What it asks


@require_http_methods(["GET", "POST"])
def question_create(request, pk: int):
    campaign = campaign_or_404(request, pk)
    require(request.user, MANAGE, campaign)
    return _asked(request, campaign, None)


def _question_or_404(request, pk: int) -> CampaignQuestion:
    visible = Campaign.objects.visible_to(request.user)
    questions = CampaignQuestion.objects.filter(campaign__in=visible).select_related("campaign")
    return get_object_or_404(questions, pk=pk)


@require_http_methods(["GET", "POST"])
def question_change(request, pk: int):
    question = _question_or_404(request, pk)
    require(request.user, MANAGE, question.campaign)
    return _asked(request, question.campaign, question)


def _asked(request, campaign: Campaign, question: CampaignQuestion | None):
    initial = CampaignQuestionForm.initial_of(question) if question else {}
    form = CampaignQuestionForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services.question_save(
                actor=request.user, campaign=campaign, question=question, **form.cleaned_data
            )
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            return redirect("visits:campaign_detail", campaign.pk)
    context = {"form": form, "campaign": campaign, "question": question}
    context["cancel_url"] = reverse("visits:campaign_detail", args=[campaign.pk])
    return render(request, "visits/campaign_question.html", context)


@require_POST
def question_remove(request, pk: int):
    question = _question_or_404(request, pk)
    is_kept = services.question_remove(actor=request.user, question=question)
    told = (
        _("The question is asked no more; what was answered stays.")
        if is_kept
        else _("The question is taken off.")
    )
    messages.success(request, told)
    return redirect("visits:campaign_detail", question.campaign_id)
