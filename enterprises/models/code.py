from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Keyed, KeyedQuerySet
from enterprises.models.enterprise import Enterprise


class EnterpriseCode(Keyed):
    """The code on the enterprise's wall: whoever has it raises demands and follows its cases."""

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("enterprise"), on_delete=models.PROTECT, related_name="codes"
    )
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = KeyedQuerySet.as_manager()

    class Meta:
        verbose_name = _("code of an enterprise")
        verbose_name_plural = _("codes of enterprises")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise"],
                condition=Q(revoked_at__isnull=True),
                name="enterprise_code_one_in_force",
            ),
        ]

    def __str__(self):
        return str(self.enterprise)
