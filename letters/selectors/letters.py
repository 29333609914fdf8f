"""Which letters there are, whom one is for, and how far it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.fields import matching
from core.natural import natural_key
from enterprises.models import Enterprise
from enterprises.selectors import found_by, segment_enterprises
from letters.models import Letter, LetterRecipient, Receipt, Sending
from letters.models.letter import day_said
from letters.placeholders import OF_A_HOUSEHOLD, filled
from letters.workflow import LetterState
from organizations.models import Organization

SHOWN = 3
LAST = datetime(9999, 1, 1, tzinfo=UTC)
"""What is missing stands after all that has come."""
Way = Receipt.Way


def letters_listed(*, user) -> QuerySet[Letter]:
    """The letters this person may see, each with how many it went to and how many are missing."""
    here = LetterRecipient.objects.visible_to(user).standing().filter(letter=OuterRef("pk"))
    return (
        Letter.objects.visible_to(user)
        .select_related("unit", "segment")
        .annotate(sent_count=_number(here), missing_count=_number(here.missing()))
    )


def _number(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().values("letter").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)


def letters_found_by(words: str) -> Q:
    holds = matching("contains", words)
    return Q(**{f"title__{holds}": words.strip()}) | Q(number__startswith=words.strip().upper())


def letters_missing(*, user, permission: str) -> QuerySet[Letter]:
    """Letters of which a receipt is missing that this person may record, the most urgent first."""
    rows = LetterRecipient.objects.allowing(user, permission).missing()
    here = rows.filter(letter=OuterRef("pk"))
    return (
        Letter.objects.visible_to(user)
        .filter(Exists(here), state=LetterState.SENT)
        .annotate(missing_count=_number(here))
        .order_by("reply_by_on", "id")
    )


# Before it is sent


def letter_meant(*, user, letter: Letter) -> QuerySet[Enterprise]:
    """The enterprises to which the letter would go now."""
    return segment_enterprises(user=user, segment=letter.segment).order_by("pk")


def facts_of(enterprise: Enterprise) -> dict[str, str]:
    """What a letter may say of an enterprise, as the register has it now."""
    is_household = enterprise.kind == Enterprise.Kind.HOUSEHOLD
    return {
        "enterprise": enterprise.name,
        "contact": OF_A_HOUSEHOLD if is_household else enterprise.contact_name,
        "town": str(enterprise.town or ""),
        "address": enterprise.address,
    }


@dataclass(frozen=True)
class Preview:
    """What the first recipients would read, and how many there are."""

    count: int
    texts: list[tuple[Enterprise, str]]


def letter_preview(*, user, letter: Letter) -> Preview:
    meant = letter_meant(user=user, letter=letter)
    days = {
        "day": day_said(timezone.localdate()),
        "reply_by": day_said(letter.reply_by_on),
    }
    texts = [(one, filled(letter.body, {**facts_of(one), **days})) for one in meant[:SHOWN]]
    return Preview(meant.count(), texts)


def sending_latest(*, letter: Letter) -> Sending | None:
    return letter.sendings.first()


# How far it is


@dataclass
class TownRow:
    """What has come in from one town; ``town`` None are enterprises in no town."""

    town: Organization | None
    sent: int = 0
    ways: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Way.values, 0))

    @property
    def confirmed(self) -> int:
        return sum(self.ways.values())

    @property
    def missing(self) -> int:
        return self.sent - self.confirmed

    @property
    def percent(self) -> int:
        """Never 100 before the last one: cut, not rounded."""
        return 100 * self.confirmed // self.sent if self.sent else 0

    @property
    def by_way(self) -> list[tuple[str, object, int]]:
        return [(way.value, way.label, self.ways[way]) for way in Way]


def letter_by_town(*, letter: Letter, user) -> list[TownRow]:
    """The towns with what each has confirmed, as far as this person sees."""
    counted = (
        recipients_in(letter=letter, user=user)
        .order_by()
        .values_list("enterprise__town", "receipt__way")
        .annotate(number=Count("pk"))
    )
    lines = list(counted)
    towns = Organization.objects.in_bulk({town for town, *_rest in lines if town})
    rows: dict[int | None, TownRow] = {}
    for town, way, number in lines:
        row = rows.setdefault(town, TownRow(towns.get(town)))
        row.sent += number
        if way:
            row.ways[way] += number
    return sorted(rows.values(), key=lambda row: (row.town is None, natural_key(str(row.town))))


def letter_in_all(rows: Iterable[TownRow]) -> TownRow:
    whole = TownRow(None)
    for row in rows:
        whole.sent += row.sent
        for way, number in row.ways.items():
            whole.ways[way] += number
    return whole


def recipients_in(*, letter: Letter, user) -> QuerySet[LetterRecipient]:
    """Those who count, of a letter that was sent, as far as this person sees them."""
    rows = LetterRecipient.objects.visible_to(user).standing()
    return rows.filter(letter=letter, letter__sent_at__isnull=False)


def recipients_listed(*, letter: Letter, user) -> QuerySet[LetterRecipient]:
    """As ``recipients_in``, with all that the list shows."""
    rows = recipients_in(letter=letter, user=user)
    came = Coalesce("receipt__confirmed_at", Value(LAST), output_field=DateTimeField())
    rows = rows.annotate(came_at=came)
    return rows.select_related("letter", "enterprise__town", "receipt__recorded_by").defer(
        "enterprise__search", "enterprise__scope"
    )


def recipients_found_by(words: str) -> Q:
    """The recipients whose enterprise the register finds by these words."""
    found = Enterprise.objects.filter(found_by(words))
    return Q(enterprise__in=found.order_by().values("pk"))
