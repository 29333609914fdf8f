from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from calendars.models import Edition
from issues.models.deadline import Deadline


class DueShift(models.Model):
    """A change of the calendar moved the date of a deadline that ran."""

    deadline = models.ForeignKey(
        Deadline, verbose_name=_("deadline"), on_delete=models.PROTECT, related_name="shifts"
    )
    edition = models.ForeignKey(
        Edition, verbose_name=_("edition of the calendar"), on_delete=models.PROTECT
    )
    was_at = models.DateTimeField(_("was due at"))
    now_at = models.DateTimeField(_("is due at"))

    class Meta:
        verbose_name = _("shift of a date")
        verbose_name_plural = _("shifts of dates")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["deadline", "edition"], name="shift_once_per_edition"),
            models.CheckConstraint(condition=~Q(was_at=F("now_at")), name="shift_moves"),
        ]

    def __str__(self):
        return f"{self.was_at:%Y-%m-%d %H:%M} → {self.now_at:%Y-%m-%d %H:%M}"
