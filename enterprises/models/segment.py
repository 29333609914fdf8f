from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet


class Segment(models.Model):
    """A saved, named set of conditions on the register; it holds no enterprises.

    ``conditions`` maps the fields of ``enterprises.conditions`` to values. Who is in it is asked
    anew each time (``selectors.segment_enterprises``), within what the asking person may see.
    """

    view_permission = "enterprises.segment_view"

    name = models.CharField(_("name"), max_length=60, unique=True)
    conditions = models.JSONField(_("conditions"), default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="segment_has_name"),
            models.CheckConstraint(
                condition=~models.Q(conditions={}), name="segment_has_a_condition"
            ),
        ]

    def __str__(self):
        return self.name
