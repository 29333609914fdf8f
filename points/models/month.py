"""A closed month: what stood in it when it was closed. The database refuses every later change."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.months import in_words
from organizations.models import Organization
from points.models.rule import points_field


class ClosedMonth(models.Model):
    month = models.PositiveIntegerField(_("month"), unique=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    closed_by_name = models.CharField(_("closed by"), max_length=100)
    closed_at = models.DateTimeField(_("closed at"))

    class Meta:
        verbose_name = _("closed month")
        verbose_name_plural = _("closed months")
        ordering = ["-month"]

    def __str__(self):
        return in_words(self.month)

    def get_absolute_url(self):
        return reverse("points:month", args=[self.month])


class FrozenPoints(models.Model):
    """What a unit had in a closed month, and its rank among its peers; none where nothing was due."""

    closed = models.ForeignKey(ClosedMonth, on_delete=models.PROTECT, related_name="points")
    unit = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    unit_name = models.CharField(_("unit"), max_length=100)
    group = models.CharField(_("peer group"), max_length=12)
    given = points_field(_("given"))
    taken = points_field(_("taken"))
    due = models.PositiveIntegerField(_("due in the month"))
    rank = models.PositiveIntegerField(_("rank"), null=True)

    class Meta:
        verbose_name = _("frozen points")
        verbose_name_plural = _("frozen points")
        ordering = ["group", "rank", "id"]
        constraints = [
            models.UniqueConstraint(fields=["closed", "unit"], name="frozen_points_once_per_unit"),
        ]

    def __str__(self):
        return f"{self.closed} · {self.unit_name}"


class FrozenRate(models.Model):
    """A rate of a unit as it stood when the month was closed: so many of so many, by its version."""

    closed = models.ForeignKey(ClosedMonth, on_delete=models.PROTECT, related_name="rates")
    unit = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    rate = models.CharField(_("rate"), max_length=20)
    version = models.PositiveSmallIntegerField(_("version"))
    numerator = models.PositiveIntegerField(_("so many"))
    denominator = models.PositiveIntegerField(_("of so many"))

    class Meta:
        verbose_name = _("frozen rate")
        verbose_name_plural = _("frozen rates")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["closed", "unit", "rate"], name="frozen_rate_once_per_unit"
            ),
            models.CheckConstraint(
                condition=models.Q(numerator__lte=models.F("denominator")),
                name="frozen_rate_is_a_part",
            ),
        ]

    def __str__(self):
        return f"{self.closed} · {self.unit} · {self.rate}"
