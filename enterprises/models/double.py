from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enterprises.models.enterprise import Enterprise


class NotDouble(models.Model):
    """Somebody looked at two targets that seemed to be one, and said that they are two."""

    first = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="+")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField(_("said at"))

    class Meta:
        verbose_name = _("pair that is not double")
        verbose_name_plural = _("pairs that are not double")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="not_double_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="not_double_in_order"),
        ]

    def __str__(self):
        return f"{self.first} · {self.second}"
