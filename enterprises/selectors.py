from datetime import datetime
from decimal import Decimal

from django.db.models import Case, DecimalField, IntegerField, Q, QuerySet, Value, When

from core.fields import matching
from core.jobs import waiting
from enterprises.intake.towns import aliases_of
from enterprises.models import Enterprise, EnterpriseCode, ImportJob, ImportRow, label_of
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
    return Enterprise.objects.listed_to(user).select_related("town").defer("search", "scope")


def towns() -> QuerySet[Organization]:
    return Organization.objects.active().filter(kind=Organization.Kind.TOWN)


def towns_by_name() -> dict[str, int]:
    """Each name by which a town may be called in a file, where only one town is called so."""
    called: dict[str, set[int]] = {}
    for pk, name, short_name in towns().values_list("pk", "name", "short_name"):
        for alias in aliases_of(name) | aliases_of(short_name):
            called.setdefault(alias, set()).add(pk)
    return {alias: pks.pop() for alias, pks in called.items() if len(pks) == 1}


def imports_of(*, user) -> QuerySet[ImportJob]:
    return ImportJob.objects.visible_to(user).select_related("created_by")


REMARKS = "remarks"


def import_rows(*, job: ImportJob, verdict: str = "") -> QuerySet[ImportRow]:
    """The rows of a job, narrowed to a verdict, or by REMARKS to those something is said about."""
    if verdict == REMARKS:
        return job.rows.exclude(messages=[]).exclude(verdict=ImportRow.Verdict.REFUSED)
    return (
        job.rows.filter(verdict=verdict) if verdict in ImportRow.Verdict.values else job.rows.all()
    )


def code_of(enterprise: Enterprise) -> EnterpriseCode | None:
    """The enterprise's code in force, if it has one."""
    return enterprise.codes.filter(revoked_at__isnull=True).first()


def code_by_token(token: str) -> EnterpriseCode | None:
    """The code, also a revoked one, with its enterprise; None for a wrong token."""
    codes = EnterpriseCode.objects.by_token(token).select_related("enterprise__town")
    return codes.defer("enterprise__search").first()


def rows_told(*, rows: list[ImportRow], job: ImportJob) -> list[ImportRow]:
    """Give each row its ``told_changes`` (label, from, to) and ``told_remarks``, in words."""
    keys = {key for row in rows for key in row.changes.get("town", ()) if key}
    names = dict(Organization.objects.filter(pk__in=keys).values_list("pk", "name"))
    for row in rows:
        row.told_remarks = row.remarks(job.columns)
        row.told_changes = [
            (label_of(name), *(in_words(name, value, names) for value in pair))
            for name, pair in row.changes.items()
        ]
    return rows


def in_words(name: str, value, town_names: dict[int, str]) -> str:
    """A kept value as people read it."""
    if value in (None, "", []):
        return "—"
    if name == "town":
        return town_names.get(value, "—")
    if isinstance(value, list):
        return "、".join(value)
    if isinstance(Enterprise._meta.get_field(name), DecimalField):
        return f"{Decimal(value).normalize():f}"
    choices = dict(Enterprise._meta.get_field(name).flatchoices)
    return str(choices.get(value, value))


def imports_waiting(*, now: datetime) -> list[int]:
    """The imports whose worker never came, or died."""
    return list(ImportJob.objects.filter(waiting(now)).order_by("id").values_list("pk", flat=True))
