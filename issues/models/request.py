from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from issues.models.case import Case
from issues.models.deadline import Deadline
from issues.workflow import EXTENSIONS, Asked


class CaseRequest(models.Model):
    """An extension, a suspension or a withdrawal: asked for with a reason, decided by another.

    One at a time waits in a case; it lapses when the case moves on without it. A deadline can be
    extended twice at most, and each asking counts, also a refused one (domain, section 4).
    """

    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="requests"
    )
    kind = models.CharField(_("asked for"), max_length=16, choices=Asked.choices)
    round = models.PositiveSmallIntegerField(_("round"))
    deadline = models.ForeignKey(
        Deadline,
        verbose_name=_("deadline"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="extensions",
        help_text=_("the one to be extended"),
    )
    from_at = models.DateTimeField(_("date until now"), null=True, blank=True)
    due_at = models.DateTimeField(
        _("new date"), null=True, blank=True, help_text=_("of a suspension: the review date")
    )
    reason = models.TextField(_("reason"))
    told = models.TextField(_("what the enterprise was told"), blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    requested_at = models.DateTimeField(_("asked at"))
    approved = models.BooleanField(_("approved"), null=True)
    decision = models.TextField(_("decision"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    lapsed_at = models.DateTimeField(_("lapsed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(approved__isnull=True, lapsed_at__isnull=True),
                name="request_one_waits",
            ),
            models.UniqueConstraint(
                fields=["deadline", "kind"],
                condition=Q(deadline__isnull=False),
                name="request_each_extension_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=EXTENSIONS)
                | Q(deadline__isnull=False, from_at__isnull=False, due_at__gt=F("from_at"))
                & ~Q(told=""),
                name="request_extension_whole",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Asked.SUSPENSION) | Q(due_at__gt=F("requested_at")),
                name="request_suspension_has_review_date",
            ),
            models.CheckConstraint(
                condition=Q(approved__isnull=True, decided_by__isnull=True, decided_at__isnull=True)
                | Q(
                    approved__isnull=False,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    lapsed_at__isnull=True,
                ),
                name="request_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("requested_by")), name="request_decided_by_another"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="request_has_reason"),
        ]

    def __str__(self):
        return f"{self.case.number} · {self.get_kind_display()}"

    @property
    def waits(self) -> bool:
        return self.approved is None and self.lapsed_at is None

    @property
    def is_extension(self) -> bool:
        return self.kind in EXTENSIONS
