from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.access import require
from enterprises import selectors, services
from enterprises.forms import MergeWithForm
from enterprises.models import Enterprise
from enterprises.services import MERGE


@require_GET
def double_list(request):
    require(request.user, MERGE)
    context = {"doubles": selectors.doubles_proposed(user=request.user)}
    return render(request, "enterprises/double_list.html", context)


@require_GET
def double_find(request, pk: int):
    """Choose the other of the two, where the register did not propose it."""
    enterprise = _standing_or_404(request, pk)
    form = MergeWithForm(request.GET or None, user=request.user)
    if form.is_valid():
        other = form.cleaned_data["other"]
        if other.pk != pk:
            return redirect("enterprises:double", pk, other.pk)
        form.add_error("other", _("Choose two different targets."))
    context = {"form": form, "enterprise": enterprise}
    return render(request, "enterprises/double_find.html", context)


@require_GET
def double(request, pk: int, other: int):
    """The two side by side, to choose which is kept."""
    first, second = _standing_or_404(request, pk), _standing_or_404(request, other)
    context = {
        "first": first,
        "second": second,
        "facts": selectors.facts_beside(first, second),
        "belongings": selectors.belongings_beside(first, second),
    }
    return render(request, "enterprises/double.html", context)


def _standing_or_404(request, pk: int) -> Enterprise:
    standing = Enterprise.objects.filter(merged_into__isnull=True).select_related("town")
    return get_object_or_404(standing.allowing(request.user, MERGE), pk=pk)


@require_POST
def double_merge(request, pk: int, other: int):
    """``pk`` is kept; ``other`` goes into it. Both may have been merged meanwhile: the service says."""
    reach = Enterprise.objects.allowing(request.user, MERGE)
    kept, merged = get_object_or_404(reach, pk=pk), get_object_or_404(reach, pk=other)
    services.enterprise_merge(actor=request.user, merged=merged, kept=kept)
    told = _("“%(merged)s” is part of “%(kept)s” now, with all that belonged to it.")
    messages.success(request, told % {"merged": merged, "kept": kept})
    return redirect("enterprises:detail", kept.pk)


@require_POST
def double_dismiss(request, pk: int, other: int):
    first, second = _standing_or_404(request, pk), _standing_or_404(request, other)
    services.double_dismiss(actor=request.user, first=first, second=second)
    messages.success(request, _("Kept as two. This pair is not proposed again."))
    return redirect("enterprises:double_list")
