from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from points.workflow import RULED_CAUSES, Cause


def points_field(label, **facts) -> models.DecimalField:
    return models.DecimalField(label, max_digits=7, decimal_places=1, **facts)


class PointsRule(models.Model):
    """How many points a cause gives or takes, and how many a month at most.

    A rule is never edited: a new version ends the one in force, for what happens from then on.
    """

    cause = models.CharField(
        _("cause"),
        max_length=20,
        choices=[(cause.value, cause.label) for cause in RULED_CAUSES],
    )
    points = points_field(
        _("points"), help_text=_("0: it neither gives nor takes any; of a viewing: for full marks")
    )
    cap = points_field(
        _("at most a month"),
        null=True,
        blank=True,
        help_text=_("for one unit, given or taken; empty: without limit"),
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    since_at = models.DateTimeField(_("in force since"))
    until_at = models.DateTimeField(_("in force until"), null=True, blank=True)

    class Meta:
        verbose_name = _("rule of points")
        verbose_name_plural = _("rules of points")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cause"],
                condition=Q(until_at__isnull=True),
                name="points_rule_one_in_force",
            ),
            models.UniqueConstraint(fields=["cause", "version"], name="points_rule_version_once"),
            models.CheckConstraint(
                condition=Q(cap__isnull=True) | Q(cap__gt=0), name="points_rule_cap_is_some"
            ),
        ]

    def __str__(self):
        return f"{Cause(self.cause).label} v{self.version}"
