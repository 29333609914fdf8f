"""Reads of check-lists: those in use, all of them, and their items by section."""

from itertools import groupby

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum

from core.fields import matching
from inspections.models import CheckItem, CheckList, CheckListVersion
from inspections.workflow import VersionState

ITEMS = Prefetch("items", CheckItem.objects.order_by("place"))


def versions_in_use() -> QuerySet[CheckListVersion]:
    """By what may be inspected today, with the items."""
    current = CheckListVersion.objects.filter(state=VersionState.CURRENT)
    ordered = current.select_related("check_list").order_by("check_list__field", "name")
    return ordered.prefetch_related(ITEMS)


def versions_published() -> QuerySet[CheckListVersion]:
    """Also those of yesterday: a phone without a signal may have inspected by one of them."""
    published = CheckListVersion.objects.exclude(state=VersionState.DRAFT)
    return published.select_related("check_list").prefetch_related(ITEMS)


def lists_in_use() -> QuerySet[CheckList]:
    current = CheckListVersion.objects.filter(state=VersionState.CURRENT)
    return CheckList.objects.filter(pk__in=current.order_by().values("check_list"))


def versions_listed(*, user) -> QuerySet[CheckListVersion]:
    """Of each list the version in use, else the newest; with how many items and points."""
    lists = CheckList.objects.visible_to(user)
    newer = Q(check_list__versions__state=VersionState.CURRENT) & ~Q(state=VersionState.CURRENT)
    shown = CheckListVersion.objects.filter(check_list__in=lists).exclude(newer)
    newest = {}
    for pk, check_list in shown.order_by("number").values_list("pk", "check_list"):
        newest[check_list] = pk
    found = CheckListVersion.objects.filter(pk__in=newest.values()).select_related("check_list")
    return found.annotate(
        field=F("check_list__field"), item_count=Count("items"), points=Sum("items__score")
    )


def lists_found_by(words: str) -> Q:
    holds, condition = matching("contains", words), Q()
    for word in words.split():
        condition &= Q(**{f"name__{holds}": word}) | Q(**{f"trade__{holds}": word})
    return condition


def in_sections(items) -> list[dict]:
    """Items, or what hangs on them, in the order of the list: by section."""
    section_of = lambda one: getattr(one, "item", one).section  # noqa: E731
    return [{"name": name, "rows": list(rows)} for name, rows in groupby(items, section_of)]


def as_told(versions) -> list[dict]:
    """Lists with their items as a phone keeps them and static/js/inspection_page.js shows them."""
    return [
        {
            "id": version.pk,
            "list": version.check_list_id,
            "sections": [
                {"name": section["name"], "items": [_item(item) for item in section["rows"]]}
                for section in in_sections(version.items.all())
            ],
        }
        for version in versions
    ]


def _item(item: CheckItem) -> dict:
    return {
        "id": item.pk,
        "text": item.text,
        "basis": item.basis,
        "how": item.how,
        "score": item.score,
        "photo": item.photo_required,
    }
