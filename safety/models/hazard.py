"""What a hazard has beyond the case it is (one-to-one), and who oversees which field."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from issues.models import Attachment, Case
from organizations.models import Organization
from safety.matters import MATTER_MOST, matter_key
from safety.workflow import Grade, SafetyField


class FieldAuthority(models.Model):
    """The unit that oversees a field: it files, assesses and accepts the hazards found there."""

    field = models.CharField(_("field"), max_length=12, choices=SafetyField.choices, unique=True)
    organization = models.ForeignKey(
        Organization,
        verbose_name=_("unit that oversees"),
        on_delete=models.PROTECT,
        related_name="safety_fields",
    )

    class Meta:
        verbose_name = _("authority of a field")
        verbose_name_plural = _("authorities of fields")
        ordering = ["field"]

    def __str__(self):
        return f"{self.get_field_display()} · {self.organization}"


class Hazard(models.Model):
    """The particulars of a case that is a hazard. Its grade is the case's.

    ``matter`` is what two hazards have in common that are the same fault: the words of the item of
    the check-list, or without one the title.
    """

    case = models.OneToOneField(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="hazard"
    )
    field = models.CharField(_("field"), max_length=12, choices=SafetyField.choices, db_index=True)
    place = models.CharField(_("place on the site"), max_length=100, blank=True)
    matter = models.CharField(_("what is not as it must be"), max_length=MATTER_MOST)
    matter_key = models.CharField(
        max_length=MATTER_MOST, editable=False, help_text=_("the fault as it is compared")
    )
    repeat_of = models.ForeignKey(
        "self",
        verbose_name=_("repeats"),
        null=True,
        on_delete=models.PROTECT,
        related_name="repeated_by",
        help_text=_("the one before, of the same enterprise and fault within a year"),
    )
    grade_basis = models.TextField(_("basis of the level"), blank=True)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assessed by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    assessed_at = models.DateTimeField(_("assessed at"), null=True)
    rectifier = models.CharField(
        _("person responsible at the enterprise"), max_length=50, blank=True
    )
    rectified_how = models.TextField(_("what was done"), blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitted by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True)

    class Meta:
        verbose_name = _("hazard")
        verbose_name_plural = _("hazards")
        indexes = [models.Index(fields=["matter_key", "field"], name="hazard_by_matter")]
        constraints = [
            models.CheckConstraint(condition=~Q(matter_key=""), name="hazard_has_a_matter"),
            models.CheckConstraint(
                condition=Q(repeat_of__isnull=True) | ~Q(repeat_of=F("id")),
                name="hazard_repeats_another",
            ),
        ]

    def __str__(self):
        return str(self.case)

    def save(self, *args, **kwargs):
        self.matter = (self.matter or self.case.title)[:MATTER_MOST]
        self.matter_key = matter_key(self.matter)
        super().save(*args, **kwargs)


class RectificationPlan(models.Model):
    """What was ordered: measures, funds, person, deadline, contingency. A major hazard needs all."""

    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="rectification_plans"
    )
    round = models.PositiveSmallIntegerField(_("round"))
    grade = models.CharField(_("hazard level"), max_length=10, choices=Grade.choices)
    measures = models.TextField(_("measures"))
    funds = models.CharField(_("funds"), max_length=100, blank=True)
    person = models.CharField(_("person responsible at the enterprise"), max_length=50)
    due_at = models.DateTimeField(_("to be rectified by"), null=True)
    contingency = models.TextField(_("contingency measures"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("ordered at"))
    superseded_at = models.DateTimeField(_("superseded at"), null=True)

    class Meta:
        verbose_name = _("rectification plan")
        verbose_name_plural = _("rectification plans")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round"],
                condition=Q(superseded_at__isnull=True),
                name="plan_once_per_round",
            ),
            models.CheckConstraint(
                condition=~Q(measures="") & ~Q(person=""), name="plan_has_measures_and_person"
            ),
            models.CheckConstraint(
                condition=~Q(grade=Grade.MAJOR)
                | (~Q(funds="") & ~Q(contingency="") & Q(due_at__isnull=False)),
                name="plan_of_a_major_hazard_has_five_parts",
            ),
        ]

    def __str__(self):
        return f"{self.case.number} · {self.round}"


class Acceptance(models.Model):
    """Somebody else's word on the rectification of one round; passing needs photos of both times.

    Who rectified never accepts, nor does their unit: the database refuses it too. Photos that were
    used before, or nearly the same ones, pass only with a word on why.
    """

    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="acceptances"
    )
    round = models.PositiveSmallIntegerField(_("round"))
    rectifying_unit = models.ForeignKey(
        Organization,
        verbose_name=_("unit that rectified"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    rectified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("rectified by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    acceptor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("accepted by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    acceptor_unit = models.ForeignKey(
        Organization,
        verbose_name=_("unit that accepted"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    grade = models.CharField(
        _("hazard level"), max_length=10, choices=Grade.choices, blank=True, db_default=""
    )
    passed = models.BooleanField(_("passed"))
    on_site = models.BooleanField(_("checked on site"), default=True)
    words = models.TextField(_("finding of the acceptance"), blank=True)
    before_photo = models.ForeignKey(
        Attachment,
        verbose_name=_("photo before"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    after_photo = models.ForeignKey(
        Attachment,
        verbose_name=_("photo after"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    photos_in_doubt = models.PositiveSmallIntegerField(_("photos in doubt"), default=0)
    doubt_words = models.TextField(_("why the photos are accepted"), blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="acceptance_once_per_round"),
            models.CheckConstraint(
                condition=Q(rectifying_unit__isnull=True) | ~Q(acceptor_unit=F("rectifying_unit")),
                name="acceptance_not_by_the_rectifying_unit",
            ),
            models.CheckConstraint(
                condition=~Q(acceptor=F("rectified_by")),
                name="acceptance_not_by_who_rectified",
            ),
            models.CheckConstraint(
                condition=Q(passed=False)
                | (
                    Q(before_photo__isnull=False)
                    & Q(after_photo__isnull=False)
                    & ~Q(before_photo=F("after_photo"))
                ),
                name="acceptance_passed_has_photos",
            ),
            models.CheckConstraint(
                condition=Q(passed=True) | ~Q(words=""), name="acceptance_failed_says_why"
            ),
            models.CheckConstraint(
                condition=Q(passed=False) | ~Q(grade=Grade.MAJOR) | Q(on_site=True),
                name="acceptance_of_a_major_hazard_on_site",
            ),
            models.CheckConstraint(
                condition=Q(passed=False) | Q(photos_in_doubt=0) | ~Q(doubt_words=""),
                name="acceptance_says_why_photos_in_doubt_pass",
            ),
        ]

    def __str__(self):
        return f"{self.case.number} · {self.round}"
