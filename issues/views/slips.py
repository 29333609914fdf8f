"""Supervision slips: the list, one slip, its receipt and reply, and the slip on paper."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import is_allowed, require
from core.answers import file_answer, guarded
from core.errors import NotNow, NotSo
from core.paging import KeysetPage
from issues.filters.slips import SlipFilter
from issues.forms.base import refuse
from issues.forms.slips import SlipReplyForm
from issues.models import Case, Slip
from issues.selectors import story
from issues.selectors.slip_story import slip_facts
from issues.selectors.slips import is_addressed, receipt_late, slip_for_page, slips_addressed
from issues.services.slips import slip_receive
from issues.slip_paper import slip_paper


@require_GET
def slip_list(request):
    found = SlipFilter(request.GET, user=request.user)
    page = KeysetPage.of(request, found.qs, order=found.order)
    _mark(page.rows, request.user, found.now)
    counts = found.counts()
    current = request.GET.get(found.counted, "")
    context = {
        "filter": found,
        "page": page,
        "counts": counts,
        "counts_param": found.counted,
        "counts_current": current,
        "count": next((one["count"] for one in counts if one["value"] == current), None),
    }
    return render(request, "issues/slip_list.html", context)


def _mark(rows: list[Slip], user, now) -> None:
    """Say of each row whether this person may sign for it, and whether that is late."""
    here = Slip.objects.filter(pk__in=[row.pk for row in rows])
    mine = set(slips_addressed(user=user).filter(pk__in=here).values_list("pk", flat=True))
    late = set(here.filter(receipt_late(now)).values_list("pk", flat=True))
    for row in rows:
        row.is_mine, row.receipt_is_late = row.pk in mine, row.pk in late


@require_GET
def slip_detail(request, number: str):
    slip = _slip_or_404(request, number)
    visible = Case.objects.visible_to(request.user).filter(pk=slip.case_id)
    context = {
        **slip_facts(slip, timezone.now()),
        "files": story.files_of_slip(slip),
        "case_opens": visible.exists(),
        "may_sign": slip.receipt_at is None and is_addressed(user=request.user, slip=slip),
        "may_reply": slip.replied_at is None
        and is_allowed(request.user, "issues.slip_reply", slip),
    }
    return render(request, "issues/slip.html", context)


def _slip_or_404(request, number: str) -> Slip:
    try:
        return slip_for_page(user=request.user, number=number)
    except Slip.DoesNotExist as missing:
        raise Http404 from missing


@require_POST
def slip_receipt(request, number: str):
    slip = get_object_or_404(slips_addressed(user=request.user), number=number)
    slip_receive(actor=request.user, slip=slip)
    messages.success(request, _("The receipt of %(number)s is recorded.") % {"number": number})
    return redirect(slip)


@require_http_methods(["GET", "POST"])
def slip_reply(request, number: str):
    slip = _slip_or_404(request, number)
    require(request.user, "issues.slip_reply", slip)
    form = SlipReplyForm(request.POST or None, request.FILES or None, user=request.user, slip=slip)
    if form.is_valid():
        try:
            form.perform()
        except (NotNow, NotSo) as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The reply to %(number)s is sent.") % {"number": number})
            return redirect(slip)
    context = {**slip_facts(slip, timezone.now()), "form": form}
    return render(request, "issues/slip_reply.html", context)


@require_GET
def slip_pdf(request, number: str):
    """The slip as it is printed, signed and stamped."""
    slip = _slip_or_404(request, number)
    paper = HttpResponse(slip_paper(slip, timezone.now()), content_type="application/pdf")
    return guarded(paper, f"{_('Supervision slip')} {number}.pdf", is_inline=True)


@require_GET
def slip_file(request, number: str, pk):
    """A file that came with the reply, by the same permission as the slip."""
    slip = _slip_or_404(request, number)
    attachment = get_object_or_404(slip.attachments.select_related("stored"), stored=pk)
    return file_answer(request, attachment.stored, of=slip.case)
