"""The register of wishes, the wall, one of them, and collecting one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.access import has_permission, require
from core.answers import file_answer, list_answer
from core.errors import DomainError
from core.filters import conditions_told
from core.office import Maker
from core.paging import KeysetPage, capped_count
from core.refusals import refused_beside
from deeds import services
from deeds.access import NAMES, can_claim, can_confirm, can_see_name, has_claimed
from deeds.filters import WishFilter
from deeds.forms import WishForm
from deeds.models import FulfilmentPhoto, Wish
from deeds.selectors import wishes as selectors
from deeds.views.shown import buttons_of, files_of
from deeds.workbooks import wishes_table
from deeds.workflow import CLAIM, COLLECT, WISH_WORKFLOW

ORDERS = {
    "wanted": ("wanted_by", "id"),
    "-wanted": ("-wanted_by", "-id"),
    "-id": ("-id",),
}
TILES = 24


@require_GET
def wish_list(request):
    require(request.user, Wish.view_permission)
    found = _filtered(request, selectors.wishes_listed(user=request.user))
    order = ORDERS.get(request.GET.get("sort"), ORDERS["-id"])
    page = KeysetPage.of(request, found.qs, order=order)
    _names_shown(request.user, page.rows)
    context = {
        "filter": found,
        "page": page,
        "count": capped_count(found.qs),
        "may_collect": has_permission(request.user, COLLECT),
    }
    return render(request, "deeds/wish_list.html", context)


@require_GET
def wish_wall(request):
    """The wall: tiles, those to be claimed first; never whose wish it is."""
    require(request.user, Wish.view_permission)
    found = _filtered(request, selectors.wishes_on_wall(user=request.user))
    page = KeysetPage.of(request, found.qs, order=selectors.WALL_ORDER, size=TILES)
    may_claim = has_permission(request.user, CLAIM)
    for wish in page.rows:
        wish.may_claim = may_claim and wish.state == "published" and not _collected(request, wish)
    context = {
        "filter": found,
        "page": page,
        "count": capped_count(found.qs),
        "may_collect": has_permission(request.user, COLLECT),
    }
    return render(request, "deeds/wish_wall.html", context)


def _collected(request, wish: Wish) -> bool:
    return wish.collected_by_id == request.user.pk


@require_GET
def wish_workbook(request):
    """The register as the address filters it; names only of those this person may see."""
    require(request.user, Wish.view_permission)
    found = _filtered(request, selectors.wishes_listed(user=request.user))
    maker = Maker.of(request.user)
    table = wishes_table(
        wishes=found.qs.order_by(*ORDERS["wanted"]),
        user=request.user,
        filtered_by="；".join(conditions_told(found)),
        maker=maker,
    )
    return list_answer(table, _("Register of micro-wishes"), maker=maker)


def _filtered(request, queryset) -> WishFilter:
    return WishFilter(request.GET, queryset=queryset, request=request)


def _names_shown(user, wishes: list[Wish]) -> None:
    seen = selectors.names_seen(user=user, wishes=wishes)
    for wish in wishes:
        wish.shows_name = wish.pk in seen


@require_http_methods(["GET", "POST"])
def wish_new(request):
    require(request.user, COLLECT)
    form = WishForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            wish = services.wish_collect(actor=request.user, **form.cleaned_data)
        except DomainError as refusal:
            refused_beside(form, refusal)
        else:
            messages.success(request, _("Collected. Put it on the wall when it is ready."))
            return redirect(wish)
    context = {"form": form, "cancel_url": reverse("deeds:wish_wall")}
    return render(request, "deeds/wish_form.html", context)


@require_GET
def wish_detail(request, pk: int):
    user = request.user
    wish = get_object_or_404(selectors.with_facts(Wish.objects.visible_to(user)), pk=pk)
    claims = list(
        wish.claims.select_related("unit", "person").prefetch_related(
            "fulfilments__photos__stored", "fulfilments__by", "fulfilments__asked_by"
        )
    )
    shows_name = can_see_name(user, wish)
    for claim in claims:
        claim.done = list(claim.fulfilments.all())
        for done in claim.done:
            photos = done.photos.all() if shows_name else ()
            done.files = files_of(photos, "deeds:wish_photo", wish)
    context = {
        "wish": wish,
        "claims": claims,
        "shows_name": shows_name,
        "moves": [move for move in _moves(user, wish) if move["name"] in _mine(user, wish)],
    }
    return render(request, "deeds/wish_detail.html", context)


def _moves(user, wish: Wish) -> list[dict]:
    return buttons_of(user, wish, WISH_WORKFLOW, "deeds:wish_step", besides={"not_yet"})


def _mine(user, wish: Wish) -> set[str]:
    """The steps that fit this person's part in the wish."""
    mine = {"change", "publish", "withdraw"}
    if can_claim(user, wish):
        mine.add("claim")
    if "all" in user.grants(CLAIM) or has_claimed(user, wish.claim):
        mine |= {"give_back", "fulfil"}
    if can_confirm(user, wish):
        mine.add("thank")
    return mine


@require_GET
def wish_photo(request, pk: int, stored):
    """A photo of how a wish was fulfilled, to whoever sees whose it is: faces tell as names do."""
    wish = get_object_or_404(Wish.objects.allowing(request.user, NAMES), pk=pk)
    photos = FulfilmentPhoto.objects.select_related("stored")
    photo = get_object_or_404(photos, fulfilment__claim__wish=wish, stored=stored)
    return file_answer(request, photo.stored, of=wish)
