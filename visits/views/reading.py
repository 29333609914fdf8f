from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from core.access import has_permission, is_allowed, require
from core.answers import file_answer
from core.paging import KeysetPage, capped_count
from core.templatetags.times import time_in_words
from visits import selectors
from visits.filters import VisitFilter
from visits.models import Campaign, Visit, VisitPhoto

LOG = "visits.visit_log"
NEWEST = ("-visited_at", "-id")


@require_GET
def visit_list(request):
    require(request.user, Visit.view_permission)
    queryset = selectors.visits_listed(user=request.user)
    found = VisitFilter(request.GET, queryset=queryset, request=request)
    page = KeysetPage.of(request, found.qs, order=NEWEST)
    counted = selectors.findings_counted(page.rows)
    for visit in page.rows:
        visit.finding_count = counted.get(visit.pk, 0)
    context = {
        "filter": found,
        "page": page,
        "count": capped_count(found.qs),
        "may_log": has_permission(request.user, LOG),
    }
    return render(request, "visits/list.html", context)


def _visible_or_404(request, number: str) -> Visit:
    visits = Visit.objects.visible_to(request.user).defer("search", "enterprise__search")
    visits = visits.select_related(
        "enterprise__town", "team", "unit", "logged_by", "campaign", "invitation"
    )
    return get_object_or_404(visits, number=number)


def _follows(request, visit: Visit) -> Visit | None:
    """The visit it follows, if this person may see that one too."""
    if visit.follows_id is None:
        return None
    return Visit.objects.visible_to(request.user).filter(pk=visit.follows_id).first()


def _photo(visit: Visit, photo: VisitPhoto) -> dict:
    """As ``components/files.html`` takes it."""
    stored = photo.stored
    url = reverse("visits:photo", args=[visit.number, stored.pk])
    return {
        "url": url,
        "thumb_url": f"{url}?size=small",
        "name": stored.name,
        "size": stored.size,
        "is_photo": True,
        "note": time_in_words(stored.taken_at) if stored.taken_at else "",
    }


def _heads_then(visit: Visit) -> list:
    """Who the team's three heads were on the day of the visit, whoever they are now."""
    if visit.team is None:
        return []
    return selectors.heads_on(team=visit.team, day=timezone.localdate(visit.visited_at))


def _campaign(request, visit: Visit) -> dict | None:
    """The campaign it was part of; whoever sees the visit reads its name, some may open it."""
    if visit.campaign_id is None:
        return None
    visible = Campaign.objects.visible_to(request.user).filter(pk=visit.campaign_id)
    return {"name": visit.campaign.name, "pk": visit.campaign_id, "is_open": visible.exists()}


def _answers(visit: Visit) -> list:
    """What was answered for the campaign, each with its photos as files."""
    if visit.campaign_id is None:
        return []
    answers = selectors.answers_of(visit=visit)
    for answer in answers:
        answer.files = [_photo(visit, one) for one in answer.shown]
    return answers


@require_GET
def visit_detail(request, number: str):
    visit = _visible_or_404(request, number)
    photos = list(visit.photos.select_related("stored"))
    findings = selectors.findings_of(visit=visit, user=request.user)
    for finding in findings:
        finding.files = [_photo(visit, one) for one in photos if one.finding_id == finding.pk]
    context = {
        "visit": visit,
        "findings": findings,
        "photos": [
            _photo(visit, photo)
            for photo in photos
            if photo.finding_id is None and photo.answer_id is None
        ],
        "campaign": _campaign(request, visit),
        "answers": _answers(visit),
        "heads_then": _heads_then(visit),
        "people": list(visit.participants.order_by("id")),
        "invitation": getattr(visit, "invitation", None),
        "follows": _follows(request, visit),
        "followed_by": selectors.visits_following(visit=visit, user=request.user),
        "checks": visit.checks.select_related("verification__case"),
        "may_log_again": is_allowed(request.user, LOG, visit.enterprise),
    }
    return render(request, "visits/detail.html", context)


@require_GET
def visit_photo(request, number: str, pk):
    """A photo, to whoever may see its visit; also as a small picture."""
    visit = get_object_or_404(Visit.objects.visible_to(request.user), number=number)
    photo = get_object_or_404(VisitPhoto.objects.select_related("stored"), visit=visit, stored=pk)
    return file_answer(request, photo.stored, of=visit)
