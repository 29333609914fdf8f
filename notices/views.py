from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.paging import KeysetPage
from notices.models import Notice
from notices.selectors import ORDER, notice_list, unread_count
from notices.services import notice_mark_read, notices_mark_all_read

PAGE_SIZE = 30


@require_GET
def notices(request):
    page = KeysetPage.of(request, notice_list(user=request.user), order=ORDER, size=PAGE_SIZE)
    context = {"page": page, "unread": unread_count(user=request.user)}
    return render(request, "notices/list.html", context)


@require_GET
def notice_open(request, pk):
    """Mark as read and go to what it tells about."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    notice_mark_read(actor=request.user, notice=notice)
    if url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None):
        return redirect(notice.url)
    return redirect("notices:list")


@require_POST
def mark_all_read(request):
    count = notices_mark_all_read(actor=request.user)
    messages.success(request, _("%(count)s notices marked as read.") % {"count": count})
    return redirect("notices:list")
