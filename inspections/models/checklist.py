"""Check-lists as data: each edited list becomes a new version, and the old one stays as it was."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.access import ScopedQuerySet
from inspections.workflow import LIST_VIEW, VersionState
from safety.workflow import SafetyField


class CheckList(models.Model):
    """What is looked at in one field of safety, and in one trade if it names one."""

    view_permission = LIST_VIEW

    field = models.CharField(_("field"), max_length=12, choices=SafetyField.choices)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("empty: shipped with the system"),
    )
    created_at = models.DateTimeField(_("created at"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("check-list")
        verbose_name_plural = _("check-lists")
        ordering = ["field", "id"]

    def __str__(self):
        shown = self.versions.order_by(F("published_at").desc(nulls_last=True)).first()
        return shown.name if shown else self.get_field_display()


class CheckListVersion(models.Model):
    """A list as it reads from one publication to the next; its number counts from 1."""

    check_list = models.ForeignKey(
        CheckList, verbose_name=_("check-list"), on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(
        _("state"), max_length=7, choices=VersionState.choices, default=VersionState.DRAFT
    )
    name = models.CharField(_("name"), max_length=60)
    trade = models.CharField(
        _("trade"), max_length=60, blank=True, help_text=_("Empty: for every trade.")
    )
    reason = models.CharField(_("what changed and why"), max_length=200, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("version of a check-list")
        verbose_name_plural = _("versions of check-lists")
        ordering = ["check_list", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["check_list", "number"], name="check_list_number_once"),
            models.UniqueConstraint(
                fields=["check_list"],
                condition=Q(state=VersionState.DRAFT),
                name="check_list_one_draft",
            ),
            models.UniqueConstraint(
                fields=["check_list"],
                condition=Q(state=VersionState.CURRENT),
                name="check_list_one_in_use",
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.DRAFT, published_at__isnull=True)
                | (~Q(state=VersionState.DRAFT) & Q(published_at__isnull=False)),
                name="check_list_published_unless_draft",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="check_list_has_a_name"),
        ]

    def __str__(self):
        return f"{self.name} v{self.number}"

    @property
    def is_over(self) -> bool:
        return self.state == VersionState.OLD


class CheckItem(models.Model):
    """One thing to look at: what it rests on, how to judge it, what it is worth."""

    version = models.ForeignKey(
        CheckListVersion,
        verbose_name=_("check-list"),
        on_delete=models.CASCADE,
        related_name="items",
    )
    place = models.PositiveSmallIntegerField(_("place"))
    section = models.CharField(_("section"), max_length=60)
    text = models.CharField(_("item"), max_length=200)
    basis = models.CharField(_("basis in law or standard"), max_length=200, blank=True)
    how = models.CharField(_("how to judge"), max_length=300, blank=True)
    score = models.PositiveSmallIntegerField(
        _("points"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    photo_required = models.BooleanField(_("photo required"), default=False)

    class Meta:
        verbose_name = _("item of a check-list")
        verbose_name_plural = _("items of check-lists")
        ordering = ["version", "place"]
        constraints = [
            models.UniqueConstraint(fields=["version", "place"], name="check_item_place_once"),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(section=""), name="check_item_has_words"
            ),
            models.CheckConstraint(
                condition=Q(score__range=(1, 100)), name="check_item_worth_1_to_100"
            ),
        ]

    def __str__(self):
        return self.text
