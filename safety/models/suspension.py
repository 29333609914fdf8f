"""The suspension order (停产停业整顿), and the resumption check that alone lifts it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enterprises.models import Enterprise
from issues.models import Case
from organizations.models import Organization


class SuspensionOrder(models.Model):
    """Production or business is suspended, wholly or in a part; one in force for each scope.

    ``items`` is the list of the resumption check, frozen with the order.
    """

    class Extent(models.TextChoices):
        WHOLE = "whole", _("the whole enterprise")
        PART = "part", _("a part of it")

    number = models.CharField(_("number"), max_length=20, unique=True)
    enterprise = models.ForeignKey(
        Enterprise,
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="suspension_orders",
    )
    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="suspension_orders"
    )
    extent = models.CharField(_("scope"), max_length=5, choices=Extent.choices)
    part = models.CharField(_("which part"), max_length=100, blank=True)
    basis = models.TextField(_("basis in law"))
    reason = models.TextField(_("reason"))
    starts_on = models.DateField(_("suspended from"))
    items = models.JSONField(_("list of the resumption check"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("issued by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    issuing_unit = models.ForeignKey(
        Organization,
        verbose_name=_("issuing unit"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    issued_at = models.DateTimeField(_("issued at"))
    lifted_at = models.DateTimeField(_("lifted at"), null=True)
    lifted_by = models.OneToOneField(
        "safety.ResumptionCheck",
        verbose_name=_("lifted by the check"),
        null=True,
        on_delete=models.PROTECT,
        related_name="lifts",
    )

    class Meta:
        verbose_name = _("suspension order")
        verbose_name_plural = _("suspension orders")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "extent", "part"],
                condition=Q(lifted_at__isnull=True),
                name="suspension_one_in_force_per_scope",
            ),
            models.CheckConstraint(
                condition=Q(extent="whole", part="") | Q(extent="part") & ~Q(part=""),
                name="suspension_scope_is_said",
            ),
            models.CheckConstraint(
                condition=~Q(basis="") & ~Q(reason=""), name="suspension_has_basis"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__gte=F("issued_at"), lifted_by__isnull=False),
                name="suspension_lifted_by_a_check",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.enterprise}"

    @property
    def scope(self) -> str:
        """What is suspended, in words."""
        return self.part or str(self.get_extent_display())


class ResumptionCheck(models.Model):
    """One look at whether work may begin again, item by item; all must have passed to lift.

    Whoever issued the order does not check alone, and nobody of the rectifying unit checks.
    """

    order = models.ForeignKey(
        SuspensionOrder,
        verbose_name=_("suspension order"),
        on_delete=models.PROTECT,
        related_name="checks",
    )
    checker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    checker_unit = models.ForeignKey(
        Organization,
        verbose_name=_("unit that checked"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    companion = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked together with"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    issuer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("issued by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    rectifying_unit = models.ForeignKey(
        Organization,
        verbose_name=_("unit that rectified"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    item_count = models.PositiveSmallIntegerField(_("items"))
    failed_count = models.PositiveSmallIntegerField(_("items not passed"))
    passed = models.BooleanField(_("passed"))
    words = models.TextField(_("finding of the check"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("resumption check")
        verbose_name_plural = _("resumption checks")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(passed=True, failed_count=0, item_count__gt=0)
                | Q(passed=False, failed_count__gt=0),
                name="resumption_passed_means_every_item",
            ),
            models.CheckConstraint(
                condition=~Q(checker=F("issuer")) | Q(companion__isnull=False),
                name="resumption_not_by_the_issuer_alone",
            ),
            models.CheckConstraint(
                condition=Q(companion__isnull=True) | ~Q(companion=F("checker")),
                name="resumption_companion_is_another",
            ),
            models.CheckConstraint(
                condition=Q(rectifying_unit__isnull=True) | ~Q(checker_unit=F("rectifying_unit")),
                name="resumption_not_by_the_rectifying_unit",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="resumption_has_words"),
        ]

    def __str__(self):
        return f"{self.order.number} · {self.at:%Y-%m-%d}"


class ResumptionItem(models.Model):
    """One item of the list as it was found; one that did not pass says what is missing."""

    check_of = models.ForeignKey(
        ResumptionCheck,
        verbose_name=_("resumption check"),
        on_delete=models.PROTECT,
        related_name="items",
    )
    place = models.PositiveSmallIntegerField(_("place"))
    text = models.CharField(_("item"), max_length=200)
    passed = models.BooleanField(_("passed"))
    note = models.CharField(_("what is missing"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("item of a resumption check")
        verbose_name_plural = _("items of resumption checks")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["check_of", "place"], name="resumption_item_once"),
            models.CheckConstraint(
                condition=Q(passed=True) | ~Q(note=""), name="resumption_item_failed_says_why"
            ),
        ]

    def __str__(self):
        return self.text
