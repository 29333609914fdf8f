"""The letters of an enterprise go along when it is merged; a receipt is never lost by it."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from enterprises.belongings import Belonging, belongings_add
from enterprises.models import Enterprise
from letters.models import LetterLink, LetterRecipient, Receipt


def _recipients_moved(rows: QuerySet, field: str, kept: Enterprise, at: datetime) -> int:
    """Where both had the letter one row counts: the confirmed one, else the kept enterprise's.

    The other stays beside it with its receipt, if it has one; its link opens nothing any more.
    """
    there = LetterRecipient.objects.standing().filter(enterprise=kept)
    stays = {one.letter_id: one for one in there}
    doubled = [one for one in rows.filter(taken_into__isnull=True) if one.letter_id in stays]
    pairs = [(one, stays[one.letter_id]) for one in doubled]
    keys = [one.pk for pair in pairs for one in pair]
    confirmed = set(Receipt.objects.filter(recipient__in=keys).values_list("recipient", flat=True))
    for coming, standing in pairs:
        comes_first = coming.pk in confirmed and standing.pk not in confirmed
        _take_in(*((standing, coming) if comes_first else (coming, standing)), at)
    return rows.update(**{field: kept})


def _take_in(gone: LetterRecipient, standing: LetterRecipient, at: datetime) -> None:
    rows = LetterRecipient.objects.filter(pk=gone.pk) | LetterRecipient.objects.filter(
        taken_into=gone
    )
    rows.update(taken_into=standing)
    unused = LetterLink.objects.filter(recipient=gone, used_at__isnull=True)
    unused.filter(superseded_at__isnull=True).update(superseded_at=at)


belongings_add(Belonging("letters.letterrecipient", _("letters"), move=_recipients_moved))
