from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.access import ScopedQuerySet
from issues.models.case import Case, Category
from issues.workflow import Kind, grade_label
from organizations.models import Organization, Position


class Colour(models.TextChoices):
    BLUE = "blue", _("blue")
    ORANGE = "orange", _("orange")
    RED = "red", _("red")


class ShownColour(models.TextChoices):
    """The colour a slip is shown in: a red one that was made good turns yellow, never green."""

    RED = "red", _("red")
    ORANGE = "orange", _("orange")
    BLUE = "blue", _("blue")
    YELLOW = "yellow", _("yellow, made good")


class LadderPolicy(models.Model):
    """A ladder of supervision for some cases; the most specific in force is chosen.

    Blank fields mean "any". A ladder is never edited: a new version takes its place, for the
    deadlines that start from then on.
    """

    name = models.CharField(_("name"), max_length=50)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, blank=True)
    grade = models.CharField(_("hazard level"), max_length=10, blank=True)
    category = models.ForeignKey(
        Category, verbose_name=_("category"), null=True, blank=True, on_delete=models.PROTECT
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    is_current = models.BooleanField(_("in force"), default=True)
    since_at = models.DateTimeField(_("in force since"), default=timezone.now)

    class Meta:
        verbose_name = _("ladder")
        verbose_name_plural = _("ladders")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "grade"],
                condition=Q(is_current=True, category__isnull=True),
                name="ladder_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["kind", "grade", "category"],
                condition=Q(is_current=True, category__isnull=False),
                name="ladder_one_in_force_by_category",
            ),
        ]

    def __str__(self):
        return f"{self.name} v{self.version}"

    @property
    def specificity(self) -> tuple[bool, bool, bool]:
        """Sorts the most specific last: category, then grade, then kind."""
        return bool(self.category_id), bool(self.grade), bool(self.kind)

    @property
    def is_general(self) -> bool:
        return not any(self.specificity)

    @property
    def scope(self) -> str:
        """For which cases, in words."""
        about = grade_label(self.grade) if self.grade else self.get_kind_display()
        words = [str(part) for part in (about, self.category) if part]
        return " · ".join(words) or str(_("all cases"))


def day_in_words(offset: int) -> str:
    """A day as the ladder counts it, from the due date."""
    if offset == 0:
        return str(_("on the due day"))
    if offset < 0:
        text = ngettext("%(n)s working day before", "%(n)s working days before", -offset)
    else:
        text = ngettext("%(n)s working day late", "%(n)s working days late", offset)
    return text % {"n": abs(offset)}


class LadderRung(models.Model):
    """One step: so many working days from the due date, to whom, in which colour."""

    class Recipient(models.TextChoices):
        HANDLER = "handler", _("the handler")
        HEAD = "head", _("the unit's head")
        LEADER = "leader", _("the responsible district leader")
        PRINCIPAL = "principal", _("the district's principal leaders")

    policy = models.ForeignKey(LadderPolicy, on_delete=models.CASCADE, related_name="rungs")
    level = models.PositiveSmallIntegerField(_("level"))
    offset = models.SmallIntegerField(
        _("working days from the due date"), help_text=_("negative: before it")
    )
    at_opening = models.BooleanField(
        _("at the opening of business"), help_text=_("otherwise at its close")
    )
    recipient = models.CharField(_("to whom"), max_length=10, choices=Recipient.choices)
    colour = models.CharField(_("colour"), max_length=6, choices=Colour.choices)

    class Meta:
        verbose_name = _("step of the ladder")
        verbose_name_plural = _("steps of the ladder")
        ordering = ["policy", "level"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "level"], name="rung_once_per_level"),
            models.CheckConstraint(
                condition=Q(colour="blue") | Q(offset__gt=0) | Q(offset=0, at_opening=False),
                name="rung_coloured_once_late",
            ),
        ]

    def __str__(self):
        return f"{self.policy} · {self.level}"

    @property
    def day(self) -> str:
        return day_in_words(self.offset)


class Slip(models.Model):
    """A supervision slip: one step of the ladder, taken once, for one deadline.

    Its colour is that of the step and stays. That a red one was made good follows from its
    deadline (``issues.selectors.slips``) and is kept nowhere else.
    """

    view_permission = "issues.slip_view"

    number = models.CharField(_("number"), max_length=20, unique=True)
    deadline = models.ForeignKey("issues.Deadline", on_delete=models.PROTECT, related_name="slips")
    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="slips"
    )
    level = models.PositiveSmallIntegerField(_("level"))
    colour = models.CharField(_("colour"), max_length=6, choices=Colour.choices)
    organization = models.ForeignKey(
        Organization, verbose_name=_("unit supervised"), on_delete=models.PROTECT, related_name="+"
    )
    position = models.ForeignKey(
        Position,
        verbose_name=_("addressed to"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("received by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="slips",
    )
    fell_due_at = models.DateTimeField(_("fell due at"))
    taken_at = models.DateTimeField(_("issued at"))
    sweep = models.CharField(max_length=32, db_index=True)
    receipt_at = models.DateTimeField(_("receipt at"), null=True, blank=True)
    receipt_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("receipt by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reply = models.TextField(_("reply"), blank=True)
    replied_at = models.DateTimeField(_("replied at"), null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("replied by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("supervision slip")
        verbose_name_plural = _("supervision slips")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["deadline", "level"], name="slip_once_per_level"),
            models.CheckConstraint(
                condition=Q(receipt_at__isnull=True, receipt_by__isnull=True)
                | Q(receipt_at__isnull=False, receipt_by__isnull=False),
                name="slip_receipt_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True, replied_by__isnull=True, reply="")
                | (Q(replied_at__isnull=False, replied_by__isnull=False) & ~Q(reply="")),
                name="slip_reply_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "-id"], name="slip_by_unit"),
            models.Index(fields=["case"], condition=Q(colour="red"), name="slip_red_by_case"),
            models.Index(fields=["taken_at"], name="slip_by_taken"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("issues:slip_detail", args=[self.number])

    @property
    def light(self) -> ShownColour:
        made_good = self.colour == Colour.RED and not self.deadline.is_open
        return ShownColour.YELLOW if made_good else ShownColour(self.colour)
