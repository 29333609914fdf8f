from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import ScopedQuerySet
from core.models import Job
from enterprises.models import Segment
from letters.workflow import LetterState
from organizations.models import Organization

UNDERWAY = (Job.State.QUEUED, Job.State.RUNNING)


class Letter(models.Model):
    """A letter to a segment of the register, which each recipient confirms with a receipt."""

    view_permission = "letters.letter_view"

    number = models.CharField(_("number"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=100)
    body = models.TextField(_("text"), help_text=_("with fields in braces"))
    segment = models.ForeignKey(
        Segment, verbose_name=_("segment"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Organization,
        verbose_name=pgettext_lazy("of a letter", "from"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    reply_by_on = models.DateField(_("receipt wanted by"))
    remind_days = models.PositiveSmallIntegerField(
        _("remind so many working days before"), default=3, validators=[MaxValueValidator(30)]
    )
    state = models.CharField(
        pgettext_lazy("of a letter", "state"),
        max_length=6,
        choices=LetterState.choices,
        default=LetterState.DRAFT,
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("written at"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    sent_at = models.DateTimeField(_("sent at"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(body=""), name="letter_has_title_and_text"
            ),
            models.CheckConstraint(
                condition=Q(state=LetterState.DRAFT, sent_at__isnull=True, sent_by__isnull=True)
                | (~Q(state=LetterState.DRAFT) & Q(sent_at__isnull=False, sent_by__isnull=False)),
                name="letter_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=LetterState.CLOSED, closed_at__isnull=False)
                | (~Q(state=LetterState.CLOSED) & Q(closed_at__isnull=True)),
                name="letter_closed_has_time",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("letters:detail", args=[self.number])

    @property
    def is_draft(self) -> bool:
        return self.state == LetterState.DRAFT

    @property
    def is_sent(self) -> bool:
        """Sent, and open for receipts."""
        return self.state == LetterState.SENT

    @property
    def is_closed(self) -> bool:
        return self.state == LetterState.CLOSED

    @property
    def is_late(self) -> bool:
        """Whether the day by which receipts were wanted is over."""
        return self.is_sent and self.reply_by_on < timezone.localdate()

    @property
    def is_being_sent(self) -> bool:
        return self.is_draft and self.sendings.filter(state__in=UNDERWAY).exists()


def day_said(day) -> str:
    """A day as a letter writes it."""
    return date_format(day, _now("j M Y"))


class Sending(Job):
    """The sending of a letter to many, done by a worker."""

    letter = models.ForeignKey(
        Letter, verbose_name=_("letter"), on_delete=models.CASCADE, related_name="sendings"
    )

    class Meta:
        verbose_name = _("sending of a letter")
        verbose_name_plural = _("sendings of letters")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter"],
                condition=Q(state__in=UNDERWAY),
                name="letter_sending_one_at_a_time",
            ),
        ]

    def __str__(self):
        return str(self.letter)


class Reminder(models.Model):
    """That whoever is in charge was reminded of the receipts that are missing: once a day at most."""

    letter = models.ForeignKey(
        Letter, verbose_name=_("letter"), on_delete=models.PROTECT, related_name="reminders"
    )
    on = models.DateField(_("day"))
    at = models.DateTimeField(_("at"))
    is_automatic = models.BooleanField(_("by itself"), default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    missing = models.PositiveIntegerField(_("receipts missing"))
    told = models.PositiveIntegerField(_("people told"))

    class Meta:
        verbose_name = _("reminder of a letter")
        verbose_name_plural = _("reminders of letters")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "on"], name="letter_reminded_once_a_day"),
            models.UniqueConstraint(
                fields=["letter"],
                condition=Q(is_automatic=True),
                name="letter_reminded_once_by_itself",
            ),
            models.CheckConstraint(
                condition=Q(is_automatic=True, made_by__isnull=True)
                | Q(is_automatic=False, made_by__isnull=False),
                name="letter_reminder_by_somebody_or_itself",
            ),
        ]

    def __str__(self):
        return f"{self.letter.number} {self.on:%Y-%m-%d}"
