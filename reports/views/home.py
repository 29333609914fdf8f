from django.shortcuts import render
from django.utils import timezone

from reports.selectors.home import (
    demands_raised,
    due_groups,
    enterprises_unvisited,
    month_figures,
    online_visits,
    over_caps,
    preliminary_answers,
    questions_asked,
    receipts_missing,
    second_visits,
    visits_planned,
    waiting_groups,
)
from reports.selectors.home_deeds import deeds_and_wishes
from reports.selectors.home_inspections import inspections_today


def home(request):
    """My work: what waits for me, what is due soon, what is late."""
    user = request.user
    context = {
        "waiting": waiting_groups(user=user),
        "raised": demands_raised(user=user),
        "asked": questions_asked(user=user),
        "letters": receipts_missing(user=user),
        "inspections": inspections_today(user=user),
        "planned": visits_planned(user=user),
        "over_caps": over_caps(user=user),
        "preliminary": preliminary_answers(user=user),
        "online": online_visits(user=user),
        "second": second_visits(user=user),
        "deeds": deeds_and_wishes(user=user),
        "due": due_groups(user=user, now=timezone.now()),
        "unvisited": enterprises_unvisited(user=user),
        "month": month_figures(user=user),
    }
    return render(request, "reports/home.html", context)
