from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models.people import User


class SavedView(models.Model):
    """A list as one person likes it: its address with filter and order, under a name of their own."""

    person = models.ForeignKey(
        User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="saved_views"
    )
    path = models.CharField(_("list"), max_length=100)
    query = models.CharField(_("filter and order"), max_length=2000, blank=True)
    name = models.CharField(_("name"), max_length=20)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["path", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "path", "name"], name="saved_view_one_of_a_name"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def address(self) -> str:
        return f"{self.path}?{self.query}"
