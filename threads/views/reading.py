from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from core.access import has_permission, require
from core.answers import file_answer
from core.paging import KeysetPage, capped_count
from enterprises.models import Enterprise
from issues.models import Case
from threads import selectors
from threads.filters import ThreadFilter
from threads.models import Post, PostFile


@require_GET
def thread_list(request):
    if not has_permission(request.user, Enterprise.view_permission):
        require(request.user, Case.view_permission)
    queryset = selectors.threads_listed(user=request.user)
    found = ThreadFilter(request.GET, queryset=queryset, request=request)
    page = KeysetPage.of(request, found.qs, order=selectors.UNREAD_FIRST)
    standings = selectors.standings_of(user=request.user, threads=page.rows)
    for thread in page.rows:
        thread.standing = standings[thread.pk]
    context = {"filter": found, "page": page, "count": capped_count(found.qs)}
    return render(request, "threads/list.html", context)


@require_GET
def post_readers(request, pk: int):
    """Who has read a post: a piece of the thread's page, or a page of its own."""
    post = get_object_or_404(_standing(request).select_related("thread", "author"), pk=pk)
    context = {"post": post, "marks": list(selectors.readers_of(post=post))}
    page = "names.html" if request.htmx else "readers.html"
    return render(request, f"threads/{page}", context)


@require_GET
def post_file(request, pk: int, stored):
    """A file, to whoever may read its thread; with its post it is withdrawn."""
    post = get_object_or_404(_standing(request).select_related("thread"), pk=pk)
    one = get_object_or_404(PostFile.objects.select_related("stored"), post=post, stored=stored)
    return file_answer(request, one.stored, of=post.thread)


def _standing(request):
    return Post.objects.visible_to(request.user).standing()
