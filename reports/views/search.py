from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.access import has_permission, require
from reports.forms import SearchForm
from reports.selectors.search import SEARCHES, search_groups


@require_GET
def search(request):
    """One box for everything: cases, hazards and enterprises that this person may see."""
    if not any(has_permission(request.user, one) for one in SEARCHES):
        require(request.user, SEARCHES[0])
    form = SearchForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    groups = search_groups(user=request.user, words=words) if words else []
    context = {"form": form, "words": words, "groups": groups}
    return render(request, "reports/search.html", context)
