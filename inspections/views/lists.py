"""Check-lists: those in use, and one of them in any of its versions."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from core.access import is_allowed, require
from core.paging import KeysetPage, capped_count
from inspections.access import fields_managed
from inspections.filters import CheckListFilter
from inspections.models import CheckList, CheckListVersion
from inspections.selectors import checklists as selectors
from inspections.workflow import LIST_MANAGE, VERSION_WORKFLOW, VersionState


@require_GET
def list_list(request):
    require(request.user, CheckList.view_permission)
    queryset = selectors.versions_listed(user=request.user)
    found = CheckListFilter(request.GET, queryset=queryset, request=request)
    context = {
        "filter": found,
        "page": KeysetPage.of(request, found.qs, order=("check_list_id", "id")),
        "count": capped_count(found.qs),
        "may_add": bool(fields_managed(request.user)),
    }
    return render(request, "inspections/list_list.html", context)


def version_visible(request, pk: int) -> CheckListVersion:
    """A version by its key; a draft is there for those who keep the list only."""
    lists = CheckList.objects.visible_to(request.user)
    versions = CheckListVersion.objects.filter(check_list__in=lists)
    drafted = CheckList.objects.allowing(request.user, LIST_MANAGE)
    hidden = versions.filter(state=VersionState.DRAFT).exclude(check_list__in=drafted)
    found = versions.exclude(pk__in=hidden.values("pk")).select_related("check_list")
    return get_object_or_404(found.select_related("published_by"), pk=pk)


@require_GET
def list_detail(request, pk: int):
    version = version_visible(request, pk)
    may_manage = is_allowed(request.user, LIST_MANAGE, version.check_list)
    moves = {move.name for move in VERSION_WORKFLOW.moves_open(version)} if may_manage else set()
    versions = version.check_list.versions.select_related("published_by")
    context = {
        "version": version,
        "sections": selectors.in_sections(version.items.all()),
        "versions": [one for one in versions if may_manage or one.state != VersionState.DRAFT],
        "moves": moves,
        "may_edit": may_manage,
    }
    return render(request, "inspections/list_detail.html", context)
