"""Tags by their names, for one enterprise or for many at once."""

from collections.abc import Iterable, Mapping

from enterprises.models import Enterprise, Tag

BATCH = 1000


def tags_set(wanted: Mapping[Enterprise, Iterable[str]]) -> None:
    """Give each enterprise exactly these tags, new words included; within a transaction."""
    names = {name for some in wanted.values() for name in some}
    Tag.objects.bulk_create([Tag(name=name) for name in sorted(names)], ignore_conflicts=True)
    keys = dict(Tag.objects.filter(name__in=names).values_list("name", "pk"))
    has = Enterprise.tags.through
    pairs = {(one.pk, keys[name]) for one, some in wanted.items() for name in some}
    had = {
        (row.enterprise_id, row.tag_id): row.pk
        for row in has.objects.filter(enterprise__in=list(wanted))
    }
    has.objects.filter(pk__in=[pk for pair, pk in had.items() if pair not in pairs]).delete()
    added = sorted(pairs - set(had))
    has.objects.bulk_create([has(enterprise_id=one, tag_id=tag) for one, tag in added], BATCH)
