from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization


class ColumnSet(models.Model):
    """The columns of one list as an office takes it away: which, in which order, headed how."""

    class List(models.TextChoices):
        CASES = "cases", _("issues and demands")
        RESPONSIBILITIES = "responsibilities", _("responsibilities")
        DEADLINES = "deadlines", _("deadlines")

    office = models.ForeignKey(
        Organization, verbose_name=_("office"), on_delete=models.CASCADE, related_name="+"
    )
    list = models.CharField(_("list"), max_length=20, choices=List.choices)
    columns = models.JSONField(_("columns"))
    """[{"key", "heading", "width"}, …] in their order; the width in characters."""
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("set of columns")
        verbose_name_plural = _("sets of columns")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "list"], name="column_set_one_an_office_and_list"
            ),
            models.CheckConstraint(condition=~Q(columns=[]), name="column_set_has_columns"),
        ]

    def __str__(self):
        return f"{self.office} · {self.get_list_display()}"
