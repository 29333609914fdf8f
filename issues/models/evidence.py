from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import StoredFile
from issues.models.case import Case
from issues.models.ladder import Slip
from issues.models.link import WordLink
from issues.models.meeting import Meeting
from issues.models.responsibility import Responsibility
from organizations.models import Organization


class Attachment(models.Model):
    """A file of a case. Who may see the case may read it; nobody else.

    Photos before and after repeat their file's hash: one photo proves one thing only, and the
    database refuses the same one as both, or in a later round again.
    """

    class Purpose(models.TextChoices):
        FINDING = "finding", _("at the finding")
        REPLY = "reply", _("with the reply")
        SLIP = "slip", _("with the reply to a slip")
        MINUTES = "minutes", _("with the minutes")
        TASK = "task", _("with the reply to a task")
        PROGRESS = "progress", _("with a progress report")
        BEFORE = "before", _("before")
        AFTER = "after", _("after")
        OTHER = "other", _("other")

    EVIDENCE = (Purpose.BEFORE, Purpose.AFTER)

    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="attachments"
    )
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(_("purpose"), max_length=8, choices=Purpose.choices)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    slip = models.ForeignKey(
        Slip,
        verbose_name=_("supervision slip"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attachments",
    )
    meeting = models.ForeignKey(
        Meeting,
        verbose_name=_("coordination meeting"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    part = models.ForeignKey(
        Responsibility,
        verbose_name=_("task"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    evidence_hash = models.CharField(max_length=64, blank=True, db_default="", editable=False)

    class Meta:
        verbose_name = _("file of a case")
        verbose_name_plural = _("files of a case")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "stored"], name="attachment_once"),
            models.UniqueConstraint(
                fields=["case", "evidence_hash"],
                condition=~Q(evidence_hash=""),
                name="attachment_proves_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(evidence_hash="") | Q(purpose__in=("before", "after")),
                name="attachment_hash_of_evidence",
            ),
            models.CheckConstraint(
                condition=Q(purpose="slip", slip__isnull=False)
                | (~Q(purpose="slip") & Q(slip__isnull=True)),
                name="attachment_of_a_slip_names_it",
            ),
        ]

    def __str__(self):
        return str(self.stored)


class Reply(models.Model):
    """The lead unit's answer in one round, as submitted, sent back or approved."""

    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="replies"
    )
    round = models.PositiveSmallIntegerField(_("round"))
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("reply"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(_("submitted at"))
    without_supports = models.TextField(_("why without the supports' replies"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    is_approved = models.BooleanField(_("approved"), default=False)
    sent_back_because = models.TextField(_("sent back because"), blank=True)

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.case.number} · {self.round}"


class Verification(models.Model):
    """The enterprise's word on a round. Who handled a case never verifies it."""

    class Method(models.TextChoices):
        VISIT = "visit", _("return visit")
        CALL = "call", _("call")
        LINK = "link", _("by the enterprise itself")

    class Satisfaction(models.IntegerChoices):
        VERY_DISSATISFIED = 1, _("very dissatisfied")
        DISSATISFIED = 2, _("dissatisfied")
        NEUTRAL = 3, _("neither")
        SATISFIED = 4, _("satisfied")
        VERY_SATISFIED = 5, _("very satisfied")

    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="verifications"
    )
    round = models.PositiveSmallIntegerField(_("round"))
    method = models.CharField(_("how"), max_length=6, choices=Method.choices)
    after_closing = models.BooleanField(_("after closing"), default=False)
    is_solved = models.BooleanField(
        _("is it solved?"), null=True, help_text=_("empty: it did not answer, or could not say")
    )
    satisfaction = models.PositiveSmallIntegerField(
        _("satisfied?"), null=True, blank=True, choices=Satisfaction.choices
    )
    words = models.TextField(_("in the enterprise's words"), blank=True)
    link = models.OneToOneField(
        WordLink, null=True, on_delete=models.PROTECT, related_name="verification"
    )
    handling_unit = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="+"
    )
    verifier = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    verifier_unit = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(handling_unit__isnull=True)
                | Q(verifier_unit__isnull=True)
                | ~Q(verifier_unit=F("handling_unit")),
                name="verification_not_by_the_handling_unit",
            ),
            models.UniqueConstraint(
                fields=["case", "round"],
                condition=Q(after_closing=False),
                name="verification_once_per_round",
            ),
            models.CheckConstraint(
                condition=Q(link__isnull=True) | Q(method="link", verifier__isnull=True),
                name="verification_by_link_is_the_enterprises",
            ),
        ]

    def __str__(self):
        return f"{self.case.number} · {self.round}"
