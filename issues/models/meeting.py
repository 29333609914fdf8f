from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from issues.models.case import Case
from organizations.models import Organization


class Meeting(models.Model):
    """A coordination meeting (协调会) on a case; its minutes split the case into tasks.

    The tasks are parts in the case (``Responsibility`` with the role "task"), each with a deadline
    of its own. One meeting at a time waits for its minutes.
    """

    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="meetings"
    )
    round = models.PositiveSmallIntegerField(_("round"))
    held_at = models.DateTimeField(_("held at"))
    place = models.CharField(_("place"), max_length=100)
    units = models.ManyToManyField(
        Organization, verbose_name=_("units that take part"), related_name="+"
    )
    convened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("convened by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    convened_at = models.DateTimeField(_("convened at"))
    minutes = models.TextField(_("minutes"), blank=True)
    minuted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("minutes by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    minuted_at = models.DateTimeField(_("minutes recorded at"), null=True, blank=True)

    class Meta:
        verbose_name = _("coordination meeting")
        verbose_name_plural = _("coordination meetings")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(minuted_at__isnull=True),
                name="meeting_one_waits_for_minutes",
            ),
            models.CheckConstraint(
                condition=Q(minuted_at__isnull=True, minuted_by__isnull=True, minutes="")
                | (Q(minuted_at__isnull=False, minuted_by__isnull=False) & ~Q(minutes="")),
                name="meeting_minuted_whole",
            ),
            models.CheckConstraint(condition=~Q(place=""), name="meeting_has_place"),
        ]

    def __str__(self):
        return f"{self.case.number} · {self.held_at:%Y-%m-%d %H:%M}"
