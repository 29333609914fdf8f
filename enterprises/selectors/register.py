from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from core.fields import matching
from enterprises.intake.towns import aliases_of
from enterprises.models import Enterprise
from enterprises.uscc import normalised
from organizations.models import Organization

LOOKUP_LEAST = 2
LOOKUP_MOST = 20


def found_by(words: str) -> Q:
    """The enterprises a search means: every word in the name, its initials, the code or address.

    Words of one character match the beginning of a name: bigrams do not hold them.
    """
    condition = Q()
    for word in words.split():
        condition &= _holds(word) if len(word) > 1 else _begins(word)
    return condition


def _begins(word: str) -> Q:
    return Q(**{f"name__{matching('startswith', word)}": word})


def _holds(word: str) -> Q:
    """The bigrams narrow by index; the texts themselves decide, for bigrams may lie apart."""
    holds = matching("contains", word)
    exactly = (
        Q(**{f"name__{holds}": word})
        | Q(initials__contains=word.lower())
        | Q(uscc__startswith=normalised(word))
        | Q(**{f"address__{holds}": word})
    )
    return Q(search__finds=word) & exactly


def enterprise_search(*, user, words: str, limit: int = LOOKUP_MOST) -> QuerySet[Enterprise]:
    """Enterprises this person may see, by two characters or pinyin initials, the likeliest first."""
    if len(words.strip()) < LOOKUP_LEAST:
        return Enterprise.objects.none()
    return likeliest_first(user=user, words=words).filter(is_active=True)[:limit]


def likeliest_first(*, user, words: str) -> QuerySet[Enterprise]:
    """What a search of the list finds, in the order in which one would look at it."""
    words = words.strip()
    likely = _begins(words) | Q(initials__startswith=words.lower())
    rank = Case(
        When(likely, then=Value(0)),
        When(**{f"name__{matching('contains', words)}": words}, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    found = enterprises_listed(user=user).filter(found_by(words)).annotate(rank=rank)
    return found.order_by("rank", "name", "id")


def enterprises_listed(*, user) -> QuerySet[Enterprise]:
    """What the list shows, before its filter."""
    standing = Enterprise.objects.listed_to(user).filter(merged_into__isnull=True)
    return standing.select_related("town").defer("search", "scope")


def enterprise_found(*, user, pk: int) -> Enterprise | None:
    """The target, if the person may see it; one merged away stands for the one that is kept."""
    visible = Enterprise.objects.visible_to(user).select_related("town").defer("search")
    found = visible.filter(pk=pk, merged_into__isnull=True).first()
    return found or visible.filter(taken_in=pk).first()


def towns() -> QuerySet[Organization]:
    return Organization.objects.active().filter(kind=Organization.Kind.TOWN)


def towns_by_name() -> dict[str, int]:
    """Each name by which a town may be called in a file, where only one town is called so."""
    called: dict[str, set[int]] = {}
    for pk, name, short_name in towns().values_list("pk", "name", "short_name"):
        for alias in aliases_of(name) | aliases_of(short_name):
            called.setdefault(alias, set()).add(pk)
    return {alias: pks.pop() for alias, pks in called.items() if len(pks) == 1}
