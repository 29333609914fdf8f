"""The tallies of the rates: what the district's page reads instead of every case."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from issues.workflow import Kind


def _count() -> models.IntegerField:
    return models.IntegerField(default=0, db_default=0)


class Tally(models.Model):
    """A line of the ledger of cases: so many came to count here, or (negative) no longer do.

    The database itself writes it, in the transaction that changes a case (``reports.triggers``):
    it takes back what the case counted for and enters what it counts for now. Lines are only ever
    added, so nobody waits for anybody; ``tallies_fold`` adds those of one place up into one. What
    stands in a place is the sum over its lines, folded or not. 0 is no unit, town or campaign.

    Each case counts once in every cut (``reports.tallies.CUTS``): in the one without a name by its
    town, in each other by a value instead of the town: its day, its tier, its category, its source.
    """

    cut = models.CharField(max_length=8, blank=True, db_default="")
    value = models.CharField(max_length=20, blank=True, db_default="")
    month = models.PositiveIntegerField(help_text="of dispatch, as YYYYMM")
    unit = models.BigIntegerField(help_text="that leads")
    territory = models.BigIntegerField(help_text="the town where the enterprise lies")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    mark = models.BigIntegerField(help_text="of the campaign")
    is_folded = models.BooleanField(default=False, db_default=False)

    response_numerator = _count()
    response_denominator = _count()
    closure_numerator = _count()
    closure_denominator = _count()
    on_time_numerator = _count()
    on_time_denominator = _count()
    on_time_original_numerator = _count()
    on_time_original_denominator = _count()
    satisfaction_numerator = _count()
    satisfaction_denominator = _count()
    returned_numerator = _count()
    returned_denominator = _count()
    misdirected_numerator = _count()
    misdirected_denominator = _count()
    reopened_numerator = _count()
    reopened_denominator = _count()
    relapse_numerator = _count()
    relapse_denominator = _count()
    left_out = _count()
    step_dispatched = _count()
    step_to_accept = _count()
    step_accepted = _count()
    step_replied = _count()
    step_closed = _count()
    satisfied_5 = _count()
    satisfied_4 = _count()
    satisfied_3 = _count()
    satisfied_2 = _count()
    satisfied_1 = _count()
    satisfied_none = _count()

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints = [
            models.UniqueConstraint(
                fields=["cut", "month", "value", "unit", "territory", "kind", "mark"],
                condition=Q(is_folded=True),
                name="tally_folded_once",
            ),
        ]
        indexes = [
            models.Index(fields=["cut", "month"], name="tally_by_cut"),
            models.Index(fields=["id"], condition=Q(is_folded=False), name="tally_entered"),
        ]

    def __str__(self):
        place = (self.month, self.unit, self.territory, self.kind, self.mark)
        return " · ".join(map(str, (*place, self.cut, self.value)))
