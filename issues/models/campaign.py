from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CampaignMark(models.Model):
    """A campaign as cases and time limits know it: by its name.

    The campaign itself, its period and its targets, stands above (``visits``), which keeps the
    name here in step. A case that a visit of the campaign brought carries the mark for good.
    """

    name = models.CharField(_("name"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="campaign_mark_has_name"),
        ]

    def __str__(self):
        return self.name
