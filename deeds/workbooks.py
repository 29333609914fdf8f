"""Both registers as workbooks, as they are filtered, however long they are."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.office import Maker, Table, list_of, pages_of, table_of
from deeds.models import Deed, Wish
from deeds.selectors.wishes import names_seen


def deeds_table(*, deeds: QuerySet[Deed], filtered_by: str, maker: Maker) -> Table:
    """One row for each deed; days as days, so that they can be sorted."""
    rows = deeds.prefetch_related("acceptances__acceptor")
    return list_of(
        _("Register of practical deeds"),
        _deed_heads(),
        rows,
        _of_deed,
        maker=maker,
        filtered_by=filtered_by,
        tab=_("Practical deeds"),
    )


def _of_deed(deed: Deed) -> list:
    found = next(iter(deed.acceptances.all()), None)
    return [
        deed.organization,
        deed.title,
        deed.beneficiary,
        deed.responsible,
        deed.starts_on,
        deed.ends_on,
        deed.get_state_display(),
        _("late") if deed.is_late else "",
        deed.plan,
        found.acceptor if found else "",
        found.get_satisfaction_display() if found else "",
        found.words if found else deed.aside_because,
    ]


def wishes_table(*, wishes: QuerySet[Wish], user, filtered_by: str, maker: Maker) -> Table:
    """One row for each wish; whose it is stands only where ``user`` may see it."""
    return table_of(
        _("Register of micro-wishes"),
        _wish_heads(),
        _wish_lines(wishes.prefetch_related("claims__fulfilments"), user),
        maker=maker,
        filtered_by=filtered_by,
        count=wishes.count(),
        kept=2,
        tab=_("Micro-wishes"),
    )


def _wish_lines(wishes: QuerySet[Wish], user) -> Iterator[list]:
    for page in pages_of(wishes):
        seen = names_seen(user=user, wishes=page)
        yield from (_of_wish(wish, shows_name=wish.pk in seen) for wish in page)


def _of_wish(wish: Wish, *, shows_name: bool) -> list:
    claim = wish.claim
    done = next(iter(claim.fulfilments.all()), None) if claim else None
    return [
        wish.title,
        wish.get_category_display(),
        wish.unit,
        wish.collected_by,
        wish.wanted_by,
        wish.get_state_display(),
        _("late") if wish.is_late else "",
        claim.who if claim else "",
        *((wish.name, wish.contact) if shows_name else ("", "")),
        done.words if done else "",
        done.get_satisfaction_display() if done else "",
        (done and done.thanks) or wish.withdrawn_because,
    ]


def _deed_heads() -> list[tuple[str, int]]:
    return [
        (pgettext("of a deed", "Branch"), 18),
        (pgettext("of a deed", "The deed"), 28),
        (_("For whom"), 22),
        (_("Responsible person"), 10),
        (pgettext("first day", "From"), 12),
        (pgettext("last day", "To"), 12),
        (_("State"), 12),
        (_("Light"), 8),
        (_("What will be done"), 36),
        (_("Who looked"), 10),
        (_("Satisfaction"), 10),
        (_("In words"), 28),
    ]


def _wish_heads() -> list[tuple[str, int]]:
    return [
        (pgettext("of a wish", "The wish"), 28),
        (_("Category"), 12),
        (_("Collected for"), 16),
        (_("Collected by"), 10),
        (_("Wanted by"), 12),
        (_("State"), 10),
        (_("Light"), 8),
        (_("Claimed by"), 18),
        (_("Whose wish"), 10),
        (_("How to reach them"), 14),
        (_("How it was fulfilled"), 28),
        (_("Satisfaction"), 10),
        (_("Thanks, in their words"), 28),
    ]
