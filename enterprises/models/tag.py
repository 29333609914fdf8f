from django.db import models
from django.utils.translation import gettext_lazy as _


class Tag(models.Model):
    """A word by which targets are found together: high-tech, above the threshold, exporter."""

    LONGEST = 30

    name = models.CharField(_("name"), max_length=LONGEST, unique=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="tag_has_name")]

    def __str__(self):
        return self.name
