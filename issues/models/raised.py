from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from core.models import StoredFile
from enterprises.models import Enterprise, EnterpriseCode
from issues.models.case import Case


class RaisedDemand(models.Model):
    """What an enterprise raised by its code. It becomes a case when the visit office says so."""

    class State(models.TextChoices):
        WAITING = "waiting", _("to be looked at")
        ACCEPTED = "accepted", _("taken up")
        REFUSED = "refused", _("not taken up")

    view_permission = "issues.raised_demand_view"

    number = models.CharField(_("number"), max_length=20, unique=True)
    enterprise = models.ForeignKey(
        Enterprise,
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="raised_demands",
    )
    code = models.ForeignKey(EnterpriseCode, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=100)
    description = models.TextField(_("situation"))
    contact_name = models.CharField(_("contact"), max_length=60)
    contact_phone = models.CharField(_("contact phone"), max_length=30)
    raised_at = models.DateTimeField(_("raised at"))
    submission_key = models.UUIDField(unique=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)
    case = models.OneToOneField(
        Case,
        verbose_name=_("case"),
        null=True,
        on_delete=models.PROTECT,
        related_name="raised_demand",
    )
    photos = models.ManyToManyField(StoredFile, through="RaisedPhoto", related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("raised demand")
        verbose_name_plural = _("raised demands")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="waiting"), name="raised_demand_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="raised_demand_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", case__isnull=False)
                | (~Q(state="accepted") & Q(case__isnull=True)),
                name="raised_demand_accepted_is_a_case",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="raised_demand_refused_says_why"
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING


class RaisedPhoto(models.Model):
    demand = models.ForeignKey(RaisedDemand, on_delete=models.PROTECT, related_name="+")
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("photo of a raised demand")
        verbose_name_plural = _("photos of raised demands")
        ordering = ["id"]

    def __str__(self):
        return str(self.stored)
